using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors.Calls;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Vendors.Hume;
using OpenGen.Server.Modules.Vendors.Jobs;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>
/// Whom this server asks to make what it does not make itself: their settings, the keys of operator and agents, and how they are called.
/// What is made of it is said by whoever asks: a generation, a voice.
/// </summary>
internal static class VendorsModule
{
    /// <returns>The settings, for the modules that adapt the vendors.</returns>
    /// <exception cref="StartupException">Something in the settings cannot be meant.</exception>
    public static VendorsSettings AddVendors(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Now rather than when somebody first asks: what is wrong with it keeps the server from starting.
        var settings = VendorsSettings.Read(builder.Configuration);
        services.AddSingleton(settings);
        services.AddSingleton<VendorHttp>().AddSingleton<VendorJobs>();
        services.AddSingleton<ElevenLabsClient>().AddSingleton<HumeClient>().AddSingleton<OpenAiClient>();
        services.AddSingleton<IKeyChecker>(of => of.GetRequiredService<ElevenLabsClient>());
        services.AddSingleton<IKeyChecker>(of => of.GetRequiredService<HumeClient>());
        services.AddScoped<VendorKeys>().AddScoped<IAgentVendorKeys>(of => of.GetRequiredService<VendorKeys>());

        // What a vendor answered stands in the job; a log of each repeated call tells an operator nothing more.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        VendorHttp.Add(services, VendorName.ElevenLabs, ElevenLabsClient.BaseUrl, ElevenLabsClient.KeyHeader);
        VendorHttp.Add(services, VendorName.Hume, HumeClient.BaseUrl, HumeClient.KeyHeader);
        VendorHttp.Add(services, VendorName.OpenAi, _ => OpenAiServer.OpenAi(settings).Root, "Authorization");
        foreach (var server in settings.Compatible)
            VendorHttp.Add(services, server.Name, _ => OpenAiServer.Compatible(server).Root, "Authorization");
        return settings;
    }
}
