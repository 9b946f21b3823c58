using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agents/{agent_id}/core: who the agent is and how it speaks, whole, by section, and its lists one item at a time.</summary>
internal static class CoreEndpoints
{
    private const int MostAccounts = 20;
    private const int MostInspiration = 50;

    public static void Map(RouteGroupBuilder v1)
    {
        var core = v1.MapGroup("/agents/{agent_id}/core").WithTags("Agent Core").InPhase(Phase.Setup).ForAgent(forbidden: "permission_denied");
        core.MapGet("/", GetAsync).WithName("getAgentCore").WithSummary("Who the agent is, flat and in sections");
        var change = core.MapGroup("").ForAgent(Role.Editor, forbidden: "permission_denied");
        change.MapPatch("/", PatchAsync).WithName("patchAgentCore").WithSummary("Change who the agent is: the fields or sections sent, lists whole")
            .Produces<Dictionary<string, SectionResult>>().Produces<Dictionary<string, SectionResult>>(StatusCodes.Status207MultiStatus);
        change.MapPost("/accounts", AddAccountAsync).WithName("addAgentAccount").WithSummary("Link a profile the agent posts to");
        change.MapDelete("/accounts/{account_id}", RemoveAccountAsync).WithName("removeAgentAccount").WithSummary("Unlink a profile");
        change.MapPost("/inspiration", AddInspirationAsync).WithName("addAgentInspiration").WithSummary("Add somebody whose videos the agent learns from");
        change.MapDelete("/inspiration/{item_id}", RemoveInspirationAsync).WithName("removeAgentInspiration").WithSummary("Remove an inspiration");
    }

    private static async Task<Ok<AgentCoreView>> GetAsync(AgentScope scope, AppDbContext db, Avatars avatars, CancellationToken stop)
    {
        var agent = await db.Agents.AsNoTracking().SingleAsync(a => a.Id == scope.AgentId, stop);
        var avatar = (await avatars.PrimaryOfAsync([scope.AgentId], stop)).GetValueOrDefault(scope.AgentId);
        return TypedResults.Ok(AgentCoreView.Of(scope.AgentId, agent.Name, avatar?.Url, AgentCore.Of(agent.Core)));
    }

    /// <summary>200, or 207 when a section could not be saved and the others were.</summary>
    private static async Task<IResult> PatchAsync(AgentScope scope, CoreInput.CorePatch sent, CoreUpdate update, CancellationToken stop)
    {
        var touched = await update.ApplyAsync(scope, sent, stop);
        if (touched.Failed) return touched.Error.AsProblem();
        return TypedResults.Json(touched.Value, statusCode: touched.Value.Values.Any(s => s.Error is not null) ? StatusCodes.Status207MultiStatus : StatusCodes.Status200OK);
    }

    private static async Task<Results<Created<LinkedAccount>, Problem>> AddAccountAsync(AgentScope scope, CoreInput.AddAccount request, AgentChanges changes, CancellationToken stop)
    {
        if (!SocialPlatform.IsUrl(request.Url)) return Error.Invalid("url", CoreInput.NoUrl).AsProblem();
        var added = await changes.OfCoreAsync<LinkedAccount>(scope.AgentId, (_, core) =>
        {
            if (core.LinkedAccounts.Count >= MostAccounts) return Error.Invalid("linked_accounts", $"is too long (at most {MostAccounts})");
            var account = new LinkedAccount(core.NextItemId(), request.Url, request.Platform ?? SocialPlatform.Of(request.Url), request.DisplayName);
            core.LinkedAccounts = [.. core.LinkedAccounts, account];
            return account;
        }, stop);
        return added.Failed ? added.Error.AsProblem() : TypedResults.Created($"/v1/agents/{scope.AgentId}/core", added.Value);
    }

    private static Task<Results<NoContent, Problem>> RemoveAccountAsync(
        AgentScope scope, [FromRoute(Name = "account_id")] string accountId, AgentChanges changes, CancellationToken stop) =>
        RemoveAsync(scope, accountId, "Account", changes, (core, id) =>
        {
            var before = core.LinkedAccounts.Count;
            core.LinkedAccounts = [.. core.LinkedAccounts.Where(a => a.Id != id)];
            return core.LinkedAccounts.Count < before;
        }, stop);

    private static async Task<Results<Created<InspirationItem>, Problem>> AddInspirationAsync(
        AgentScope scope, CoreInput.AddInspiration request, AgentChanges changes, CancellationToken stop)
    {
        if (!SocialPlatform.IsUrl(request.Url)) return Error.Invalid("url", CoreInput.NoUrl).AsProblem();
        var added = await changes.OfCoreAsync<InspirationItem>(scope.AgentId, (_, core) =>
        {
            if (core.Inspiration.Count >= MostInspiration) return Error.Invalid("inspiration", $"is too long (at most {MostInspiration})");
            var item = new InspirationItem(core.NextItemId(), request.Url, request.Platform ?? SocialPlatform.Of(request.Url));
            core.Inspiration = [.. core.Inspiration, item];
            return item;
        }, stop);
        return added.Failed ? added.Error.AsProblem() : TypedResults.Created($"/v1/agents/{scope.AgentId}/core", added.Value);
    }

    private static Task<Results<NoContent, Problem>> RemoveInspirationAsync(
        AgentScope scope, [FromRoute(Name = "item_id")] string itemId, AgentChanges changes, CancellationToken stop) =>
        RemoveAsync(scope, itemId, "Inspiration", changes, (core, id) =>
        {
            var before = core.Inspiration.Count;
            core.Inspiration = [.. core.Inspiration.Where(i => i.Id != id)];
            return core.Inspiration.Count < before;
        }, stop);

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        AgentScope scope, string id, string what, AgentChanges changes, Func<AgentCore, long, bool> remove, CancellationToken stop)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Error.NotFound(what).AsProblem();
        var removed = await changes.OfCoreAsync<bool>(scope.AgentId, (_, core) =>
        {
            if (remove(core, number)) return true;
            return Error.NotFound(what);
        }, stop);
        return removed.Failed ? removed.Error.AsProblem() : TypedResults.NoContent();
    }
}
