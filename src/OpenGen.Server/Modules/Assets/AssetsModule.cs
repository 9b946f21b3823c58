using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.ContentResources;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.DirectUploads;
using OpenGen.Server.Modules.Assets.Library;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Files: uploaded and made, kept and served.</summary>
internal static class AssetsModule
{
    public static void AddAssets(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<StorageOptions>("Storage");

        var downloads = builder.Configuration.Read<DownloadOptions>("Downloads");

        builder.Services.AddSingleton(options).AddSingleton<PublicUrls>().AddSingleton<IPublicUrls>(s => s.GetRequiredService<PublicUrls>())
            .AddSingleton<IJobSurroundings>(s => s.GetRequiredService<PublicUrls>()).AddSingleton<LocalCopies>();
        builder.Services.AddSingleton(downloads).AddSingleton<GuardedDownload>();
        if (options.S3.IsUsed) builder.Services.AddSingleton<IFileStorage, S3Storage>();
        else builder.Services.AddSingleton<IFileStorage, DiskStorage>();
        builder.Services.AddSingleton<MediaTools>().AddHostedService(services => services.GetRequiredService<MediaTools>());
        builder.Services.AddHealthChecks()
            .AddCheck<FilesCheck>("files", tags: [Health.Ready]).AddCheck<MediaTools>("tools", tags: [Health.Ready]);
        builder.Services.AddSingleton<FileSweep>().AddHostedService(services => services.GetRequiredService<FileSweep>());
        builder.Services.AddSingleton<ClipPreparation>().AddHostedService(services => services.GetRequiredService<ClipPreparation>());
        builder.Services.AddScoped<StoredFiles>().AddScoped<OpenFiles>().AddScoped<Uploads>();
        builder.Services.AddScoped<IFileLookup, ServedFiles>().AddScoped<IUploadTarget, AnnouncedUploads>();
        builder.Services.AddScoped<PendingUploads>().AddScoped<ISweep>(services => services.GetRequiredService<PendingUploads>());
        builder.Services.AddScoped<IScopeResolver<UploadScope>, UploadScopes>();
        builder.Services.AddScoped<IResourceStore, ResourceStore>().AddScoped<IJobFiles, ResourceStore>();
        builder.Services.AddScoped<IWorkspacePictures, WorkspacePictures>().AddScoped<IAgentMedia, AgentMedia>();
        builder.Services.AddScoped<IAgentObserver, AgentFiles>().AddScoped<IWorkspaceObserver, AgentFiles>();
        builder.Services.AddScoped<IFileCopies, FileCopies>().AddScoped<IFetchedFiles, FetchedFiles>();
    }

    public static void MapAssets(this RouteGroupBuilder v1)
    {
        v1.MapContentResources();
        v1.MapDirectUploads();
        v1.MapLibrary();
    }

    public static void MapFiles(this WebApplication app)
    {
        FileEndpoint.Map(app);
        UploadEndpoint.Map(app, AnnouncedUploads.PathOf("{token}"), Uploads.LargestFile);
    }
}
