using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Agents.Core;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents.Profiles;

/// <summary>Forgets the brand; who the agent is and how it sounds stays.</summary>
[Operation("deleteAgentProfile", Phase.Setup, Says = "Reset the brand; identity and voice stay")]
[Needs(Role.Editor, Code = "permission_denied")]
internal sealed class DeleteAgentProfile(AgentChanges changes) : IOperation<AgentScope, DeleteAgentProfile.Request, Done>
{
    public sealed record Request;

    public Task<Result<Done>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        changes.OfCoreAsync<Done>(scope.AgentId, (_, core) =>
        {
            (core.BrandName, core.Description, core.Goal, core.OnboardingStatus) = (null, null, null, null);
            (core.Shortform, core.Longform, core.ContentIdeaPreferences) = (null, null, null);
            (core.Keywords, core.TargetPlatforms, core.LinkedAccounts) = ([], [], []);
            BrandChanges.MirrorKeywords(core);
            return new Done();
        }, cancellationToken);
}
