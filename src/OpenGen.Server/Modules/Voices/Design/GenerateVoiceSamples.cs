using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>
/// Three audibly different voices of a description, saying a text. With a key of ElevenLabs its designer makes them, without one
/// this machine does.
/// </summary>
[Operation("generateVoiceSamples", Phase.Setup, Says = "Three audibly different voices of a description, saying the text")]
[Needs(Role.Manager, Code = "permission_denied")]
internal sealed class GenerateVoiceSamples(
    ElevenLabsAccounts accounts, ElevenLabsClient client, ILocalSpeaker speaker, SampleTickets tickets, ScratchSpace scratch)
    : IOperation<AgentScope, GenerateVoiceSamples.Request, VoiceSamples>
{
    private const string ContentType = "audio/mpeg";

    /// <summary>What ElevenLabs takes at least, in characters.</summary>
    private const int ShortestText = 100;

    private const int ShortestDescription = 20;

    /// <param name="Text">What they say.</param>
    /// <param name="Gender">Wins over what the description says.</param>
    /// <param name="Language">A language tag; wins over what the description says.</param>
    public sealed record Request(
        [MaxLength(1000)] string Text, [MaxLength(VoiceDescriptions.Longest)] string? Description, [MaxLength(32)] string? Gender,
        [MaxLength(32)] string? Language);

    public async Task<Result<VoiceSamples>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        if (VoiceInput.Faults(request.Gender, request.Language) is { } wrong) return wrong;
        var description = string.IsNullOrWhiteSpace(request.Description) ? VoiceDescriptions.Usual : request.Description.Trim();
        return await accounts.KeyAsync(scope.AgentId, cancellationToken) is { } key
            ? await AtElevenLabsAsync(scope.AgentId, key, description, request.Text, cancellationToken)
            : await HereAsync(scope.AgentId, description, request, cancellationToken);
    }

    private async Task<Result<VoiceSamples>> AtElevenLabsAsync(
        long agentId, string key, string description, string text, CancellationToken cancellationToken)
    {
        if (text.Length < ShortestText) return Error.Invalid("text", "must have 100 characters at least, which ElevenLabs needs");
        var told = description.Length < ShortestDescription ? description + ", a natural voice for short videos" : description;
        var designed = await client.DesignAsync(key, told, text, cancellationToken);
        if (designed.Failed) return designed.Error;
        return new VoiceSamples([.. designed.Value.Select(s =>
            new VoiceSample(tickets.Seal(new(agentId, description, null, s.GeneratedVoiceId)), s.AudioBase64, ContentType))]);
    }

    private async Task<Result<VoiceSamples>> HereAsync(
        long agentId, string description, Request request, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch.Folder, Guid.NewGuid().ToString("N")));
        try
        {
            var samples = new List<VoiceSample>();
            foreach (var manner in VoiceDesigner.Design(description, VoiceInput.Gender(request.Gender), request.Language))
            {
                var path = Path.Combine(folder.FullName, $"{samples.Count}.mp3");
                await speaker.SpeakAsync(request.Text, manner, 1, path, folder.FullName, cancellationToken);
                var audio = Convert.ToBase64String(await File.ReadAllBytesAsync(path, cancellationToken));
                samples.Add(new VoiceSample(tickets.Seal(new(agentId, description, manner, null)), audio, ContentType));
            }
            return new VoiceSamples(samples);
        }
        catch (SpeechFailedException failed)
        {
            return VoiceErrors.DesignFailed(failed.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
