using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>GET and DELETE of an agent's voices.</summary>
internal static class LibraryEndpoints
{
    private const string Public = "public";
    private const string ElevenLabs = "user_elevenlabs";
    private static readonly string[] Sources = [Public, Voice.Designed, Voice.Trained, ElevenLabs];

    public sealed record VoiceLibraryItem(string VoiceId, string? Name, string Source, string Provider, string? PreviewUrl, string? Gender, string? Language)
    {
        public static VoiceLibraryItem Of(KnownVoice v) => new(v.VoiceId, v.Name, v.Source, v.Provider, v.Url, v.Gender, v.Language);
    }

    public sealed record VoiceLibrary(IReadOnlyList<VoiceLibraryItem> Voices, int Total);

    public static void Map(RouteGroupBuilder voice)
    {
        voice.MapGet("/library", ListAsync).WithName("listAgentVoices").WithSummary("The voices an agent can use: its own newest first, ElevenLabs', this machine's");
        voice.MapDelete("/{voice_id}", DeleteAsync).WithName("deleteAgentVoice").WithSummary("Delete a voice, at ElevenLabs too when it is one of there");
    }

    private static async Task<Results<Ok<VoiceLibrary>, Problem>> ListAsync(
        AgentScope scope, string? source, VoiceShelf shelf, PublicVoices machine, ElevenLabsAccounts elevenLabs, CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(source) && !Sources.Contains(source)) return Error.Invalid("source", "must be one of " + string.Join(", ", Sources)).AsProblem();
        var all = string.IsNullOrEmpty(source);
        var own = all || source is Voice.Designed or Voice.Trained or ElevenLabs ? await shelf.ListAsync(scope.AgentId, stop) : [];
        var voices = own.FindAll(v => all || v.Source == source);
        if (all || source == ElevenLabs)
        {
            var theirs = await elevenLabs.VoicesAsync(scope.AgentId, stop);
            // Whoever asks for these alone is told why there are none; the whole library goes on without them.
            if (theirs.Failed && !all) return theirs.Error.AsProblem();
            if (!theirs.Failed) voices.AddRange(theirs.Value.Where(v => !own.Exists(o => o.VoiceId == v.VoiceId)).OrderBy(v => v.Name, StringComparer.Ordinal));
        }
        if (all || source == Public) voices.AddRange(await machine.AllAsync(stop));
        return TypedResults.Ok(new VoiceLibrary(voices.ConvertAll(VoiceLibraryItem.Of), voices.Count));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        AgentScope scope, [FromRoute(Name = "voice_id")] string voiceId, VoiceShelf shelf, ElevenLabsApi api, ElevenLabsAccounts elevenLabs,
        PublicVoices machine, AgentVoice defaults, CancellationToken stop)
    {
        var own = await shelf.FindAsync(scope.AgentId, voiceId, stop);
        if (own is null && await machine.FindAsync(voiceId, stop) is not null) return VoiceErrors.NotFound.AsProblem();
        if (own is null or { Provider: KnownVoice.ElevenLabs } && await elevenLabs.KeyAsync(scope.AgentId, stop) is { } key)
        {
            if (own is null)
            {
                var theirs = await api.VoiceAsync(key, voiceId, stop);
                if (theirs.Failed) return theirs.Error.AsProblem();
                if (theirs.Value is null) return VoiceErrors.NotFound.AsProblem();
            }
            // There first: what fails there must not be forgotten here.
            if (await api.DeleteAsync(key, voiceId, stop) is { } refused) return refused.AsProblem();
        }
        else if (own is null)
        {
            return VoiceErrors.NotFound.AsProblem();
        }
        if (own is not null) await shelf.DeleteAsync(own, stop);
        await defaults.ForgetAsync(scope.AgentId, voiceId, stop);
        return TypedResults.NoContent();
    }
}
