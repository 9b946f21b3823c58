using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>/v1/content_resources: an agent's files.</summary>
internal static class ContentResourceRoutes
{
    public static void MapContentResources(this RouteGroupBuilder v1)
    {
        var resources = v1.MapGroup("/content_resources").WithTags("Content Resources");
        resources.Get<ListContentResources>("/");
        resources.Create<CreateContentResource, WithGenerator>("/", (_, made) => $"/v1/content_resources/{made.ContentResource.Id}")
            .WithMetadata(new RequestSizeLimitAttribute(Uploads.LargestFile + HttpModule.LargestBody));
        resources.Get<GetContentResource>("/{id:long}");
        resources.Patch<UpdateContentResource>("/{id:long}");
        resources.Delete<DeleteContentResource>("/{id:long}");
    }
}
