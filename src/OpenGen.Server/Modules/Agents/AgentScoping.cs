using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Finds the agent of every request whose endpoint needs one, before its handler or its body is looked at.</summary>
internal static class AgentScoping
{
    public static void UseAgentScopes(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<OperationInfo>() is null
        && metadata.GetMetadata<NeedsAgent>() is { } needs && CurrentCaller.Of(context) is { } user
            ? ScopeAsync(context, user, needs, next) : next(context));

    private static async Task ScopeAsync(HttpContext context, Caller user, NeedsAgent needs, RequestDelegate next)
    {
        var scope = await ResolveAsync(context, user, needs);
        if (scope.Failed)
        {
            await Problem.WriteAsync(context, scope.Error);
            return;
        }
        scope.Value.Attach(context);
        await next(context);
    }

    private static async Task<Result<AgentScope>> ResolveAsync(HttpContext context, Caller user, NeedsAgent needs)
    {
        var scopes = context.RequestServices.GetRequiredService<AgentScopes>();
        var target = new HttpTarget(context);
        return await scopes.ResolveAsync(user, target, needs.Least, needs.Paid, needs.ForbiddenCode, context.RequestAborted);
    }
}
