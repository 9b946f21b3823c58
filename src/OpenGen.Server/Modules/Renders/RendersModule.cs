using OpenGen.Making.Music;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Modules.Renders.Ordering;
using OpenGen.Server.Modules.Renders.Previews;

namespace OpenGen.Server.Modules.Renders;

/// <summary>A row's layers become a video.</summary>
internal static class RendersModule
{
    public static void AddRenders(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var options = builder.Configuration.Read<RenderingOptions>("Rendering");
        services.AddSingleton(provider =>
        {
            if (builder.Configuration["Rendering:ScratchFolder"] is null)
                options.ScratchFolder = provider.GetRequiredService<ScratchSpace>().Folder;
            options.CacheFolder ??= Path.Combine(provider.GetRequiredService<DataOptions>().Folder, "cache");
            options.Gate = provider.GetRequiredService<ProcessGate>();
            return options;
        });
        services.AddSingleton<MediaOptions>(provider => provider.GetRequiredService<RenderingOptions>());
        services.AddSingleton(new ProcessGate(
            options.RequestProcesses > 0 ? options.RequestProcesses : Math.Max(1, Environment.ProcessorCount / 2),
            options.MaxWaitingProcesses));
        services.AddSingleton<FFmpegTool>().AddSingleton<MediaProbe>().AddSingleton<Thumbnailer>();
        services.AddSingleton<RenderCache>().AddSingleton<VideoRenderer>().AddSingleton<MusicMaker>();
        services.AddSingleton<PreviewGate>().AddScoped<PreviewMaker>();
        services.AddScoped<RenderOrders>().AddScoped<IVideoOrders, RenderOrders>().AddScoped<CompositionBuilder>();
        services.AddSingleton<FetchSpace>().AddSingleton<SourceFetcher>();
        services.AddScoped<IJobHandler, RenderHandler>();
    }

    public static void MapRenders(this RouteGroupBuilder v1)
    {
        v1.MapRenderOrders();
        v1.MapPreviews();
    }
}
