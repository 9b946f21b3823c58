using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Keeps where agents' events go.</summary>
internal sealed class AgentWebhooks(AppDbContext db, AgentChanges changes, IAuditLog audit, TimeProvider clock) : IAgentWebhooks
{
    /// <inheritdoc/>
    public Task<AgentHooks?> FindAsync(long agentId, CancellationToken cancellationToken) =>
        Hooks(db.Agents.Where(a => a.Id == agentId)).FirstOrDefaultAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<AgentHooks?> FindAsync(IQueryable<long> agentId, CancellationToken cancellationToken) =>
        Hooks(db.Agents.Where(a => agentId.Contains(a.Id))).FirstOrDefaultAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Result<AgentHooks>> ChangeAsync(
        long agentId, Sent<string> webhookUrl, Sent<string> callbackUrl, bool? pollingEnabled, CancellationToken cancellationToken) =>
        changes.OfAsync<AgentHooks>(agentId, async (agent, _) =>
        {
            var audited = new Audited(AuditActions.WebhookUpdated, null, agent.WorkspaceId, "agent", agentId);
            if (webhookUrl.IsSent || callbackUrl.IsSent) await audit.WriteAsync(audited, cancellationToken);
            if (webhookUrl.IsSent) (agent.WebhookUrl, agent.WebhookDisabledAt) = (UrlOrNone(webhookUrl.Value), null);
            if (callbackUrl.IsSent) (agent.CallbackUrl, agent.CallbackDisabledAt) = (UrlOrNone(callbackUrl.Value), null);
            agent.PollingEnabled = pollingEnabled ?? agent.PollingEnabled;
            return new AgentHooks(agent.Id, agent.WebhookUrl, agent.CallbackUrl, agent.PollingEnabled,
                agent.WebhookDisabledAt is not null, agent.CallbackDisabledAt is not null);
        }, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DisableAsync(long agentId, Hook hook, string url, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var agent = db.Agents.Where(a => a.Id == agentId);
        return 1 == (hook == Hook.Webhook
            ? await agent.Where(a => a.WebhookUrl == url)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.WebhookDisabledAt, now), cancellationToken)
            : await agent.Where(a => a.CallbackUrl == url)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.CallbackDisabledAt, now), cancellationToken));
    }

    private static string? UrlOrNone(string? url) => string.IsNullOrEmpty(url) ? null : url;

    private static IQueryable<AgentHooks> Hooks(IQueryable<Agent> agents) => agents.Where(a => a.DeletedAt == null)
        .Select(a => new AgentHooks(
            a.Id, a.WebhookUrl, a.CallbackUrl, a.PollingEnabled, a.WebhookDisabledAt != null, a.CallbackDisabledAt != null));
}
