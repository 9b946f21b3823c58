namespace OpenGen.Server.Web;

/// <summary>The credentials that a request carries, read in one place: what authentication checks is what limits count.</summary>
/// <param name="IsKey">Whether it is an API key, rather than a token.</param>
/// <param name="Text">The key or token, without what is around it.</param>
internal sealed record RequestCredentials(bool IsKey, string Text)
{
    private const string KeyHeader = "X-API-Key";
    private const string BearerPrefix = "Bearer ";

    /// <summary><c>X-API-Key</c> if it is there, else <c>Authorization: Bearer</c>; null when there is neither.</summary>
    public static RequestCredentials? Of(HttpRequest request)
    {
        if (request.Headers.TryGetValue(KeyHeader, out var key)) return new(true, key.ToString().Trim());
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? new(false, header[BearerPrefix.Length..].Trim())
            : null;
    }
}
