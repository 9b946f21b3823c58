using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>Ends a key at once; it stays in the list. Revoking twice is no fault.</summary>
[Operation("revokeApiKey", Phase.Setup)]
internal sealed class RevokeApiKey(AppDbContext db, IAuditLog audit, TimeProvider clock) : IOperation<Caller, RevokeApiKey.Request, Done>
{
    public sealed record Request(long Id);

    public async Task<Result<Done>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var key = await db.ApiKeysOf(scope).FirstOrDefaultAsync(k => k.Id == request.Id, cancellationToken);
        if (key is null) return ApiKeyQueries.NotFound;
        // Once revoked there is nothing more to do, and nothing to write down.
        if (key.RevokedAt is not null) return new Done();
        key.Revoke(clock.Now());
        return await db.WriteAsync(async () =>
        {
            await db.SaveChangesAsync(cancellationToken);
            await audit.WriteAsync(
                new Audited(AuditActions.ApiKeyRevoked, scope.Id, TargetType: "api_key", TargetId: key.Id), cancellationToken);
            return new Done();
        }, cancellationToken);
    }
}
