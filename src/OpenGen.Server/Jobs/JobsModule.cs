using OpenGen.Server.Data;

namespace OpenGen.Server.Jobs;

/// <summary>Durable, leased jobs: order, claim, renew, cancel, end.</summary>
internal static class JobsModule
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.Read<JobOptions>("Jobs"));
        builder.Services.AddSingleton<JobSignal>();
        builder.Services.AddScoped<JobLifecycle>().AddScoped<JobClaims>().AddScoped<WaitingJobs>().AddScoped<JobViews>()
            .AddScoped<JobResults>();
        builder.Services.AddHostedService<JobWorkers>().AddHostedService<JobNotices>();
        // A job that is told to stop gives its place back before the process ends.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }
}
