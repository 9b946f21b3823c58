using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>/v1/direct_upload: files sent straight to the storage.</summary>
internal static class DirectUploadRoutes
{
    public static void MapDirectUploads(this RouteGroupBuilder v1) =>
        v1.MapGroup("").WithTags("Direct Upload").Post<CreateDirectUpload>("/direct_upload");
}
