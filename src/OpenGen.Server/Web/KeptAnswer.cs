namespace OpenGen.Server.Web;

/// <summary>
/// The body of an answer on its way to a client: held back and kept whole while it is small, else passed on as it is written, so that
/// no answer is ever in memory as a whole because of its <c>Idempotency-Key</c>.
/// </summary>
internal sealed class KeptAnswer(Stream client) : Stream
{
    /// <summary>The most that is kept, in bytes.</summary>
    public const int Largest = 1 << 20;

    private MemoryStream? _kept = new();

    /// <summary>All of it; null when it was too large to keep and is with the client already.</summary>
    public byte[]? Whole => _kept?.ToArray();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what was held back.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_kept is not { } kept) return;
        kept.Position = 0;
        await kept.CopyToAsync(client, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_kept is { } kept && kept.Length + buffer.Length <= Largest)
        {
            kept.Write(buffer.Span);
            return;
        }
        await SendAsync(cancellationToken);
        _kept = null;
        await client.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _kept is null ? client.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Answers are written asynchronously");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _kept?.Dispose();
        base.Dispose(disposing);
    }
}
