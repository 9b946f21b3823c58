using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>
/// The agent an operation works on, the caller's role there, and what its workspace can spend.
/// </summary>
internal sealed record AgentScope(long AgentId, long WorkspaceId, Role Role, long Credits)
{
    /// <summary>Who asks.</summary>
    public long UserId { get; init; }
}

/// <summary>What there is to know of an agent without looking into it.</summary>
/// <param name="TimeZone">IANA name.</param>
internal sealed record AgentSummary(long Id, string Name, string? Description, long WorkspaceId, string TimeZone);

/// <summary>What other modules may know of agents.</summary>
internal sealed class AgentDirectory(AppDbContext db)
{
    /// <summary>The agents of all workspaces a user belongs to, whatever their role there; the oldest first.</summary>
    public Task<List<AgentSummary>> OfMemberAsync(long userId, CancellationToken cancellationToken) =>
        (from agent in db.Agents
         join member in db.Memberships on agent.WorkspaceId equals member.WorkspaceId
         where agent.DeletedAt == null && member.UserId == userId
         orderby agent.Id
         select new AgentSummary(agent.Id, agent.Name, agent.Description, agent.WorkspaceId, agent.TimeZone))
        .ToListAsync(cancellationToken);

    /// <summary>Who the agent is and how it speaks.</summary>
    public async Task<AgentCore> CoreAsync(long agentId, CancellationToken cancellationToken) =>
        AgentCore.Of(await db.Agents.Where(a => a.Id == agentId).Select(a => a.Core).FirstOrDefaultAsync(cancellationToken));

    /// <summary>All agents of a workspace, deleted ones too.</summary>
    public Task<List<long>> OfWorkspaceAsync(long workspaceId, CancellationToken cancellationToken) =>
        db.Agents.Where(a => a.WorkspaceId == workspaceId).Select(a => a.Id).ToListAsync(cancellationToken);

    /// <summary>The agents whose content a user may read over the API.</summary>
    public Task<List<long>> ReadableByAsync(long userId, CancellationToken cancellationToken) =>
        (from agent in db.Agents
         join member in db.Memberships on agent.WorkspaceId equals member.WorkspaceId
         where agent.DeletedAt == null && member.UserId == userId && (member.Role == Role.Owner || member.Role == Role.Manager)
         select agent.Id).ToListAsync(cancellationToken);

    /// <summary>The workspace an agent belongs to and pays from.</summary>
    public Task<long> WorkspaceOfAsync(long agentId, CancellationToken cancellationToken) =>
        db.Agents.Where(a => a.Id == agentId).Select(a => a.WorkspaceId).SingleAsync(cancellationToken);

    /// <summary>The agent as a user sees it, or null when it is not there or not theirs.</summary>
    public Task<AgentScope?> FindAsync(long userId, long agentId, CancellationToken cancellationToken) =>
        (from agent in db.Agents
         join member in db.Memberships on agent.WorkspaceId equals member.WorkspaceId
         join workspace in db.Workspaces on agent.WorkspaceId equals workspace.Id
         where agent.Id == agentId && agent.DeletedAt == null && member.UserId == userId
         select new AgentScope(agent.Id, agent.WorkspaceId, member.Role, workspace.Credits)).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>The two URLs that an agent's events can be sent to.</summary>
internal enum Hook
{
    /// <summary>Takes every event.</summary>
    Webhook,

