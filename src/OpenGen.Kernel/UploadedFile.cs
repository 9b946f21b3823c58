namespace OpenGen.Kernel;

/// <summary>A file that was sent with a request.</summary>
/// <param name="FileName">As the sender calls it; to be cleaned before it is stored or shown.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Open">Opens it for reading, from its first byte; whoever opens it closes it.</param>
public sealed record UploadedFile(string FileName, long Length, Func<Stream> Open);

/// <summary>A file that was sent with a request, or a text in its place that names one.</summary>
public sealed record FileOrText(UploadedFile? File, string? Text);
