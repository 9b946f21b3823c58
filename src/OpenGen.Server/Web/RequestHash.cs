using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace OpenGen.Server.Web;

/// <summary>
/// What tells one request from another: the query and the body. The body is spooled to disk where it is large, and can be read again.
/// </summary>
internal static class RequestHash
{
    /// <summary>
    /// SHA-256. Of a multipart body the parts count and not the boundary, which is another one each time the same thing is sent.
    /// </summary>
    public static async Task<byte[]> OfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.QueryString.Value ?? ""));
        if (await PartsAsync(request, cancellationToken) is { } parts)
        {
            hash.AppendData(parts);
        }
        else
        {
            request.Body.Position = 0;
            await AppendAsync(hash, request.Body, cancellationToken);
        }
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    /// <summary>The hash of a multipart body's parts; null when it is none, or none that can be read.</summary>
    private static async Task<byte[]?> PartsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= MostBoundary } boundary) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = BodyLimits.PartHeadersLength };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                // Each text with its end, so that no two parts read the same.
                hash.AppendData(Encoding.UTF8.GetBytes($"{part.ContentDisposition}\n{part.ContentType}\n"));
                var length = await AppendAsync(hash, part.Body, cancellationToken);
                hash.AppendData(BitConverter.GetBytes(length));
            }
            return hash.GetHashAndReset();
        }
        catch (Exception fault) when (RequestBody.IsMalformed(fault))
        {
            // The endpoint says what is wrong with it.
            return null;
        }
    }

    private static async Task<long> AppendAsync(IncrementalHash hash, Stream body, CancellationToken cancellationToken)
    {
        var (buffer, length) = (ArrayPool<byte>.Shared.Rent(64 * 1024), 0L);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; length += read) hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return length;
    }

    /// <summary>Characters (RFC 2046).</summary>
    private const int MostBoundary = 70;
}
