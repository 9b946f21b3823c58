using System.Text;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Automation;

/// <summary>Calls an agent's URLs, signed with its secret.</summary>
internal sealed class SignedCalls(GuardedCalls calls, WebhookSecrets secrets, TimeProvider clock)
{
    public async Task<CallAnswer> PostAsync(long agentId, string url, string messageId, string payload, CancellationToken cancellationToken)
    {
        using var body = new StringContent(payload, Encoding.UTF8, "application/json");
        return await calls.PostAsync(
            url, body, Signature.Headers(messageId, clock.GetUtcNow(), payload, await secrets.OfAsync(agentId, cancellationToken)),
            cancellationToken);
    }
}
