using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Automation.Settings;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Automation;

/// <summary>What happens to an agent's things is told to others: webhooks.</summary>
internal static class AutomationModule
{
    public static void AddAutomation(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(builder.Configuration.Read<WebhookOptions>("Webhooks"));
        services.AddSingleton<GuardedCalls>().AddSingleton<DeliverySignal>();
        services.AddScoped<TestEvents>();
        services.AddScoped<IAgentEvents, Outbox>().AddScoped<IJobObserver, JobEvents>().AddScoped<Deliveries>().AddScoped<WebhookSecrets>()
            .AddScoped<SignedCalls>().AddScoped<ISweep, DeliverySweep>();
        services.AddHostedService<DeliveryWorker>();
    }
}
