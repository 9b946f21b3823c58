using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Accounts.Contracts;

/// <summary>
/// E-mail addresses in one canonical form: ASCII, lower case, a domain that a name server can know. An international domain is written in
/// its <c>xn--</c> form (IDNA's A-labels), so no letter that looks like another, has no width or is as wide as two is ever part of one.
/// </summary>
internal static partial class EmailAddress
{
    /// <summary>Characters (RFC 5321).</summary>
    public const int Longest = 254;

    private const int LongestLocalPart = 64;

    /// <summary>The canonical form, or why it is none, in words that follow "email".</summary>
    public static (string? Address, string? Fault) Read(string? text)
    {
        var typed = (text ?? "").Trim(' ');
        if (typed.Any(c => c is <= ' ' or > '~'))
            return (null, "has characters that no address may have here; write an international domain in its xn-- form");
        var address = typed.ToLowerInvariant();
        if (address.EndsWith('.')) return (null, "must not end with a dot");
        return address.Length <= Longest && address.IndexOf('@', StringComparison.Ordinal) <= LongestLocalPart && Form().IsMatch(address)
            ? (address, null)
            : (null, "is not an e-mail address");
    }

    /// <summary>
    /// What accounts are found by: the canonical form in capitals, as Identity keeps it. What has none, from before there was one, as it
    /// was typed.
    /// </summary>
    public static string Normalize(string email) => (Read(email).Address ?? email.Trim()).ToUpperInvariant();

    // RFC 5321's dot-string before the @, RFC 1035's labels after it.
    [GeneratedRegex(@"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex Form();
}
