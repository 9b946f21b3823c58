namespace OpenGen.Server.Modules.Accounts.SignIn;

/// <summary>Tokens of a sign-in.</summary>
/// <param name="ExpiresIn">Seconds that <c>token</c> holds.</param>
/// <param name="RefreshToken">Buys the next ones, once.</param>
internal sealed record SignedIn(string Token, string TokenType, int ExpiresIn, string RefreshToken)
{
    /// <summary>A token beside the refresh token that was just issued.</summary>
    public static async Task<SignedIn> OfAsync(JwtTokens tokens, IssuedRefreshToken issued, CancellationToken cancellationToken)
    {
        var token = await tokens.IssueAsync(issued.UserId, issued.Family, cancellationToken);
        return new(token, "Bearer", (int)JwtTokens.Lifetime.TotalSeconds, issued.Text);
    }
}
