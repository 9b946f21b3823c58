using OpenGen.Making;
using OpenGen.Making.Motion;
using OpenGen.Making.Presenter;
using OpenGen.Media;
using OpenGen.Rendering.Composition;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Modules.Generations.History;
using OpenGen.Server.Modules.Generations.Local;
using OpenGen.Server.Modules.Generations.Local.Writing;
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
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Cards, catalog, prices, and who makes what. To add a model: docs/adding-a-model.md.</summary>
internal static class GenerationsModule
{
    /// <param name="vendors">Read by the vendors' module, which is added before.</param>
    public static void AddGenerations(this WebApplicationBuilder builder, VendorsSettings vendors)
    {
        var services = builder.Services;
        // Now rather than when somebody first asks: what is wrong with it keeps the server from starting.
        services.AddSingleton(new Catalog(builder.Configuration, CompatibleModels.Of(vendors)));
        var content = LocalContent.Read(builder.Configuration);
        services.AddSingleton(content.Scenes).AddSingleton(new LocalWriter(content.Writer));
        services.AddScoped<ISheetObserver, SheetRecalculation>().AddScoped<WaitingStarts>().AddHostedService<Recalculator>();
        services.AddScoped<GenerationOrders>().AddScoped<GenerationBatches>().AddScoped<SpeechCard>();
        services.AddScoped<ModelChoice>().AddScoped<WrittenFields>();
        services.AddSingleton<IRenderPrices, RenderPrices>().AddSingleton<IVariableLookup, VariableLookup>();
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

        services.AddSingleton(of =>
        {
            var (catalog, settings) = (of.GetRequiredService<Catalog>(), of.GetRequiredService<VendorsSettings>());
            var providers = catalog.Models.Select(m => m.Provider).Where(p => p != Catalog.Local).Distinct();
            return new ProviderLimits([.. providers.Select(p => (p, settings.Of(p).Concurrency))]);
        });
        services.AddSingleton<SoundTrack>().AddSingleton<SoundJoin>();
        services.AddScoped<VendorVideos>().AddScoped<VendorImages>().AddScoped<VendorSound>().AddScoped<SpeechTimes>();
        services.AddOpenAi(vendors).AddGemini().AddAnthropic();
        services.AddFal().AddVeo().AddSync();
        services.AddScoped<IGenerator, ElevenLabsSpeech>().AddScoped<IGenerator, HumeSpeech>();
    }

    public static void MapGenerations(this RouteGroupBuilder v1)
    {
        v1.MapOrders();
        v1.MapHistory();
        v1.MapModels();
    }
}
