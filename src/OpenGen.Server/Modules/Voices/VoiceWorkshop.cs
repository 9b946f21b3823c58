using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Designs voices of this machine from descriptions, and fits one to a recording, for whoever speaks with them.</summary>
internal sealed class VoiceWorkshop(VoiceFitting fitting, VoiceShelf shelf) : IVoiceWorkshop
{
    /// <inheritdoc/>
    public VoiceManner Design(string description, string? gender, string? language) =>
        VoiceDesigner.Design(description, gender, language)[0];

    /// <inheritdoc/>
    public async Task<FittedVoice> FitAsync(
        string recording, string? gender, string? language, string scratch, CancellationToken cancellationToken) =>
        await fitting.FitAsync(recording, gender, language, scratch, cancellationToken);

    /// <inheritdoc/>
    public Task KeepOfJobAsync(
        long agentId, long jobId, string name, VoiceManner manner, string source, string? description,
        CancellationToken cancellationToken) =>
        shelf.KeepOfJobAsync(agentId, jobId, name, manner, source, description, cancellationToken);
}
