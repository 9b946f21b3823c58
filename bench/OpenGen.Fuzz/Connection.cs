using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenGen.Fuzz;

/// <summary>How the bytes of a request go out.</summary>
internal enum Sending
{
    /// <summary>At once.</summary>
    Whole,

    /// <summary>The last bytes come one by one, over a second.</summary>
    Slowly,

    /// <summary>Half of the body, then the connection ends.</summary>
    CutOff,
}

/// <summary>What came back.</summary>
/// <param name="Status">0 when there was no answer.</param>
/// <param name="Body">As text, the first megabyte of it.</param>
/// <param name="Took">From the first byte sent to the last one received.</param>
/// <param name="Fault">Why there was no answer; null when there was one.</param>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, TimeSpan Took, string? Fault)
{
    /// <summary>Whether it is 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>
/// HTTP/1.1 over a socket, since a client library would not send what is sent here: any bytes go out as they are, and the answer is read
/// as the RFC says. One request after the other; the connection is kept while the server keeps it.
/// </summary>
/// <param name="patience">How long an answer may take before it counts as none.</param>
internal sealed class Connection(IPEndPoint server, TimeSpan patience) : IDisposable
{
    private const int KeptBody = 1 << 20;
    private const string Ended = "the connection ended without an answer";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Connections that a server closed between two requests, as it may at any time (RFC 9112, 9.3.1).</summary>
    public int Reopened { get; private set; }

    /// <summary>
    /// Sends a request and reads its answer; once more where a connection that was used before ends without a byte of one.
    /// </summary>
    public async Task<Answer> SendAsync(byte[] request, int bodyLength, Sending sending, CancellationToken cancellationToken)
    {
        var isUsed = _socket is not null;
        var answer = await SendOnceAsync(request, bodyLength, sending, cancellationToken);
        if (!isUsed || answer.Fault != Ended || sending != Sending.Whole) return answer;
        Reopened++;
        return await SendOnceAsync(request, bodyLength, sending, cancellationToken);
    }

    private async Task<Answer> SendOnceAsync(byte[] request, int bodyLength, Sending sending, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var since = Stopwatch.GetTimestamp();
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                (_start, _end) = (0, 0);
                await _socket.ConnectAsync(server, limit.Token);
            }
            // The server may answer, and hang up, before it has read everything.
            var sent = WriteAsync(request, bodyLength, sending, limit.Token);
            var answer = await ReadAsync(since, limit.Token);
            if (!sent.IsCompletedSuccessfully) Close();
            await sent.ContinueWith(_ => { }, TaskScheduler.Default);
            return answer;
        }
        catch (Exception fault) when (fault is SocketException or IOException or FormatException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            Close();
            return new Answer(
                0, new Dictionary<string, string>(), "", Stopwatch.GetElapsedTime(since),
                fault is OperationCanceledException ? $"no answer within {patience.TotalSeconds} s" : fault.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async Task WriteAsync(byte[] request, int bodyLength, Sending sending, CancellationToken cancellationToken)
    {
        var socket = _socket!;
        var held = sending switch
        {
            Sending.CutOff => Math.Max(1, bodyLength / 2),
            Sending.Slowly => Math.Min(20, Math.Max(1, bodyLength)),
            _ => 0,
        };
        await SendAllAsync(socket, request.AsMemory(0, request.Length - held), cancellationToken);
        if (sending == Sending.CutOff) socket.Shutdown(SocketShutdown.Send);
        else
            for (var i = request.Length - held; i < request.Length; i++)
            {
                await Task.Delay(Step, cancellationToken);
                await SendAllAsync(socket, request.AsMemory(i, 1), cancellationToken);
            }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
    }

    private async Task<Answer> ReadAsync(long since, CancellationToken cancellationToken)
    {
        var status = (await LineAsync(cancellationToken)).Split(' ');
        if (status.Length < 2 || !status[0].StartsWith("HTTP/1.1", StringComparison.Ordinal))
            throw new IOException("the answer is no HTTP");
        var code = int.Parse(status[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(cancellationToken) is { Length: > 0 } line)
            if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        if (code == 100) return await ReadAsync(since, cancellationToken);

        using var body = new MemoryStream();
        if (code is not (204 or 304))
        {
            if (headers.TryGetValue("Transfer-Encoding", out var encoding)
                && encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase))
            {
                while (int.Parse(await LineAsync(cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size
                    and > 0)
                {
                    await CopyAsync(body, size, cancellationToken);
                    await LineAsync(cancellationToken);
                }
                await LineAsync(cancellationToken);
            }
            else if (headers.TryGetValue("Content-Length", out var length))
                await CopyAsync(body, long.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
            else
            {
                while (await FillAsync(cancellationToken)) Take(body, _end - _start);
                Close();
            }
        }
        if (headers.TryGetValue("Connection", out var connection) && connection.Contains("close", StringComparison.OrdinalIgnoreCase))
            Close();
        return new Answer(
            code, headers, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), Stopwatch.GetElapsedTime(since), null);
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                throw new IOException(line.Length == 0 ? Ended : "the answer was cut off");
            var next = (char)_buffer[_start++];
            if (next == '\n') return line.ToString().TrimEnd('\r');
            if (line.Append(next).Length > 64 * 1024) throw new IOException("the answer has a line without an end");
        }
    }

    private async Task CopyAsync(MemoryStream to, long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken)) throw new IOException("the answer was cut off");
            count -= Take(to, (int)Math.Min(count, _end - _start));
        }
    }

    private int Take(MemoryStream to, int count)
    {
        if (to.Length < KeptBody) to.Write(_buffer, _start, count);
        _start += count;
        return count;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_start, _end) = (0, await _socket!.ReceiveAsync(_buffer, cancellationToken));
        return _end > 0;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
