using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Automation;

/// <summary>/v1/agents/{agent_id}/automation_config: where an agent's events go, what they are signed with, and whether somebody answers there.</summary>
internal static class AutomationEndpoints
{
    /// <summary>Where an agent's events go.</summary>
    /// <param name="WebhookDisabled">Whether nothing is sent there because its server answered 410; setting the URL enables it again.</param>
    /// <param name="CallbackDisabled">The same of the callback.</param>
    public sealed record AutomationConfig(string? WebhookUrl, string? CallbackUrl, bool PollingEnabled, bool WebhookDisabled, bool CallbackDisabled);

    [Wrapper("automation_config")]
    public sealed record Update([MaxLength(2000)] Sent<string> WebhookUrl, [MaxLength(2000)] Sent<string> CallbackUrl, bool? PollingEnabled) : Input<Update>;

    /// <summary>How a test call went.</summary>
    public sealed record TestCall(bool Success, string? Error);

    /// <summary>What events are signed with.</summary>
    public sealed record WebhookSecretView(string Secret);

    /// <summary>The new secret signs from now on.</summary>
    /// <param name="PreviousValidUntil">Until when the one before signs as well.</param>
    public sealed record Rotated(DateTime PreviousValidUntil);

    public static void Map(RouteGroupBuilder agent)
    {
        var config = agent.MapGroup("/automation_config");
        config.MapGet("/", GetAsync).WithName("getAutomationConfig").WithSummary("Where an agent's events go");
        config.MapPatch("/", UpdateAsync).WithName("updateAutomationConfig").WithSummary("Change where an agent's events go; null for nowhere");
        config.MapPost("/test_webhook", TestWebhookAsync).WithName("testWebhook").WithSummary("Send a test event to the webhook");
        config.MapPost("/test_callback", TestCallbackAsync).WithName("testCallback").WithSummary("Send a test event to the callback");
        config.MapGet("/webhook_secret", SecretAsync).WithName("getWebhookSecret").WithSummary("What an agent's events are signed with");
        config.MapPost("/webhook_secret/rotate", RotateAsync).WithName("rotateWebhookSecret").WithSummary("Sign with a new secret; for 24 hours the old one signs as well");
    }

    private static async Task<Results<Ok<AutomationConfig>, Problem>> GetAsync(AgentScope scope, AgentAutomation agents, CancellationToken stop) =>
        await agents.FindAsync(scope.AgentId, stop) is { } hooks ? TypedResults.Ok(View(hooks)) : NotFound.AsProblem();

    private static async Task<Results<Ok<AutomationConfig>, Problem>> UpdateAsync(AgentScope scope, Update request, AgentAutomation agents, CancellationToken stop)
    {
        var faults = new Dictionary<string, string[]>();
        Check("webhook_url", request.WebhookUrl.Value);
        Check("callback_url", request.CallbackUrl.Value);
        if (faults.Count > 0) return Error.Invalid(faults).AsProblem();
        var changed = await agents.ChangeAsync(scope.AgentId, request.WebhookUrl, request.CallbackUrl, request.PollingEnabled, stop);
        return changed.Failed ? changed.Error.AsProblem() : TypedResults.Ok(View(changed.Value));

        void Check(string field, string? url)
        {
            if (!string.IsNullOrEmpty(url) && GuardedConnection.Callable(url) is null) faults[field] = ["must be an http or https URL"];
        }
    }

    private static Task<Results<Ok<TestCall>, Problem>> TestWebhookAsync(AgentScope scope, AgentAutomation agents, SignedCalls calls, TimeProvider clock, CancellationToken stop) =>
        TestAsync(scope, Hook.Webhook, agents, calls, clock, stop);

    private static Task<Results<Ok<TestCall>, Problem>> TestCallbackAsync(AgentScope scope, AgentAutomation agents, SignedCalls calls, TimeProvider clock, CancellationToken stop) =>
        TestAsync(scope, Hook.Callback, agents, calls, clock, stop);

    private static async Task<Results<Ok<TestCall>, Problem>> TestAsync(AgentScope scope, Hook hook, AgentAutomation agents, SignedCalls calls, TimeProvider clock, CancellationToken stop)
    {
        if ((await agents.FindAsync(scope.AgentId, stop))?.UrlOf(hook) is not { } url) return AutomationErrors.NotConfigured(hook).AsProblem();
        var payload = Outbox.Payload(new Event(EventTypes.Test, new { scope.AgentId, Target = hook }), clock.Now());
        var answer = await calls.PostAsync(scope.AgentId, url, Outbox.NewMessageId(), payload, stop);
        return TypedResults.Ok(new TestCall(answer.Fault is null, answer.Fault));
    }

    private static async Task<Ok<WebhookSecretView>> SecretAsync(AgentScope scope, WebhookSecrets secrets, HttpContext context, CancellationToken stop)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new WebhookSecretView((await secrets.OfAsync(scope.AgentId, stop))[0]));
    }

    /// <summary>Does not answer the secret: answers to an Idempotency-Key are kept as they are.</summary>
    private static async Task<Ok<Rotated>> RotateAsync(AgentScope scope, WebhookSecrets secrets, CancellationToken stop) =>
        TypedResults.Ok(new Rotated(await secrets.RotateAsync(scope.AgentId, stop)));

    private static AutomationConfig View(AgentHooks hooks) => new(hooks.WebhookUrl, hooks.CallbackUrl, hooks.PollingEnabled, hooks.WebhookDisabled, hooks.CallbackDisabled);

    private static readonly Error NotFound = Error.NotFound("Agent");
}
