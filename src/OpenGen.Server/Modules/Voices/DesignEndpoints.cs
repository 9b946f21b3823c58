using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>
/// …/voice/design: a voice from a description, in four calls: a text to hear it by, a description, three samples, and the one
/// that is chosen. With a key of ElevenLabs its designer makes them, without one this machine does.
/// </summary>
internal static class DesignEndpoints
{
    public sealed record GenerateScript([MaxLength(32)] string? Language) : Input<GenerateScript>;

    public sealed record GenerateDescription(
        [MaxLength(32)] string? Gender, [MaxLength(VoiceDescriptions.Longest)] string? VoiceDescription, [MaxLength(32)] string? Language,
        [MaxLength(5000)] string? Script) : Input<GenerateDescription>;

    public sealed record GenerateSamples(
        [MaxLength(1000)] string Text, [MaxLength(VoiceDescriptions.Longest)] string? Description, [MaxLength(32)] string? Gender, [MaxLength(32)] string? Language)
        : Input<GenerateSamples>;

    public sealed record DesignVoice(
        [MaxLength(8000)] string GenerationId, [MaxLength(200)] string Name, [MaxLength(32)] string? Gender, [MaxLength(32)] string? Language,
        [MaxLength(VoiceDescriptions.Longest)] string? Description) : Input<DesignVoice>;

    public sealed record VoiceScript(string VoiceSample);

    public sealed record DescribedVoice(string VoiceDescription);

    public sealed record VoiceSample(string GenerationId, string Audio, string ContentType);

    public sealed record VoiceSamples(IReadOnlyList<VoiceSample> Samples);

    public static void Map(RouteGroupBuilder voice)
    {
        var design = voice.MapGroup("/design");
        design.MapPost("/generate-script", WriteScript).WithName("generateVoiceScript").WithSummary("A text to hear a voice by, in the language asked for");
        design.MapPost("/generate-description", WriteDescription).WithName("generateVoiceDescription").WithSummary("A description that voices can be designed from")
            .Produces<ErrorBody>(StatusCodes.Status400BadRequest);
        design.MapPost("/generate-samples", MakeSamplesAsync).WithName("generateVoiceSamples").WithSummary("Three audibly different voices of a description, saying the text");
        design.MapPost("/", FinishAsync).WithName("finalizeDesignedVoice").WithSummary("Keep one of the samples as a voice of the library");
    }

    private static Results<Ok<VoiceScript>, Problem> WriteScript(AgentScope scope, GenerateScript request) =>
        SampleScripts.In(string.IsNullOrWhiteSpace(request.Language) ? null : request.Language) is { } text
            ? TypedResults.Ok(new VoiceScript(text))
            : Error.Invalid("language", $"has no text here; there is one in {string.Join(", ", SampleScripts.Languages)}, and samples take any text of your own").AsProblem();

    private static Results<Ok<DescribedVoice>, Problem> WriteDescription(AgentScope scope, GenerateDescription request)
    {
        if (string.IsNullOrWhiteSpace(request.Gender)) return VoiceErrors.Missing("gender", "is required").AsProblem();
        if (VoiceInput.Gender(request.Gender) is not { } gender) return VoiceInput.WrongGender.AsProblem();
        return TypedResults.Ok(new DescribedVoice(VoiceDescriptions.Write(gender, request.VoiceDescription, request.Language, request.Script)));
    }

