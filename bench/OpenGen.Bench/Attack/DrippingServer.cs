using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenGen.Bench.Attack;

/// <summary>Serves a picture of a megabyte, a byte a second: what a hostile or a broken host does to whoever waits for the whole.</summary>
internal sealed class DrippingServer : IAsyncDisposable
{
    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1000000\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private int _asked;

    public DrippingServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>How many requests came.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>A URL of its own for each call, so that nothing is kept from the one before.</summary>
    public string NewUrl() => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{Guid.NewGuid():N}.png";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = DripAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task DripAsync(TcpClient client)
    {
        using var connection = client;
        Interlocked.Increment(ref _asked);
        try
        {
            var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096], _end.Token);
            await stream.WriteAsync(Head, _end.Token);
            for (var i = 0; i < 1_000_000; i++)
            {
                await stream.WriteAsync(new byte[] { (byte)i }, _end.Token);
                await Task.Delay(TimeSpan.FromSeconds(1), _end.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
        {
            // It had enough, or this is over.
        }
    }
}
