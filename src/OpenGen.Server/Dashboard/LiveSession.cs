using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Dashboard;

/// <summary>
/// Ends an open page's session when its user is deleted, shut out or has changed the password: a circuit sends no more cookies.
/// </summary>
internal sealed class LiveSession(ILoggerFactory logger, IServiceScopeFactory scopes, AccountsOptions options)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => options.SessionCheckInterval;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BrowserSessions>().HoldsAsync(authenticationState.User, cancellationToken);
    }
}
