using System.Globalization;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Metadata: this endpoint works on the organization in its path, and who may call it.</summary>
/// <param name="Least">The least role that may.</param>
internal sealed record NeedsOrganization(Role Least) : INeedsRole;

/// <summary>Finds the organization of every request whose endpoint needs one, before its handler or its body is looked at.</summary>
internal static class OrganizationScoping
{
    /// <summary>Resolves the organization in the path, and refuses callers below a role.</summary>
    public static T ForOrganization<T>(this T endpoints, Role least) where T : IEndpointConventionBuilder => endpoints.WithMetadata(new NeedsOrganization(least));

    public static void UseOrganizationScopes(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<NeedsOrganization>() is { } needs && CurrentCaller.Of(context) is { } user ? ScopeAsync(context, user, needs, next) : next(context));

    private static async Task ScopeAsync(HttpContext context, Caller user, NeedsOrganization needs, RequestDelegate next)
    {
        var id = long.Parse((string)context.GetRouteValue("organization_id")!, CultureInfo.InvariantCulture);
        var found = await context.RequestServices.GetRequiredService<WorkspaceDirectory>().FindAsync(user.Id, id, context.RequestAborted);
        if ((found is null ? NotFound : found.Role > needs.Least ? Error.Forbidden() : null) is { } error)
        {
            await Problem.WriteAsync(context, error);
            return;
        }
        found!.Attach(context);
        await next(context);
    }

    private static readonly Error NotFound = Error.Refused("organization_not_found", "Organization not found");
}
