using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Previews;

/// <summary>How a preview is going, and its sound.</summary>
[Operation("getVoicePreviewStatus", Phase.Setup, Says = "How a preview is going, and its sound")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GetVoicePreviewStatus(JobViews views) : IOperation<AgentScope, GetVoicePreviewStatus.Request, VoicePreview>
{
    public sealed record Request([MaxLength(200)] string JobId);

    public async Task<Result<VoicePreview>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (!long.TryParse(request.JobId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await views.FindAsync(id, cancellationToken) is not { Type: PreviewHandler.Type } job
            || job.AgentId != scope.AgentId) return Error.NotFound("Preview");
        return new VoicePreview(job, (await views.ViewAsync(job, cancellationToken)).OutputResources);
    }
}
