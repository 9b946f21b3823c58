using System.ComponentModel.DataAnnotations;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Agents;

/// <summary>/v1/agents/{agent_id}/automation_config: where an agent's events go, and whether somebody answers there.</summary>
internal static class AutomationEndpoints
{
    public sealed record AutomationConfig(string? WebhookUrl, string? CallbackUrl, bool PollingEnabled);

    [Wrapper("automation_config")]
    public sealed record Update([MaxLength(2000)] Sent<string> WebhookUrl, [MaxLength(2000)] Sent<string> CallbackUrl, bool? PollingEnabled) : Input<Update>;

    /// <summary>How a test call went.</summary>
    public sealed record TestCall(bool Success, string? Error);

    public static void Map(RouteGroupBuilder v1)
    {
        var config = v1.MapGroup("/agents/{agent_id}/automation_config").WithTags("Automation").InPhase(Phase.Edit).ForAgent(forbidden: "permission_denied");
        config.MapGet("/", GetAsync).WithName("getAutomationConfig").WithSummary("Where an agent's events go");
        config.MapPatch("/", UpdateAsync).WithName("updateAutomationConfig").WithSummary("Change where an agent's events go; null for nowhere");
        config.MapPost("/test_webhook", TestWebhookAsync).WithName("testWebhook").WithSummary("Send a test event to the webhook");
        config.MapPost("/test_callback", TestCallbackAsync).WithName("testCallback").WithSummary("Send a test event to the callback");
    }

    private static async Task<Ok<AutomationConfig>> GetAsync(AgentScope scope, AppDbContext db, CancellationToken stop) =>
        TypedResults.Ok(await FindAsync(scope, db, stop));

    private static async Task<Results<Ok<AutomationConfig>, Problem>> UpdateAsync(AgentScope scope, Update request, AgentChanges changes, CancellationToken stop)
    {
        var faults = new Dictionary<string, string[]>();
        Check("webhook_url", request.WebhookUrl.Value);
        Check("callback_url", request.CallbackUrl.Value);
        if (faults.Count > 0) return Error.Invalid(faults).AsProblem();
        var changed = await changes.OfCoreAsync<AutomationConfig>(scope.AgentId, (agent, _) =>
        {
            if (request.WebhookUrl.IsSent) agent.WebhookUrl = request.WebhookUrl.Value is { Length: > 0 } webhook ? webhook : null;
            if (request.CallbackUrl.IsSent) agent.CallbackUrl = request.CallbackUrl.Value is { Length: > 0 } callback ? callback : null;
            agent.PollingEnabled = request.PollingEnabled ?? agent.PollingEnabled;
            return new AutomationConfig(agent.WebhookUrl, agent.CallbackUrl, agent.PollingEnabled);
        }, stop);
        return changed.Failed ? changed.Error.AsProblem() : TypedResults.Ok(changed.Value);

        void Check(string field, string? url)
        {
            if (!string.IsNullOrEmpty(url) && GuardedConnection.Callable(url) is null) faults[field] = ["must be an http or https URL"];
        }
    }

    private static async Task<Results<Ok<TestCall>, Problem>> TestWebhookAsync(AgentScope scope, AppDbContext db, GuardedCalls calls, TimeProvider clock, CancellationToken stop) =>
        (await FindAsync(scope, db, stop)).WebhookUrl is { } url
            ? TypedResults.Ok(await CallAsync(calls, url, "webhook", scope.AgentId, clock, stop))
            : AgentErrors.NotConfigured("webhook").AsProblem();

    private static async Task<Results<Ok<TestCall>, Problem>> TestCallbackAsync(AgentScope scope, AppDbContext db, GuardedCalls calls, TimeProvider clock, CancellationToken stop) =>
        (await FindAsync(scope, db, stop)).CallbackUrl is { } url
            ? TypedResults.Ok(await CallAsync(calls, url, "callback", scope.AgentId, clock, stop))
            : AgentErrors.NotConfigured("callback").AsProblem();

    private static Task<AutomationConfig> FindAsync(AgentScope scope, AppDbContext db, CancellationToken stop) =>
        db.Agents.Where(a => a.Id == scope.AgentId).Select(a => new AutomationConfig(a.WebhookUrl, a.CallbackUrl, a.PollingEnabled)).SingleAsync(stop);

    private static async Task<TestCall> CallAsync(GuardedCalls calls, string url, string kind, long agentId, TimeProvider clock, CancellationToken stop)
    {
        using var body = JsonContent.Create(new { @event = "test", kind, agent_id = agentId, sent_at = clock.Now() }, options: ApiJson.Options);
        var why = await calls.PostAsync(url, body, stop);
        return new TestCall(why is null, why);
    }
}