    private static async Task<Results<Ok<VoiceSamples>, Problem>> MakeSamplesAsync(
        AgentScope scope, GenerateSamples request, ElevenLabsAccounts accounts, ElevenLabsApi api, LocalSpeaker speaker, SampleTickets tickets,
        ScratchSpace scratch, CancellationToken stop)
    {
        if (VoiceInput.Faults(request.Gender, request.Language) is { } wrong) return wrong.AsProblem();
        var description = string.IsNullOrWhiteSpace(request.Description) ? VoiceDescriptions.Usual : request.Description.Trim();
        if (await accounts.KeyAsync(scope.AgentId, stop) is { } key)
        {
            if (request.Text.Length < 100) return Error.Invalid("text", "must have 100 characters at least, which ElevenLabs needs").AsProblem();
            // ElevenLabs takes 20 characters at least.
            var designed = await api.DesignAsync(key, description.Length < 20 ? description + ", a natural voice for short videos" : description, request.Text, stop);
            if (designed.Failed) return designed.Error.AsProblem();
            return TypedResults.Ok(new VoiceSamples([.. designed.Value.Select(s => new VoiceSample(
                tickets.Seal(new(scope.AgentId, description, null, s.GeneratedVoiceId)), s.AudioBase64, "audio/mpeg"))]));
        }

        var folder = Directory.CreateDirectory(Path.Combine(scratch.Folder, Guid.NewGuid().ToString("N")));
        try
        {
            var samples = new List<VoiceSample>();
            foreach (var manner in VoiceDesigner.Design(description, VoiceInput.Gender(request.Gender), request.Language))
            {
                var path = Path.Combine(folder.FullName, $"{samples.Count}.mp3");
                await speaker.SpeakAsync(request.Text, manner, 1, path, folder.FullName, stop);
                samples.Add(new VoiceSample(
                    tickets.Seal(new(scope.AgentId, description, manner, null)), Convert.ToBase64String(await File.ReadAllBytesAsync(path, stop)), "audio/mpeg"));
            }
            return TypedResults.Ok(new VoiceSamples(samples));
        }
        catch (SpeechFailedException failed)
        {
            return Error.Refused("voice_design_failed", failed.Message).AsProblem();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Results<Created<VoiceView>, Problem>> FinishAsync(
        AgentScope scope, DesignVoice request, SampleTickets tickets, ElevenLabsAccounts accounts, ElevenLabsApi api, VoiceShelf shelf,
        VoiceDirectory voices, CancellationToken stop)
    {
        if (VoiceInput.Faults(request.Gender, request.Language) is { } wrong) return wrong.AsProblem();
        if (tickets.Open(request.GenerationId, scope.AgentId) is not { } ticket) return VoiceErrors.NoSample.AsProblem();
        var description = string.IsNullOrWhiteSpace(request.Description) ? ticket.Description : request.Description.Trim();
        Voice voice;
        if (ticket.GeneratedVoiceId is { } generated)
        {
            if (await accounts.KeyAsync(scope.AgentId, stop) is not { } key) return VoiceErrors.NoSample.AsProblem();
            var kept = await api.KeepAsync(key, generated, request.Name, description.Length < 20 ? VoiceDescriptions.Usual : description, stop);
            if (kept.Failed) return kept.Error.AsProblem();
            voice = await shelf.KeepAsync(new Voice
            {
                AgentId = scope.AgentId,
                VoiceId = kept.Value,
                Name = request.Name,
                Gender = VoiceInput.Gender(request.Gender) ?? VoiceHints.Read(description).Gender,
                Language = request.Language,
                Description = description,
                Provider = KnownVoice.ElevenLabs,
            }, (string?)null, stop);
        }
        else
        {
            // What was heard is what is kept: the sample's own language and sound, whatever is said of them now.
            try
            {
                voice = await shelf.KeepAsync(Voice.Local(scope.AgentId, request.Name, ticket.Manner!, Voice.Designed, description), ticket.Manner!, stop);
            }
            catch (SpeechFailedException failed)
            {
                return Error.Refused("voice_design_failed", failed.Message).AsProblem();
            }
        }
        var known = (await voices.FindHereAsync(scope.AgentId, voice.VoiceId, stop))!;
        return TypedResults.Created($"/v1/agents/{scope.AgentId}/voice/library", VoiceView.Of(voice, known, []));
    }
}

/// <summary>A voice as it was made.</summary>
internal sealed record VoiceView(
    long Id, string VoiceId, string Name, string? Gender, string? Language, string? Description, string Source, string Provider, string? FileUrl,
    IReadOnlyList<string> Warnings)
{
    public static VoiceView Of(Voice voice, KnownVoice known, IReadOnlyList<string> warnings) => new(
        voice.Id, voice.VoiceId, voice.Name, voice.Gender, voice.Language, voice.Description, voice.Source, voice.Provider, known.Url, warnings);
}

/// <summary>What requests say of voices.</summary>
internal static class VoiceInput
{
    public static readonly Error WrongGender = Error.Invalid("gender", "must be one of female, male, neutral");

    /// <summary>female, male or neutral; null for anything else, nothing included.</summary>
    public static string? Gender(string? said) => said?.Trim().ToLowerInvariant() switch
    {
        "female" or "f" or "woman" => "female",
        "male" or "m" or "man" => "male",
        "neutral" or "non-binary" or "nonbinary" or "other" => "neutral",
        _ => null,
    };

    /// <summary>All that is wrong with a gender and a language tag, or null.</summary>
    public static Error? Faults(string? gender, string? language)
    {
        var faults = new Dictionary<string, string[]>();
        if (!string.IsNullOrWhiteSpace(gender) && Gender(gender) is null) faults["gender"] = ["must be one of female, male, neutral"];
        if (!string.IsNullOrWhiteSpace(language) && !language.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) faults["language"] = ["must be a language tag such as en or pt-BR"];
        return faults.Count == 0 ? null : Error.Invalid(faults);
    }
}
