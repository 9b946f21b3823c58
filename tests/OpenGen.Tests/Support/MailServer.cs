using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace OpenGen.Tests.Support;

/// <summary>A mail server (SMTP) on this machine that keeps what it is given, and refuses as often as it is told to.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<MimeMessage> _taken = Channel.CreateUnbounded<MimeMessage>();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private int _refusals;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>How a server is set up to send here.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Mail:Host", "127.0.0.1"),
        ("Mail:Port", ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Mail:From", "OpenGen <opengen@example.com>"), ("Mail:Security", "None"), ("Server:PublicUrl", "http://127.0.0.1"),
    ];

    /// <summary>Mails that were refused for now.</summary>
    public int Refused { get; private set; }

    /// <summary>Refuses the next mails for now (451).</summary>
    public void Refuse(int times) => _refusals = times;

    /// <summary>The next mail.</summary>
    public async Task<MimeMessage> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _taken.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Whether there is mail that nobody asked for.</summary>
    public bool HasMore => _taken.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mail.test");
            while (await reader.ReadLineAsync(_end.Token) is { } line && await AnswerAsync(line, reader, writer)) { }
        }
    }

    private async Task<bool> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(_end.Token) is { } part and not ".")
                    text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                if (_refusals-- > 0)
                {
                    Refused++;
                    await writer.WriteLineAsync("451 not now");
                    return true;
                }
                await writer.WriteLineAsync("250 taken");
                _taken.Writer.TryWrite(
                    await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())), _end.Token));
                return true;
            case "QUIT":
                await writer.WriteLineAsync("221 bye");
                return false;
            default:
                await writer.WriteLineAsync("250 fine");
                return true;
        }
    }
}
