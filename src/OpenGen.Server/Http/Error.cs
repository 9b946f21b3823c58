using System.Diagnostics.CodeAnalysis;

namespace OpenGen.Server.Http;

/// <summary>An expected failure: what is answered when a request cannot be served as asked.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable snake_case code for programs.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record Error(int Status, string Code, string Message)
{
    /// <summary>Faults by field path, where the input was at fault.</summary>
    public IReadOnlyDictionary<string, string[]>? Fields { get; init; }

    /// <summary>After how long it may be tried again; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>404: it is not there, or not the caller's, which is the same answer.</summary>
    public static Error NotFound(string what) => new(404, "not_found", $"{what} not found");

    /// <summary>422 for input, one fault.</summary>
    public static Error Invalid(string field, string fault) =>
        new(422, "validation_error", $"{field} {fault}") { Fields = new Dictionary<string, string[]> { [field] = [fault] } };

    /// <summary>422 for input, all faults at once.</summary>
    public static Error Invalid(IReadOnlyDictionary<string, string[]> faults) =>
        new(422, "validation_error", string.Join("; ", faults.SelectMany(f => f.Value.Select(v => $"{f.Key} {v}")).Take(5))) { Fields = faults };

    /// <summary>422 for a business rule.</summary>
    public static Error Refused(string code, string message) => new(422, code, message);

    /// <summary>401: no valid credentials; one and the same body whatever was wrong with them.</summary>
    public static readonly Error Unauthorized =
        new(401, "unauthorized", "Send a valid API key in X-API-Key, or a valid token in Authorization: Bearer");

    /// <summary>429: too often; the answer's Retry-After says how long to wait.</summary>
    public static readonly Error RateLimited = new(429, "rate_limited", "Too many requests; wait as long as Retry-After says");

    /// <summary>503: more of it is waiting already than will be done in a time that somebody waits for.</summary>
    public static Error Busy(string message) => new(503, "busy", message) { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>403: visible, but the caller's role may not do this.</summary>
    public static Error Forbidden(string code = "forbidden") => new(403, code, "Your role in this workspace does not allow this");

    /// <summary>This failure as an answer.</summary>
    public Problem AsProblem() => new(this);
}

/// <summary>What came of something, whatever its value is.</summary>
public interface IOutcome
{
    /// <summary>Whether there is a failure in place of a value.</summary>
    bool Failed { get; }
}

/// <summary>Either a value or the failure that stands in its place.</summary>
public readonly struct Result<T> : IOutcome
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    /// <summary>The value; only there when <see cref="Failed"/> is false.</summary>
    public T? Value { get; }

    /// <summary>The failure, or null.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a failure in place of a value.</summary>
    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool Failed => Error is not null;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>An <see cref="Http.Error"/> as an HTTP answer: <c>{"error", "error_code", "errors"?}</c>.</summary>
public sealed class Problem(Error error) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => error.Status;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, error);

    private const int LongestMessage = 1_000;
    private const int LongestPath = 200;
    private const int MostPaths = 100;
    private const int MostFaults = 10;

    /// <summary>The one place where a failure becomes bytes; whatever was sent, not many.</summary>
    internal static Task WriteAsync(HttpContext context, Error error)
    {
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } wait) context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(BodyOf(error), context.RequestAborted);
    }

    /// <summary>What is answered: messages and paths cut where what was sent made them long.</summary>
    internal static ErrorBody BodyOf(Error error)
    {
        var fields = error.Fields?.Take(MostPaths).Select(f => (Path: Cut(f.Key, LongestPath), Faults: f.Value.Take(MostFaults).Select(v => Cut(v, LongestMessage)).ToArray()));
        return new ErrorBody(Cut(error.Message, LongestMessage), error.Code, fields?.DistinctBy(f => f.Path).ToDictionary(f => f.Path, f => f.Faults));
    }

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
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
