using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>Ends all keys of the caller at once; in the transaction of whoever asks, where there is one.</summary>
[Operation("revokeAllApiKeys", Phase.Setup)]
internal sealed class RevokeAllApiKeys(AppDbContext db, IAuditLog audit, TimeProvider clock)
    : IOperation<Caller, RevokeAllApiKeys.Request, Done>
{
    public sealed record Request;

    public async Task<Result<Done>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await db.JoinAsync(async () =>
        {
            var revoked = await db.ApiKeysOf(scope).Where(k => k.RevokedAt == null)
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, now), cancellationToken);
            if (revoked > 0) await audit.WriteAsync(new Audited(AuditActions.ApiKeysRevoked, scope.Id), cancellationToken);
            return new Done();
        }, cancellationToken);
    }
}
