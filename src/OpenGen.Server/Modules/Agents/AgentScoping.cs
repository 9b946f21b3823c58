using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Finds the agent of every request whose endpoint needs one, before its handler or its body is looked at.</summary>
internal static class AgentScoping
{
    public static void UseAgentScopes(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<NeedsAgent>() is { } needs && CurrentUser.Of(context) is { } user ? ScopeAsync(context, user, needs, next) : next(context));

    private static async Task ScopeAsync(HttpContext context, CurrentUser user, NeedsAgent needs, RequestDelegate next)
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

    private static async Task<Result<AgentScope>> ResolveAsync(HttpContext context, CurrentUser user, NeedsAgent needs)
    {
        var named = await NamedAsync(context);
        if (named is null) return Error.Invalid("agent_id", "is required");
        if (!long.TryParse(named, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var agentId)) return NotFound;

        var agents = context.RequestServices.GetRequiredService<AgentDirectory>();
        if (await agents.FindAsync(user.Id, agentId, context.RequestAborted) is not { } scope) return NotFound;
        if (scope.Role > needs.Least) return Error.Forbidden(needs.ForbiddenCode);
        if (needs.Paid && scope.Credits <= 0) return NoCredits;
        return scope;
    }

    private static async Task<string?> NamedAsync(HttpContext context)
    {
        if (context.GetRouteValue("agent_id") is string fromPath) return fromPath;
        if (context.Request.Query["agent_id"].ToString() is { Length: > 0 } fromQuery) return fromQuery;
        if (HttpMethods.IsGet(context.Request.Method)) return null;
        var body = await RequestBody.ReadAsync(context);
        // Flat bodies carry it beside the fields, wrapped ones beside or inside the wrapper.
        return Text(body["agent_id"]) ?? body.Select(f => Text((f.Value as JsonObject)?["agent_id"])).FirstOrDefault(id => id is not null);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && !value.TryGetValue(out UploadedFile? _) ? value.ToString() : null;

    internal static readonly Error NotFound = Error.NotFound("Agent");

    private static readonly Error NoCredits = Error.Refused("usable_gen_credit_required", "The agent's workspace has no credits left");
}
