using System.Globalization;
using System.Text;

namespace OpenGen.Fuzz;

/// <summary>A request before it is bytes.</summary>
internal sealed class FuzzRequest
{
    /// <summary>What the document calls the operation.</summary>
    public required Operation Operation { get; init; }

    /// <summary>Path and query, as they go out.</summary>
    public required string Target { get; set; }

    /// <summary>Headers but Host, Content-Type and Content-Length.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>The body's type; null for none.</summary>
    public string? ContentType { get; set; }

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; set; }

    /// <summary>What is wrong with it, for people; empty when nothing is.</summary>
    public List<string> Mutations { get; } = [];

    /// <summary>How it goes out.</summary>
    public Sending Sending { get; set; }

    /// <summary>The bytes to send. Header values are Latin-1, so that any byte can be one.</summary>
    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder(CultureInvariant($"{Operation.Method} {Target} HTTP/1.1\r\n"));
        if (!Headers.Exists(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)))
            head.Append(CultureInfo.InvariantCulture, $"Host: {host}\r\n");
        if (ContentType is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\n");
        if (Body is not null || Operation.Method is not ("GET" or "DELETE"))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body?.Length ?? 0}\r\n");
        foreach (var (name, value) in Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }

    private static string CultureInvariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
