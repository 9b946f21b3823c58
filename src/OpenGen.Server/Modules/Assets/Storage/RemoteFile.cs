namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>
/// A file of a storage elsewhere as a stream that can seek: nothing is asked for until it is read, and then a window at a time,
/// so that a small range of a large file costs little, and memory stays bounded.
/// </summary>
/// <param name="length">Bytes.</param>
/// <param name="read">Opens the bytes from the first to the last given, both included.</param>
internal sealed class RemoteFile(long length, Func<long, long, CancellationToken, Task<Stream>> read) : Stream
{
    private const long Window = 8 * 1024 * 1024;

    private Stream? _open;
    private long _openAt;
    private long _openEnd;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.Length == 0) return 0;
        if (_open is null || _openAt != Position || _openAt >= _openEnd) await OpenAsync(cancellationToken);
        var taken = await _open!.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _openEnd - _openAt)], cancellationToken);
        if (taken == 0) throw new EndOfStreamException($"The storage sent {_openAt} bytes of {length}");
        Position = _openAt += taken;
        return taken;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_open is not null) await _open.DisposeAsync();
        (_openAt, _openEnd) = (Position, Math.Min(Position + Window, length));
        _open = await read(_openAt, _openEnd - 1, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously");

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _open?.Dispose();
        base.Dispose(disposing);
    }
}
