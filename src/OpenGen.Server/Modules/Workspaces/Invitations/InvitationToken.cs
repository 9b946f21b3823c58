using System.Security.Cryptography;
using System.Text;

namespace OpenGen.Server.Modules.Workspaces.Invitations;

/// <summary>What the link of an invitation holds; only its hash is kept.</summary>
internal static class InvitationToken
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Characters, of the longest that is looked at.</summary>
    public const int Longest = 100;

    private const string Prefix = "gen_inv_";

    public static string New() => Prefix + RandomNumberGenerator.GetHexString(48, lowercase: true);

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
