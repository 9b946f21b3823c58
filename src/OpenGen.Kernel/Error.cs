namespace OpenGen.Kernel;

/// <summary>What sort of failure it is; each front says it in its own way (HTTP with a status).</summary>
public enum ErrorKind
{
    /// <summary>It cannot be read at all: no JSON, a form that breaks off.</summary>
    Malformed,

    /// <summary>Nobody is known to ask, or not well enough.</summary>
    Unauthorized,

    /// <summary>Who asks is known and may not.</summary>
    Forbidden,

    /// <summary>It is not there, or not the caller's, which is the same answer.</summary>
    NotFound,

    /// <summary>It clashes with what is happening at the same time; tried again it may work.</summary>
    Conflict,

    /// <summary>More of it was sent than is taken.</summary>
    TooLarge,

    /// <summary>The input is at fault, or a rule forbids it.</summary>
    Invalid,

    /// <summary>Asked too often.</summary>
    TooMany,

    /// <summary>A fault of ours.</summary>
    Internal,

    /// <summary>It cannot be done just now, whoever asks.</summary>
    Unavailable,

    /// <summary>There is no room to store it.</summary>
    StorageFull,
}

/// <summary>An expected failure: what is answered when something cannot be done as asked.</summary>
/// <param name="Kind">What sort of failure it is.</param>
/// <param name="Code">Stable snake_case code for programs.</param>
/// <param name="Message">A sentence for a person.</param>
public record Error(ErrorKind Kind, string Code, string Message)
{
    /// <summary>Faults by field path, where the input was at fault.</summary>
    public IReadOnlyDictionary<string, string[]>? Fields { get; init; }

    /// <summary>After how long it may be tried again; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It is not there, or not the caller's.</summary>
    /// <param name="what">What was looked for, as a sentence begins with it.</param>
    public static Error NotFound(string what) => new(ErrorKind.NotFound, "not_found", $"{what} not found");

    /// <summary>Input, one fault.</summary>
    public static Error Invalid(string field, string fault) =>
        new(ErrorKind.Invalid, "validation_error", $"{field} {fault}") { Fields = new Dictionary<string, string[]> { [field] = [fault] } };

    /// <summary>Input, all faults at once.</summary>
    public static Error Invalid(IReadOnlyDictionary<string, string[]> faults)
    {
        var shown = string.Join("; ", faults.SelectMany(f => f.Value.Select(v => $"{f.Key} {v}")).Take(5));
        return new(ErrorKind.Invalid, "validation_error", shown) { Fields = faults };
    }

    /// <summary>A business rule.</summary>
    public static Error Refused(string code, string message) => new(ErrorKind.Invalid, code, message);

    /// <summary>No valid credentials; one and the same body whatever was wrong with them.</summary>
    public static readonly Error Unauthorized =
        new(ErrorKind.Unauthorized, "unauthorized", "Send a valid API key in X-API-Key, or a valid token in Authorization: Bearer");

    /// <summary>Too often.</summary>
    public static readonly Error RateLimited =
        new(ErrorKind.TooMany, "rate_limited", "Too many requests; wait as long as Retry-After says");

    /// <summary>More of it is waiting already than will be done in a time that somebody waits for.</summary>
    public static Error Busy(string message) => new(ErrorKind.Unavailable, "busy", message) { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>Visible, but the caller's role may not do this.</summary>
    public static Error Forbidden(string code = "forbidden") =>
        new(ErrorKind.Forbidden, code, "Your role in this workspace does not allow this");
}
