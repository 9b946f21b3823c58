using System.Text.Json;

namespace OpenGen.Server.Jobs;

/// <summary>
/// What the work of one family of jobs needs to know, resolved when it was ordered. A record of the module whose jobs they are; it is
/// stored as JSON, and read again by whichever release works on the job, so fields are added and never change their meaning.
/// </summary>
internal abstract record JobInput
{
    /// <summary>The base of the URLs of the request that ordered it; null where nobody said.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>As it is stored with the job.</summary>
    public RawJson Stored() => new(JsonSerializer.Serialize(this, GetType(), ApiJson.Options));
}

/// <summary>What was ordered cannot be read, tried however often.</summary>
/// <param name="message">A sentence for a person.</param>
internal sealed class JobUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
