using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation.Settings;

/// <summary>How a test call went.</summary>
internal sealed record TestCall(bool Success, string? Error);

/// <summary>Sends test events, as others are sent.</summary>
internal sealed class TestEvents(IAgentWebhooks agents, SignedCalls calls, TimeProvider clock)
{
    /// <summary>Sends one to one of an agent's URLs.</summary>
    public async Task<Result<TestCall>> SendAsync(long agentId, Hook hook, CancellationToken cancellationToken)
    {
        if ((await agents.FindAsync(agentId, cancellationToken))?.UrlOf(hook) is not { } url) return AutomationErrors.NotConfigured(hook);
        var payload = Outbox.Payload(new AgentEvent(EventTypes.Test, new { AgentId = agentId, Target = hook }), clock.Now());
        var answer = await calls.PostAsync(agentId, url, Outbox.NewMessageId(), payload, cancellationToken);
        return new TestCall(answer.Fault is null, answer.Fault);
    }
}
