using System.Text;

namespace OpenGen.Fuzz;

/// <summary>A part of a multipart form.</summary>
/// <param name="Name">As it stands in the header, Latin-1.</param>
/// <param name="FileName">Makes it a file.</param>
internal sealed record Part(string Name, byte[] Content, string? FileName = null);

/// <summary>Multipart bodies by hand, so that they can be wrong.</summary>
internal static class Multipart
{
    /// <summary>What stands between parts.</summary>
    public const string Boundary = "----opengen-fuzz";

    /// <summary>The header that says so.</summary>
    public const string ContentType = "multipart/form-data; boundary=" + Boundary;

    /// <summary>The bytes of a form.</summary>
    public static byte[] Of(IEnumerable<Part> parts, string boundary)
    {
        using var body = new MemoryStream();
        foreach (var part in parts)
        {
            body.Write(Encoding.Latin1.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{part.Name}\""));
            if (part.FileName is not null)
                body.Write(Encoding.Latin1.GetBytes($"; filename=\"{part.FileName}\"\r\nContent-Type: application/octet-stream"));
            body.Write("\r\n\r\n"u8);
            body.Write(part.Content);
            body.Write("\r\n"u8);
        }
        body.Write(Encoding.Latin1.GetBytes($"--{boundary}--\r\n"));
        return body.ToArray();
    }
}
