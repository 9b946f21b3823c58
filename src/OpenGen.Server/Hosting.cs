using OpenGen.Server.Dashboard;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Modules.Automation;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Modules.Mail;
using OpenGen.Server.Modules.Renders;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Server.Web;

namespace OpenGen.Server;

/// <summary>The program's table of contents: what it is put together from, in the order in which a request meets it.</summary>
internal static class Hosting
{
    /// <summary>The whole server; nothing is opened or migrated yet.</summary>
    /// <param name="configure">Settings on top of those of appsettings.json and the environment.</param>
    public static WebApplication Build(Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Whatever folder or program it is started from, the files it needs are beside this assembly.
            ApplicationName = typeof(Hosting).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        configure?.Invoke(builder);
        builder.AddData();
        builder.AddHttp();
        builder.AddOperations();
        builder.AddRateLimits();
        builder.AddOpenApiDocument();
        builder.AddHealth();
        builder.AddAudit();
        builder.AddMail();
        builder.AddAccounts();
        builder.AddWorkspaces();
        builder.AddAgents();
        var vendors = builder.AddVendors();
        builder.AddVoices();
        builder.AddAssets();
        builder.AddEngines();
        builder.AddGenerations(vendors);
        builder.AddRenders();
        builder.AddAutomation();
        builder.AddJobs();
        builder.AddDashboard();

        var app = builder.Build();
        app.UseHttp();
        app.UseRateLimits();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseBodyLimits();
        app.UseIdempotency();
        app.UseDashboard();

        var v1 = app.MapV1();
        v1.MapAccounts();
        v1.MapWorkspaces();
        v1.MapAgents();
        v1.MapVoices();
        v1.MapAssets();
        v1.MapEngines();
        v1.MapGenerations();
        v1.MapRenders();
        v1.MapAutomation();
        app.MapWellKnown();
        app.MapFiles();
        app.MapOpenApiDocument();
        app.MapLlmsText();
        app.MapHealth();
        app.MapDashboard();
        return app;
    }
}
