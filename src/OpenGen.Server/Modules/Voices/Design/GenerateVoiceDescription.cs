using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>A description that voices can be designed from, of what is known of the voice and of what it is to say.</summary>
[Operation("generateVoiceDescription", Phase.Setup, Says = "A description that voices can be designed from")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GenerateVoiceDescription : IOperation<AgentScope, GenerateVoiceDescription.Request, DescribedVoice>
{
    /// <param name="Gender">female, male or neutral; required.</param>
    /// <param name="VoiceDescription">What the user says of it.</param>
    /// <param name="Language">A language tag.</param>
    /// <param name="Script">What it is to say.</param>
    public sealed record Request(
        [MaxLength(32)] string? Gender, [MaxLength(VoiceDescriptions.Longest)] string? VoiceDescription, [MaxLength(32)] string? Language,
        [MaxLength(5000)] string? Script);

    public Task<Result<DescribedVoice>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        Task.FromResult(Describe(request));

    private static Result<DescribedVoice> Describe(Request request)
    {
        if (string.IsNullOrWhiteSpace(request.Gender)) return VoiceErrors.Missing("gender", "is required");
        if (VoiceInput.Gender(request.Gender) is not { } gender) return VoiceInput.WrongGender;
        return new DescribedVoice(VoiceDescriptions.Write(gender, request.VoiceDescription, request.Language, request.Script));
    }
}
