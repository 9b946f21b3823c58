namespace OpenGen.Server.Modules.Accounts.Me;

/// <summary>Who the caller is: read with the credentials, so that it costs no further query.</summary>
[Operation("getMe", Phase.Setup)]
internal sealed class GetMe : IOperation<Caller, GetMe.Request, UserView>
{
    public sealed record Request;

    public Task<Result<UserView>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<UserView>>(UserView.Of(scope));
}
