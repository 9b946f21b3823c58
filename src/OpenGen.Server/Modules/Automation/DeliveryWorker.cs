using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Automation;

/// <summary>Settings of webhooks.</summary>
internal sealed class WebhookOptions
{
    /// <summary>Whether this process delivers at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Calls on their way at once in this process; to one URL there is never more than one.</summary>
    [Range(1, 1_000)]
    public int AtOnce { get; set; } = 32;
}

/// <summary>Sends what is due to agents' URLs, each message until its server has taken it. Safe on several nodes at once.</summary>
internal sealed partial class DeliveryWorker(
    IServiceScopeFactory scopes, DeliverySignal signal, WebhookOptions options, TimeProvider clock, ILogger<DeliveryWorker> log)
        : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return;
        var sending = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                sending.RemoveWhere(s => s.IsCompleted);
                var claimed = sending.Count < options.AtOnce ? await ClaimAsync(options.AtOnce - sending.Count, stoppingToken) : [];
                foreach (var delivery in claimed) sending.Add(SendAsync(delivery, stoppingToken));
                if (claimed.Count == 0) await signal.WaitAsync(PollEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // The database may be away for a moment; what is to be sent is still written down.
                WorkerFault(log, fault);
                await Task.Delay(PollEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await Task.WhenAll(sending);
    }

    private async Task<List<WebhookDelivery>> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Deliveries>().ClaimAsync(most, cancellationToken);
    }

    /// <summary>Never throws: what could not be written is sent again when its lease runs out.</summary>
    private async Task SendAsync(WebhookDelivery delivery, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await SendAsync(scope.ServiceProvider, delivery, stoppingToken);
        }
        catch (Exception fault)
        {
            DeliveryFault(log, fault, delivery.Id);
        }
        // The next one for this URL may be due.
        signal.Wake();
    }

    private async Task SendAsync(IServiceProvider services, WebhookDelivery delivery, CancellationToken stoppingToken)
    {
        var deliveries = services.GetRequiredService<Deliveries>();
        try
        {
            var hooks = await services.GetRequiredService<IAgentWebhooks>().FindAsync(delivery.AgentId, stoppingToken);
            if (WhyNot(hooks, delivery.Target) is { } why)
            {
                await deliveries.GiveUpAsync(delivery, why, CancellationToken.None);
                return;
            }
            var url = hooks!.UrlOf(delivery.Target)!;
            var answer = await CallAsync(services.GetRequiredService<SignedCalls>(), delivery, url, stoppingToken);
            // From here on what came of it is written whatever happens.
            await deliveries.EndAsync(delivery, url, answer, CancellationToken.None);
            Sent(log, delivery.Id, delivery.Type, delivery.Attempts, answer.Fault ?? "delivered");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await deliveries.ReleaseAsync(delivery);
        }
    }

    /// <summary>What nobody thought of is an attempt that failed, too: nothing is sent for ever.</summary>
    private async Task<CallAnswer> CallAsync(SignedCalls calls, WebhookDelivery delivery, string url, CancellationToken stoppingToken)
    {
        try
        {
            return await calls.PostAsync(delivery.AgentId, url, delivery.MessageId, delivery.Payload.Text, stoppingToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            DeliveryFault(log, fault, delivery.Id);
            return new CallAnswer($"something went wrong on our side; it is in the server's log under delivery {delivery.Id}", null, null);
        }
    }

    /// <summary>Why there is nowhere to send it any more, for a person; null when there is.</summary>
    private static string? WhyNot(AgentHooks? hooks, Hook target)
    {
        if (hooks is null) return "the agent was deleted";
        if (hooks.UrlOf(target) is null) return $"the agent has no {target.ToString().ToLowerInvariant()}_url any more";
        return hooks.IsDisabled(target) ? Deliveries.Disabled(target) : null;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Delivery {Delivery} ({Type}), attempt {Attempt}: {Outcome}")]
    private static partial void Sent(ILogger log, long delivery, string type, int attempt, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} met a fault and is tried again")]
    private static partial void DeliveryFault(ILogger log, Exception fault, long delivery);

    [LoggerMessage(Level = LogLevel.Error, Message = "The deliveries met a fault and go on")]
    private static partial void WorkerFault(ILogger log, Exception fault);
}
