using System.Threading.Channels;
using OpenGen.Media;
using OpenGen.Rendering.Pipeline;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>
/// Prepares uploaded clips, one after the other once their request is answered, so that nobody waits for that when they first look at
/// a video. It is a kindness: what a server that ends has not prepared is made by that first look.
/// </summary>
internal sealed partial class ClipPreparation(IServiceScopeFactory scopes, VideoRenderer renderer, ILogger<ClipPreparation> log)
    : BackgroundService
{
    /// <summary>Clips that may wait; who uploads more at once than that does not look at them all soon.</summary>
    private const int MostWaiting = 200;

    private readonly Channel<string> _keys = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Prepares a stored clip soon.</summary>
    public void Order(string key) => _keys.Writer.TryWrite(key);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One at a time by itself.
        using var ungated = ProcessGate.Bypass();
        await foreach (var key in _keys.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<OpenFiles>().PathOfAsync(key, stoppingToken) is { } path)
                    await renderer.PrepareAsync(path, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotPrepared(log, fault, key);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clip {Key} was not prepared; its first preview takes longer")]
    private static partial void NotPrepared(ILogger log, Exception fault, string key);
}
