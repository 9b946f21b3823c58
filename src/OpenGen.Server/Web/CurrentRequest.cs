using System.Globalization;
using System.Security.Claims;

namespace OpenGen.Server.Web;

/// <summary>What the request at hand says of where it comes from, for those who do not know HTTP; nothing outside of requests.</summary>
internal sealed class CurrentRequest(IHttpContextAccessor requests)
{
    /// <summary>Scheme, host and port it was sent to, and the path this server lives under, without a slash at the end.</summary>
    public string? BaseUrl => requests.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}{request.PathBase}" : null;

    /// <summary>The id of the user who sends it, whether by key, token or cookie.</summary>
    public long? UserId =>
        requests.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The address it comes from.</summary>
    public string? Address => requests.HttpContext?.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address?.ToString(),
    };

    /// <summary>What its program calls itself.</summary>
    public string UserAgent => requests.HttpContext?.Request.Headers.UserAgent.ToString() ?? "";

    /// <summary>The token in <c>Authorization: Bearer</c>.</summary>
    public string? BearerToken =>
        requests.HttpContext?.Request is { } request && RequestCredentials.Of(request) is { IsKey: false } sent ? sent.Text : null;
}
