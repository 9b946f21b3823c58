using System.Text.Json;

namespace OpenGen.Server.Jobs;

/// <summary>
/// What the work of one family of jobs needs to know, resolved when it was ordered. A record of the module whose jobs they are; it is
/// stored as JSON, and read again by whichever release works on the job, so fields are added and never change their meaning.
/// </summary>
internal abstract record JobInput
{
    /// <summary>
    /// In the API's spelling, and to the letter: what was checked and priced under one name must not be found under another when it is
    /// made. The serializer hands this on to the JSON objects within.
    /// </summary>
    private static readonly JsonSerializerOptions Spelling = new(ApiJson.Options) { PropertyNameCaseInsensitive = false };

    /// <summary>The base of the URLs of the request that ordered it; null where nobody said.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>As it is stored with the job.</summary>
    public RawJson Stored() => new(JsonSerializer.Serialize(this, GetType(), Spelling));

    /// <summary>A stored one, as the record that it was stored from.</summary>
    /// <exception cref="JobUnreadableException">It is none.</exception>
    public static T Of<T>(RawJson stored) where T : JobInput
    {
        try
        {
            return JsonSerializer.Deserialize<T>(stored.Text, Spelling) ?? throw new JobUnreadableException();
        }
        catch (JsonException fault)
        {
            throw new JobUnreadableException(fault);
        }
    }
}

/// <summary>What was ordered cannot be read, tried however often.</summary>
internal sealed class JobUnreadableException(Exception? inner = null)
    : Exception("What was ordered cannot be read: it is not of the form that orders have", inner);
