using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>A text to hear a voice by.</summary>
[Operation("generateVoiceScript", Phase.Setup, Says = "A text to hear a voice by, in the language asked for")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GenerateVoiceScript : IOperation<AgentScope, GenerateVoiceScript.Request, VoiceScript>
{
    /// <param name="Language">A language tag; English when it is not given.</param>
    public sealed record Request([MaxLength(32)] string? Language);

    public Task<Result<VoiceScript>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<VoiceScript>>(
            SampleScripts.In(string.IsNullOrWhiteSpace(request.Language) ? null : request.Language) is { } text
                ? new VoiceScript(text)
                : NoText);

    private static readonly Error NoText = Error.Invalid(
        "language",
        $"has no text here; there is one in {string.Join(", ", SampleScripts.Languages)}, and samples take any text of your own");
}
