namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>
/// Revokes a key, under the name that clients of REST expect: keys are never deleted, so that it can be seen what was one.
/// </summary>
[Operation("deleteApiKey", Phase.Setup)]
internal sealed class DeleteApiKey(RevokeApiKey revoke) : IOperation<Caller, DeleteApiKey.Request, Done>
{
    public sealed record Request(long Id);

    public Task<Result<Done>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        revoke.RunAsync(scope, new(request.Id), cancellationToken);
}
