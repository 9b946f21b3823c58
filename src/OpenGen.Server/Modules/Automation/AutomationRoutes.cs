using OpenGen.Server.Modules.Automation.History;
using OpenGen.Server.Modules.Automation.Settings;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Automation;

/// <summary>Where an agent's events go, and what was sent there.</summary>
internal static class AutomationRoutes
{
    public static void MapAutomation(this RouteGroupBuilder v1)
    {
        var config = v1.MapGroup("/agents/{agent_id}/automation_config").WithTags("Automation");
        config.Get<GetAutomationConfig>("/");
        config.Patch<UpdateAutomationConfig>("/");
        config.Post<TestWebhook>("/test_webhook");
        config.Post<TestCallback>("/test_callback");
        config.Get<GetWebhookSecret>("/webhook_secret");
        config.Post<RotateWebhookSecret>("/webhook_secret/rotate");

        var deliveries = v1.MapGroup("/agents/{agent_id}/webhook_deliveries").WithTags("Automation");
        deliveries.Get<ListWebhookDeliveries>("/");
        deliveries.Get<GetWebhookDelivery>("/{delivery_id:long}");
        deliveries.Post<RedeliverWebhook>("/{delivery_id:long}/redeliver");
    }
}
