using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenGen.Server.Modules.Automation;

/// <summary>
/// Signatures of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body (github.com/standard-webhooks/standard-webhooks, spec/).
/// </summary>
internal static class Signature
{
    private const string Prefix = "whsec_";

    /// <summary>A secret as people see it: 32 random bytes.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The three headers of a message.</summary>
    /// <param name="sentAt">When this attempt is made, not when the event was.</param>
    public static IEnumerable<(string Name, string Value)> Headers(
        string messageId, DateTimeOffset sentAt, string body, IEnumerable<string> secrets)
    {
        var seconds = sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{messageId}.{seconds}.{body}");
        yield return ("webhook-id", messageId);
        yield return ("webhook-timestamp", seconds);
        yield return (
            "webhook-signature",
            string.Join(
                ' ', secrets.Select(
                    s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s[Prefix.Length..]), signed)))));
    }
}
