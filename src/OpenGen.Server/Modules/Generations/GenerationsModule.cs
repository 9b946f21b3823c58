using OpenGen.Making;
using OpenGen.Making.Motion;
using OpenGen.Making.Presenter;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Generations.History;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Generations.Models;
using OpenGen.Server.Modules.Generations.Ordering;
using OpenGen.Server.Modules.Generations.Recalculation;
using OpenGen.Server.Modules.Generations.Vendors;
using OpenGen.Server.Modules.Generations.Vendors.Anthropic;
using OpenGen.Server.Modules.Generations.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Generations.Vendors.Fal;
using OpenGen.Server.Modules.Generations.Vendors.Gemini;
using OpenGen.Server.Modules.Generations.Vendors.Hume;
using OpenGen.Server.Modules.Generations.Vendors.OpenAi;
using OpenGen.Server.Modules.Generations.Vendors.Sync;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Cards, catalog, prices, and who makes what. To add a model: docs/adding-a-model.md.</summary>
internal static class GenerationsModule
{
    public static void AddGenerations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Now rather than when somebody first asks: what is wrong with it keeps the server from starting.
        services.AddSingleton(new Catalog(builder.Configuration));
        services.AddSingleton(builder.Configuration.GetSection("Providers").Get<ProvidersOptions>() ?? new ProvidersOptions());
        services.AddScoped<ISheetFollower, SheetRecalculation>().AddScoped<WaitingStarts>().AddHostedService<Recalculator>();
        services.AddScoped<GenerationOrders>().AddScoped<GenerationBatches>().AddScoped<CardData>().AddScoped<SpeechCard>();
        services.AddScoped<ModelChoice>().AddScoped<WrittenFields>();
        services.AddScoped<IJobHandler, GenerationHandler>().AddScoped<IScopeResolver<GenerationScope>, GenerationScopes>();

        services.AddSingleton<ImageMaker>().AddSingleton<MotionMaker>().AddSingleton<SpeechSpread>();
        services.AddScoped<RequestFiles>();
        services.AddScoped<IGenerator, LocalText>();
        services.AddScoped<IGenerator, LocalImage>();
        services.AddScoped<IGenerator, LocalVideo>();
        services.AddScoped<IGenerator, LocalSpeech>();
        services.AddScoped<IGenerator, LocalCaptions>();
        services.AddScoped<IGenerator, LocalMedia>();
        services.AddSingleton<LipsyncMaker>().AddSingleton<PresenterMaker>().AddScoped<IGenerator, LocalLipsync>();

        // What a vendor answered stands in the job; a log of each repeated call tells an operator nothing more.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        services.AddSingleton(of =>
        {
            var (catalog, settings) = (of.GetRequiredService<Catalog>(), of.GetRequiredService<VendorsSettings>());
            var providers = catalog.Models.Select(m => m.Provider).Where(p => p != Catalog.Local).Distinct();
            return new ProviderLimits([.. providers.Select(p => (p, settings.Of(p).Concurrency))]);
        });
        services.AddSingleton<VendorsSettings>().AddScoped<VendorHttp>().AddScoped<VendorJobs>().AddScoped<VendorVideos>();
        services.AddSingleton<SoundTrack>().AddScoped<VendorImages>().AddScoped<VendorSound>();
        services.AddOpenAi().AddGemini().AddAnthropic();
        services.AddFal().AddVeo().AddSora().AddSync().AddElevenLabs().AddHume();
    }

    public static void MapGenerations(this RouteGroupBuilder v1)
    {
        v1.MapOrders();
        v1.MapHistory();
        v1.MapModels();
    }
}
