using OpenGen.Server.Modules.Voices.Cloning;
using OpenGen.Server.Modules.Voices.Design;
using OpenGen.Server.Modules.Voices.Integrations;
using OpenGen.Server.Modules.Voices.Library;
using OpenGen.Server.Modules.Voices.Previews;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>/v1/agents/{agent_id}/voice: the voices an agent can use, and how it comes by new ones.</summary>
internal static class VoiceRoutes
{
    public static void MapVoices(this RouteGroupBuilder v1)
    {
        var voice = v1.MapGroup("/agents/{agent_id}/voice").WithTags("Agent Voice");
        voice.Get<ListAgentVoices>("/library");
        voice.Delete<DeleteAgentVoice>("/{voice_id}");

        var elevenLabs = voice.MapGroup("/integrations/elevenlabs");
        elevenLabs.Get<GetElevenLabsIntegrationStatus>("/");
        elevenLabs.Post<ConnectElevenLabs>("/");
        elevenLabs.Delete<DisconnectElevenLabs>("/");
        elevenLabs.Post<TestElevenLabsKey>("/test");

        // A voice from a description, in four calls: a text to hear it by, a description, three samples, and the one that is chosen.
        var design = voice.MapGroup("/design");
        design.Post<GenerateVoiceScript>("/generate-script");
        design.Post<GenerateVoiceDescription>("/generate-description");
        design.Post<GenerateVoiceSamples>("/generate-samples");
        design.Create<FinalizeDesignedVoice, VoiceView>("/", InLibrary);

        voice.Create<CloneVoice, VoiceView>("/clone", InLibrary);

        voice.Begin<PreviewVoice, PreviewOrdered>(
            "/{voice_id}/preview",
            (route, ordered) => $"/v1/agents/{route["agent_id"]}/voice/preview/{ordered.UserJobId}");
        voice.Get<GetVoicePreviewStatus>("/preview/{job_id}");
    }

    private static string InLibrary(RouteValueDictionary route, VoiceView voice) =>
        $"/v1/agents/{route["agent_id"]}/voice/library";
}
