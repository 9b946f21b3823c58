using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Vendors.OpenAi;

/// <summary>
/// Everything that OpenAI and the servers that are compatible with it make: for each server its own generators, of what it makes and of
/// no more, since a request has all of them built.
/// </summary>
internal static class OpenAiRegistration
{
    /// <summary>How a generator of a server is built, by what it makes.</summary>
    private static readonly Dictionary<string, Func<IServiceProvider, OpenAiServer, IGenerator>> Kinds = new()
    {
        ["text"] = BuilderOf<OpenAiText>(),
        ["image"] = BuilderOf<OpenAiImage>(),
        ["speech"] = BuilderOf<OpenAiSpeech>(),
        ["captions"] = BuilderOf<OpenAiCaptions>(),
    };

    public static IServiceCollection AddOpenAi(this IServiceCollection services, VendorsSettings settings)
    {
        services.AddScoped<OpenAiChat>();
        services.AddServer(OpenAiServer.OpenAi(settings), Kinds.Keys);
        foreach (var server in settings.Compatible)
            services.AddServer(OpenAiServer.Compatible(server), server.Models.Select(model => model.Makes).Distinct());
        return services.AddScoped<IGenerator, SoraVideo>();
    }

    private static void AddServer(this IServiceCollection services, OpenAiServer server, IEnumerable<string> kinds)
    {
        foreach (var build in kinds.Select(kind => Kinds[kind])) services.AddScoped(of => build(of, server));
    }

    private static Func<IServiceProvider, OpenAiServer, IGenerator> BuilderOf<T>()
        where T : IGenerator
    {
        var build = ActivatorUtilities.CreateFactory<T>([typeof(OpenAiServer)]);
        return (services, server) => build(services, [server]);
    }
}
