using OpenGen.Media;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Voices.Cloning;
using OpenGen.Server.Modules.Voices.Design;
using OpenGen.Server.Modules.Voices.Previews;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Who speaks: this machine's voices, designed and fitted ones, ElevenLabs' by the agent's own key.</summary>
internal static class VoicesModule
{
    public static void AddVoices(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(builder.Configuration.GetSection("Speech").Get<SpeechOptions>() ?? new SpeechOptions());
        services.AddSingleton<SpeechProgram>().AddSingleton<LocalSpeaker>().AddSingleton<PublicVoices>();
        services.AddSingleton<VoiceMeter>().AddSingleton<VoiceFitting>();
        services.AddSingleton<SampleTickets>().AddSingleton<ElevenLabsApi>().AddSingleton<HumeApi>();
        services.AddScoped<VendorKeys>().AddScoped<ElevenLabsAccounts>().AddScoped<VoiceDirectory>().AddScoped<VoiceShelf>();
        services.AddScoped<VoiceWorkshop>().AddScoped<ElevenLabsVoices>().AddScoped<Recordings>();
        services.AddScoped<IJobHandler, PreviewHandler>();

        var vendors = builder.Configuration.GetSection("Providers").Get<VendorsOptions>() ?? new VendorsOptions();
        services.AddSingleton(vendors);
        AddVendor(services, ElevenLabsApi.Client, vendors.ElevenLabs, ElevenLabsApi.KeyHeader);
        AddVendor(services, HumeApi.Client, vendors.Hume, HumeApi.KeyHeader);
    }

    private static void AddVendor(IServiceCollection services, string name, VendorOptions vendor, string keyHeader) =>
        services.AddHttpClient(name, http =>
            {
                http.BaseAddress = new Uri(vendor.BaseUrl.TrimEnd('/') + "/");
                http.Timeout = vendor.TimeLimit;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("OpenGen/1.0");
            })
            // At trace level the factory logs headers.
            .RedactLoggedHeaders([keyHeader]);
}
