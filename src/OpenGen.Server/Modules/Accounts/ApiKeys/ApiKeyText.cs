using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// The text of an API key: <c>gen_pat_</c>, 36 random base62 characters, and 6 more that are the CRC32 of all before them.
/// A typo, or a scanner that found something alike, is answered without the database.
/// </summary>
internal static class ApiKeyText
{
    private const string Prefix = "gen_pat_";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 36;
    private const int ChecksumLength = 6;

    public static string New()
    {
        var body = Prefix + RandomNumberGenerator.GetString(Base62, RandomLength);
        return body + Checksum(body);
    }

    /// <summary>Whether it can be a key at all: length, alphabet and checksum are right.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> token) =>
        token.Length == Prefix.Length + RandomLength + ChecksumLength
        && token.StartsWith(Prefix, StringComparison.Ordinal)
        && !token[Prefix.Length..].ContainsAnyExcept(Base62)
        && token[^ChecksumLength..].SequenceEqual(Checksum(token[..^ChecksumLength]));

    private static string Checksum(ReadOnlySpan<char> body)
    {
        Span<byte> ascii = stackalloc byte[Prefix.Length + RandomLength];
        Encoding.ASCII.GetBytes(body, ascii);
        var crc = Crc32.HashToUInt32(ascii);
        return string.Create(ChecksumLength, crc, static (text, left) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, left /= 62) text[i] = Base62[(int)(left % 62)];
        });
    }
}
