using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Audit;

/// <summary>Who sends the request at hand, and from where; nothing outside of requests.</summary>
internal sealed class AuditOrigin(CurrentRequest request)
{
    /// <summary>Characters of a user agent that are kept.</summary>
    public const int LongestUserAgent = 200;

    /// <summary>What is known.</summary>
    public (long? UserId, string? Address, string? UserAgent) Find() => (request.UserId, request.Address, Shortened(request.UserAgent));

    /// <summary>What programs call themselves is theirs to say: printable ASCII, and not much of it.</summary>
    private static string? Shortened(string userAgent)
    {
        var plain = string.Concat(userAgent.Where(c => c is >= ' ' and <= '~').Take(LongestUserAgent));
        return plain.Length == 0 ? null : plain;
    }
}
