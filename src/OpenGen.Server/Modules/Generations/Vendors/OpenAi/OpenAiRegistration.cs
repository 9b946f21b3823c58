using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>Everything that OpenAI and the servers that are compatible with it make: for each server its own generators.</summary>
internal static class OpenAiRegistration
{
    public static IServiceCollection AddOpenAi(this IServiceCollection services, VendorsSettings settings)
    {
        services.AddScoped<OpenAiChat>().AddScoped<SpeechTimes>();
        foreach (var server in settings.Compatible.Select(OpenAiServer.Compatible).Prepend(OpenAiServer.OpenAi(settings)))
            services
                .AddScoped<IGenerator>(of => ActivatorUtilities.CreateInstance<OpenAiText>(of, server))
                .AddScoped<IGenerator>(of => ActivatorUtilities.CreateInstance<OpenAiImage>(of, server))
                .AddScoped<IGenerator>(of => ActivatorUtilities.CreateInstance<OpenAiCaptions>(of, server))
                .AddScoped<IGenerator>(of => ActivatorUtilities.CreateInstance<OpenAiSpeech>(of, server));
        return services.AddScoped<IGenerator, SoraVideo>();
    }
}
