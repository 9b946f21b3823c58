using OpenGen.Media;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Voices.Cloning;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Modules.Voices.Design;
using OpenGen.Server.Modules.Voices.Previews;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Who speaks: this machine's voices, designed and fitted ones, ElevenLabs' by the agent's own key.</summary>
internal static class VoicesModule
{
    public static void AddVoices(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Now rather than when somebody first asks: what is wrong with it keeps the server from starting.
        _ = VoiceContent.Shipped;
        services.AddSingleton(builder.Configuration.Read<SpeechOptions>("Speech"));
        services.AddSingleton<SpeechProgram>().AddSingleton<ILocalSpeaker, LocalSpeaker>().AddSingleton<PublicVoices>();
        services.AddSingleton<VoiceMeter>().AddSingleton<VoiceFitting>();
        services.AddSingleton<SampleTickets>();
        services.AddScoped<ElevenLabsAccounts>().AddScoped<VoiceDirectory>()
            .AddScoped<IVoiceDirectory>(s => s.GetRequiredService<VoiceDirectory>())
            .AddScoped<IVoiceCatalog>(s => s.GetRequiredService<VoiceDirectory>()).AddScoped<VoiceShelf>();
        services.AddScoped<IVoiceWorkshop, VoiceWorkshop>().AddScoped<IElevenLabsVoices, ElevenLabsVoices>().AddScoped<Recordings>();
        services.AddScoped<IJobHandler, PreviewHandler>();
    }
}