    /// <summary>Takes the ends of jobs.</summary>
    Callback,
}

/// <summary>Where an agent's events go. A URL whose server said that it is gone is called no more until one is set anew.</summary>
internal sealed record AgentHooks(
    long AgentId, string? WebhookUrl, string? CallbackUrl, bool PollingEnabled, bool WebhookDisabled, bool CallbackDisabled)
{
    public string? UrlOf(Hook hook) => hook == Hook.Webhook ? WebhookUrl : CallbackUrl;

    public bool IsDisabled(Hook hook) => hook == Hook.Webhook ? WebhookDisabled : CallbackDisabled;
}

/// <summary>Keeps where agents' events go.</summary>
internal sealed class AgentAutomation(AppDbContext db, AgentChanges changes, AuditLog audit, TimeProvider clock)
{
    /// <summary>Of an agent; null when it is not there or deleted.</summary>
    public Task<AgentHooks?> FindAsync(long agentId, CancellationToken cancellationToken) =>
        Hooks(db.Agents.Where(a => a.Id == agentId)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Of the agent that a query finds, as part of that query.</summary>
    public Task<AgentHooks?> FindAsync(IQueryable<long> agentId, CancellationToken cancellationToken) =>
        Hooks(db.Agents.Where(a => agentId.Contains(a.Id))).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Changes what is sent; a URL that is set is called again, whatever its server said before.</summary>
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

    /// <summary>Calls a URL no more; false when it is another one by now.</summary>
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

/// <summary>Who an agent is: its brand and its voice. Unset fields are null or empty.</summary>
internal sealed record AgentCore
{
    public string? BrandName { get; set; }
    public string? Description { get; set; }
    public string? IdentityType { get; set; }
    public string? Goal { get; set; }
    public IReadOnlyList<string> TargetPlatforms { get; set; } = [];
    public bool? Shortform { get; set; }
    public bool? Longform { get; set; }
    public string? OnboardingStatus { get; set; }
    public IReadOnlyList<string> Keywords { get; set; } = [];
    public IReadOnlyList<MonitoredItem> Monitored { get; set; } = [];
    public IReadOnlyList<ResearchTopic> ResearchTopics { get; set; } = [];
    public IReadOnlyList<LinkedAccount> LinkedAccounts { get; set; } = [];
    public string? Personality { get; set; }
    public VoiceRef? DefaultUserVoice { get; set; }

    /// <summary>A picture's URL; without one the primary avatar stands for the agent.</summary>
    public string? ProfilePhotoUrl { get; set; }

    public IReadOnlyList<InspirationItem> Inspiration { get; set; } = [];

    /// <summary>How the agent looks, in words.</summary>
    public string? LookDescription { get; set; }

    public IReadOnlyList<ReferenceImage> ReferenceImages { get; set; } = [];

    /// <summary>Free JSON: what its users want ideas to be like.</summary>
    public JsonNode? ContentIdeaPreferences { get; set; }

    /// <summary>The last id given to an account or an inspiration; ids are never given twice.</summary>
    public long LastItemId { get; set; }

    /// <summary>The next id for an account or an inspiration.</summary>
    public long NextItemId()
    {
        var known = LinkedAccounts.Select(a => a.Id ?? 0).Concat(Inspiration.Select(i => i.Id));
        return LastItemId = known.Append(LastItemId).Max() + 1;
    }

    /// <summary>The core as it is stored.</summary>
    public static AgentCore Of(RawJson stored) =>
        JsonSerializer.Deserialize<AgentCore>(string.IsNullOrEmpty(stored.Text) ? "{}" : stored.Text, ApiJson.Options)!;
}

/// <summary>Something an agent watches.</summary>
internal sealed record MonitoredItem(string Handle, string ItemType);

/// <summary>Something an agent reads up on.</summary>
internal sealed record ResearchTopic(string Topic);

/// <summary>A profile the agent posts to.</summary>
internal sealed record LinkedAccount(long? Id, string Url, string? Platform, string? DisplayName);

/// <summary>Somebody whose videos the agent learns from.</summary>
internal sealed record InspirationItem(long Id, string Url, string? Platform);

/// <summary>A picture of how the agent looks.</summary>
internal sealed record ReferenceImage(string Url);

/// <summary>A voice, by its id at its source.</summary>
internal sealed record VoiceRef(string VoiceId, string? Source, string? Name);

/// <summary>Which voice an agent speaks with unless told otherwise.</summary>
internal sealed class AgentVoice(AgentChanges changes)
{
    /// <summary>Takes the voice away from the agent when it is the one it speaks with.</summary>
    public Task ForgetAsync(long agentId, string voiceId, CancellationToken cancellationToken) =>
        changes.OfCoreAsync<bool>(agentId, (_, core) =>
        {
            if (core.DefaultUserVoice?.VoiceId == voiceId) core.DefaultUserVoice = null;
            return true;
        }, cancellationToken);
}
