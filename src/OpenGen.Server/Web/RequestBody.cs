using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace OpenGen.Server.Web;

/// <summary>
/// A request's body as one tree, whichever way it was sent. JSON, urlencoded and multipart forms mean the same, within the same limits:
/// <c>agent[name]=x</c> is <c>{"agent": {"name": "x"}}</c>, <c>ids[]=1&amp;ids[]=2</c> is <c>{"ids": ["1", "2"]}</c>,
/// and in <c>rows[][id]=1&amp;rows[][position]=0&amp;rows[][id]=2</c> a repeated key starts the next element.
/// </summary>
internal static class RequestBody
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly object CacheKey = new();

    /// <summary>Before somebody is known, no body is larger than a sign-in needs, whichever endpoint or page it is sent to.</summary>
    public static void UseBodyLimits(this WebApplication app) => app.Use((context, next) =>
    {
        if (BodyLimits.Of(context) == BodyLimits.Anonymous && context.User.Identity?.IsAuthenticated != true
            && context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata>() is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BodyLimits.Anonymous.Bytes;
        return next(context);
    });

    /// <summary>Reads the body once a request; an absent one is an empty object.</summary>
    /// <exception cref="BadInputException">
    /// 400 for malformed JSON and text that is no Unicode, 413 for more than the limits allow, 415 for another content type,
    /// 422 for JSON that is no object and text with a NUL.
    /// </exception>
    public static async ValueTask<JsonObject> ReadAsync(HttpContext context)
    {
        if (context.Items[CacheKey] is JsonObject read) return read;
        var body = await ReadOnceAsync(context.Request, BodyLimits.Of(context), context.RequestAborted);
        context.Items[CacheKey] = body;
        return body;
    }

    private static async ValueTask<JsonObject> ReadOnceAsync(HttpRequest request, BodyLimits limits, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
            return request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
                ? FromMultipart(await FormAsync(request, limits, cancellationToken))
                : FromPairs(Pairs(await BytesAsync(request, limits, cancellationToken), limits));
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return [];
        if (!request.HasJsonContentType())
        {
            // Some clients send "Content-Length: 0" with any type, or none at all.
            if (request.ContentLength is null or 0 && string.IsNullOrEmpty(request.ContentType)) return [];
            throw new BadInputException(ErrorAnswers.UnsupportedMediaType);
        }

        if (request.ContentLength == 0) return [];
        if (JsonText.Read(await BytesAsync(request, limits, cancellationToken), limits, out var node) is { } fault)
            throw new BadInputException(fault);
        return node as JsonObject
            ?? throw new BadInputException(new Error(ErrorKind.Invalid, "validation_error", "The body must be a JSON object"));
    }

    /// <summary>The body's bytes; memory is taken as they arrive and not as they are announced.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> BytesAsync(
        HttpRequest request, BodyLimits limits, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limits.Bytes) throw new BadInputException(BodyLimits.TooLarge);
        var bytes = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength + 1 ?? 4096, 64 * 1024));
        while (await request.Body.ReadAsync(bytes.GetMemory(1), cancellationToken) is var read and > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > limits.Bytes) throw new BadInputException(BodyLimits.TooLarge);
        }
        return bytes.WrittenMemory;
    }

    /// <summary>Whether a multipart body could not be read for what it is, rather than for how it came.</summary>
    public static bool IsMalformed(Exception fault) =>
        fault is InvalidDataException or IOException { InnerException: null } and not BadHttpRequestException;

    private static async Task<IFormCollection> FormAsync(HttpRequest request, BodyLimits limits, CancellationToken cancellationToken)
    {
        var options = new FormOptions
        {
            ValueCountLimit = limits.Values,
            KeyLengthLimit = BodyLimits.NameLength,
            ValueLengthLimit = BodyLimits.TextLength,
            // Files are as large as the endpoint takes, which Kestrel counts.
            MultipartBodyLengthLimit = long.MaxValue,
            MultipartHeadersLengthLimit = BodyLimits.PartHeadersLength,
        };
        try
        {
            return await request.ReadFormAsync(options, cancellationToken);
        }
        catch (Exception fault) when (IsMalformed(fault))
        {
            var message = "The body is not valid multipart/form-data: " + fault.Message;
            throw new BadInputException(new Error(ErrorKind.Malformed, "bad_request", message));
        }
    }

    /// <summary>The fields of an urlencoded form in the order in which they were sent, which repeated keys depend on.</summary>
    private static List<KeyValuePair<string, string>> Pairs(ReadOnlyMemory<byte> form, BodyLimits limits)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        while (form.Length > 0)
        {
            var end = form.Span.IndexOf((byte)'&');
            var field = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            if (field.Length == 0) continue;
            var equals = field.Span.IndexOf((byte)'=');
            var (name, value) = equals < 0 ? (field, default) : (field[..equals], field[(equals + 1)..]);
            if (name.Length > BodyLimits.NameLength) throw new BadInputException(BodyLimits.NameTooLong);
            if (value.Length > BodyLimits.TextLength) throw new BadInputException(BodyLimits.TextTooLong);
            if (pairs.Count == limits.Values) throw new BadInputException(limits.TooMany);
            var decoded = Decoded(name, null);
            pairs.Add(KeyValuePair.Create(decoded, Decoded(value, decoded)));
        }
        return pairs;
    }

    /// <summary>Undoes the percent encoding.</summary>
    /// <param name="field">Whose value it is; null for a name.</param>
    private static string Decoded(ReadOnlyMemory<byte> encoded, string? field)
    {
        try
        {
            return encoded.Span.IndexOfAny((byte)'%', (byte)'+') < 0
                ? StrictUtf8.GetString(encoded.Span)
                : StrictUtf8.GetString(WebUtility.UrlDecodeToBytes(encoded.ToArray(), 0, encoded.Length)!);
        }
        catch (DecoderFallbackException)
        {
            const string Fault = "is not valid Unicode";
            throw new BadInputException(field is null
                ? new Error(ErrorKind.Malformed, "bad_request", $"The name of a field {Fault}")
                : new Error(ErrorKind.Malformed, "bad_request", $"{field} {Fault}")
                {
                    Fields = new Dictionary<string, string[]> { [field] = [Fault] },
                });
        }
    }

    /// <summary>Turns the bracketed spelling of an urlencoded form into the tree it stands for.</summary>
    internal static JsonObject FromPairs(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var tree = new FormTree(isGrouped: false);
        foreach (var (name, value) in pairs) tree.Put(name, [Text(name, value)]);
        return tree.Root;
    }

    /// <summary>
    /// The same for a multipart form, whose parts come grouped by name: the n-th value of a name belongs to the n-th element.
    /// </summary>
    internal static JsonObject FromMultipart(IFormCollection form)
    {
        var tree = new FormTree(isGrouped: true);
        foreach (var (name, values) in form) tree.Put(name, values.Select(value => Text(name, value ?? "")));
        foreach (var files in form.Files.GroupBy(f => f.Name))
        {
            var sent = files.Select(f => new UploadedFile(f.FileName, f.Length, f.OpenReadStream));
            tree.Put(files.Key, sent.Select(f => (JsonNode?)JsonValue.Create(f)));
        }
        return tree.Root;
    }

    private static JsonNode? Text(string name, string value)
    {
        if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            throw new BadInputException(JsonText.HoldsNul(FormTree.PathOf(name)));
        return JsonValue.Create(value);
    }
}
