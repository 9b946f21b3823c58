using System.Globalization;
using System.Security.Claims;

namespace OpenGen.Server.Modules.Audit;

/// <summary>Who sends the request at hand, and from where; nothing outside of requests.</summary>
internal sealed class AuditOrigin(IHttpContextAccessor requests)
{
    /// <summary>Characters of a user agent that are kept.</summary>
    public const int LongestUserAgent = 200;

    /// <summary>What is known.</summary>
    public (long? UserId, string? Address, string? UserAgent) Find()
    {
        if (requests.HttpContext is not { } context) return default;
        var user = long.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var address = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
        return (user, address?.ToString(), Shortened(context.Request.Headers.UserAgent.ToString()));
    }

    /// <summary>What programs call themselves is theirs to say: printable ASCII, and not much of it.</summary>
    private static string? Shortened(string userAgent)
    {
        var plain = string.Concat(userAgent.Where(c => c is >= ' ' and <= '~').Take(LongestUserAgent));
        return plain.Length == 0 ? null : plain;
    }
}
