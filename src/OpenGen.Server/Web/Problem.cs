namespace OpenGen.Server.Web;

/// <summary>A failure that only HTTP knows, such as 405.</summary>
internal sealed record HttpError(int Status, string Code, string Message)
    : Error(Status >= 500 ? ErrorKind.Internal : ErrorKind.Malformed, Code, Message);

/// <summary>An <see cref="Error"/> as an HTTP answer: <c>{"error", "error_code", "errors"?}</c>.</summary>
public sealed class Problem(Error error) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => StatusOf(error);

    /// <summary>How HTTP says a kind of failure.</summary>
    internal static int StatusOf(Error error) => error is HttpError known ? known.Status : error.Kind switch
    {
        ErrorKind.Malformed => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthorized => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, error);

    private const int LongestMessage = 1_000;
    private const int LongestPath = 200;
    private const int MostPaths = 100;
    private const int MostFaults = 10;

    /// <summary>The one place where a failure becomes bytes; whatever was sent, not many.</summary>
    internal static Task WriteAsync(HttpContext context, Error error)
    {
        context.Response.StatusCode = StatusOf(error);
        if (error.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(BodyOf(error), context.RequestAborted);
    }

    /// <summary>What is answered: messages and paths cut where what was sent made them long.</summary>
    internal static ErrorBody BodyOf(Error error)
    {
        var fields = error.Fields?.Take(MostPaths)
            .Select(f => (Path: Cut(f.Key, LongestPath), Faults: f.Value.Take(MostFaults).Select(v => Cut(v, LongestMessage)).ToArray()));
        return new ErrorBody(
            Cut(error.Message, LongestMessage), error.Code, fields?.DistinctBy(f => f.Path).ToDictionary(f => f.Path, f => f.Faults));
    }

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}

internal static class Problems
{
    /// <summary>This failure as an answer.</summary>
    public static Problem AsProblem(this Error error) => new(error);
}

/// <summary>The body of every answer that is not 2xx.</summary>
/// <param name="Error">A sentence for a person.</param>
/// <param name="ErrorCode">Stable code for programs.</param>
/// <param name="Errors">Faults by field path, for input.</param>
internal sealed record ErrorBody(
    string Error,
    string ErrorCode,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? Errors);
