
namespace OpenGen.Server.Web;

/// <summary>
/// How much a body may hold, the same whether it is sent as JSON, urlencoded or multipart: work and memory are linear in it.
/// </summary>
/// <param name="Bytes">All of it but files, in bytes.</param>
/// <param name="Values">Objects, lists and what is in them; or fields of a form.</param>
internal sealed record BodyLimits(long Bytes, int Values)
{
    /// <summary>Objects and lists in each other.</summary>
    public const int Depth = 32;

    /// <summary>The name of a field, in bytes.</summary>
    public const int NameLength = 2_048;

    /// <summary>One text, in bytes as it is sent.</summary>
    public const int TextLength = 4 * 1024 * 1024;

    /// <summary>One number, in digits: no double needs as many.</summary>
    public const int NumberLength = 128;

    /// <summary>
    /// What stands before a part of a multipart body, in bytes: file names of 10,000 characters of any script come through, to be cut.
    /// </summary>
    public const int PartHeadersLength = 128 * 1024;

    /// <summary>
    /// What somebody with credentials may send: the largest sheet's rows, each an object with an id, a position and one thing more.
    /// </summary>
    public static readonly BodyLimits SignedIn = new(HttpModule.LargestBody, 400_000);

    /// <summary>What anybody may send: e-mail, password, code and the like.</summary>
    public static readonly BodyLimits Anonymous = new(64 * 1024, 100);

    /// <summary>The limits that hold for a request; known once it is authenticated.</summary>
    public static BodyLimits Of(HttpContext context) => CurrentCaller.Of(context) is null ? Anonymous : SignedIn;

    /// <summary>413.</summary>
    public static readonly Error TooLarge = new(ErrorKind.TooLarge, "payload_too_large", "The body is larger than this endpoint takes");

    /// <summary>413: too many values.</summary>
    public Error TooMany => new(ErrorKind.TooLarge, "payload_too_large", $"The body holds too many values (at most {Values})");

    /// <summary>413: a text that is too long.</summary>
    public static readonly Error TextTooLong = new(
        ErrorKind.TooLarge, "payload_too_large", $"The body holds a text that is too long (at most {TextLength / 1024 / 1024} MiB)");

    /// <summary>400: a name that is too long.</summary>
    public static readonly Error NameTooLong = new(
        ErrorKind.Malformed, "bad_request", $"The body holds a name that is too long (at most {NameLength} bytes)");
}
