namespace OpenGen.Server.Modules.Assets;

/// <summary>Files: uploaded and made, kept and served.</summary>
internal static class AssetsModule
{
    public static void AddAssets(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<DiskStorage>().AddSingleton<PublicUrls>();
        builder.Services.AddScoped<ResourceShelf>().AddScoped<Uploads>().AddScoped<AgentFiles>().AddScoped<FileCopies>();
        builder.Services.AddSingleton<GuardedDownload>();
    }

    public static void MapAssets(this RouteGroupBuilder v1) => ContentResourceEndpoints.Map(v1);

    public static void MapFiles(this WebApplication app) => FileEndpoint.Map(app);
}
