using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Dashboard;

/// <summary>A component that asks the modules on behalf of the person signed in.</summary>
public abstract class DashboardComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly List<PersistingComponentStateSubscription> _kept = [];

    [Inject]
    private IServiceScopeFactory Scopes { get; set; } = null!;

    [Inject]
    private PersistentComponentState Prerendered { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Session { get; set; }

    /// <summary>Cancelled when the component is gone, and with it whoever waits for the answer.</summary>
    private protected CancellationToken Gone => _gone.Token;

    /// <summary>Who is signed in; null for nobody.</summary>
    private protected async Task<ClaimsPrincipal?> PersonAsync() =>
        Session is not null && (await Session).User is { Identity.IsAuthenticated: true } person ? person : null;

    /// <summary>The user's id.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks its [Authorize].</exception>
    private protected async Task<long> UserIdAsync() =>
        long.Parse((await PersonAsync())?.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? throw new InvalidOperationException("Nobody is signed in"), CultureInfo.InvariantCulture);

    /// <summary>The user, as operations know whoever asks.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in, or the account is gone.</exception>
    private async Task<Caller> CallerAsync()
    {
        var id = await UserIdAsync();
        var found = await AskAsync<IUserDirectory, Dictionary<long, Caller>>(users => users.FindAsync([id], Gone));
        return found.GetValueOrDefault(id) ?? throw new InvalidOperationException($"User {id} is gone");
    }

    /// <summary>Runs an operation for the person signed in, under the rules that every front has.</summary>
    /// <param name="of">Says which it is, as in <c>(CreateApiKey operation) => operation</c>.</param>
    /// <param name="target">What it works on, such as <c>("agent_id", 7)</c>.</param>
    private protected async Task<Result<TResponse>> RunAsync<TOperation, TScope, TRequest, TResponse>(
        Func<TOperation, IOperation<TScope, TRequest, TResponse>> of, TRequest request, params (string Name, long Id)[] target)
        where TOperation : notnull where TRequest : notnull
    {
        var caller = await CallerAsync();
        return await AskAsync<Operations, Result<TResponse>>(
            operations => operations.RunAsync(of, caller, request, new Target(target), Gone));
    }

    /// <summary>Asks a module's class one thing, in a scope of its own: a circuit lives for hours, a database context should not.</summary>
    private protected async Task<T> AskAsync<TModule, T>(Func<TModule, Task<T>> question) where TModule : notnull
    {
        await using var scope = Scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<TModule>());
    }

    /// <summary>
    /// Loads what a page shows; once, though the page is rendered twice: on the server first, then live with what was rendered.
    /// </summary>
    private protected async Task<T> LoadAsync<T>(string key, Func<Task<T>> load)
    {
        if (!Prerendered.TryTakeFromJson<T>(key, out var value) || value is null) value = await load();
        if (!RendererInfo.IsInteractive)
            _kept.Add(Prerendered.RegisterOnPersisting(() => { Prerendered.PersistAsJson(key, value); return Task.CompletedTask; }));
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the component holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _gone.Cancel();
        _gone.Dispose();
        foreach (var kept in _kept) kept.Dispose();
    }
}
