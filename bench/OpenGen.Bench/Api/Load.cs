using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenGen.Bench.Api;

/// <summary>What a server did under load.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="ProcessorMicroseconds">The server's processor time for an answer: it does not depend on what the client takes of the
/// machine.</param>
internal sealed record LoadResult(double PerSecond, double Median, double P99, double ProcessorMicroseconds);

/// <summary>
/// One GET, again and again on many connections, each sending the next when the last is answered. On bare sockets, because
/// client and server share the machine, and an HttpClient would take more of it than the servers that it shall measure.
/// </summary>
internal static class Load
{
    /// <param name="headers">Further headers, each ending in CRLF.</param>
    public static async Task<LoadResult> RunAsync(
        ServerProcess server, string path, string headers, int connections, TimeSpan warmUp, TimeSpan measured,
        CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\n{headers}\r\n");
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(measured.TotalSeconds * Stopwatch.Frequency);
        var asking = Enumerable.Range(0, connections)
            .Select(_ => Task.Run(() => AskAsync(server.Address, request, begin, end, cancellationToken), cancellationToken)).ToList();
        await Task.Delay(warmUp, cancellationToken);
        var before = server.ProcessorTime;
        await Task.Delay(measured, cancellationToken);
        var spent = server.ProcessorTime - before;

        var times = (await Task.WhenAll(asking)).SelectMany(ticks => ticks).ToArray();
        Array.Sort(times);
        return new LoadResult(
            times.Length / measured.TotalSeconds, Milliseconds(times, 0.5), Milliseconds(times, 0.99),
            spent.TotalMicroseconds / times.Length);
    }

    private static double Milliseconds(long[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * 1000.0 / Stopwatch.Frequency;

    /// <summary>How long each answer took that came while it was measured, stopwatch ticks.</summary>
    private static async Task<List<long>> AskAsync(Uri address, byte[] request, long begin, long end, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellationToken);
        var took = new List<long>(100_000);
        var buffer = new byte[16_384];
        while (true)
        {
            var asked = Stopwatch.GetTimestamp();
            if (asked >= end) return took;
            await socket.SendAsync(request, cancellationToken);
            var filled = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellationToken);
                if (read == 0) throw new InvalidOperationException("The server closed the connection in the middle of an answer");
                filled += read;
            }
            while (!IsWhole(buffer.AsSpan(0, filled)));
            var answered = Stopwatch.GetTimestamp();
            if (asked >= begin && answered <= end) took.Add(answered - asked);
        }
    }

    /// <summary>Whether an answer is there to its last byte.</summary>
    /// <exception cref="InvalidOperationException">It is no 200: then its speed is worth nothing.</exception>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        if (!answer.StartsWith("HTTP/1.1 200 "u8)) throw new InvalidOperationException("Answered: " + Encoding.UTF8.GetString(answer));
        var body = answer[(head + 4)..];
        var lengthAt = answer[..head].IndexOf("\r\nContent-Length: "u8);
        if (lengthAt < 0) return body.EndsWith("0\r\n\r\n"u8);
        return Utf8Parser.TryParse(answer[(lengthAt + 18)..], out int length, out _) && body.Length == length;
    }
}
