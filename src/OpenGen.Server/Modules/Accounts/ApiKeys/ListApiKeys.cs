using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>All keys of the caller, the revoked ones too, newest first.</summary>
[Operation("listApiKeys", Phase.Setup)]
internal sealed class ListApiKeys(AppDbContext db, TimeProvider clock) : IOperation<Caller, ListApiKeys.Request, List<ApiKeyView>>
{
    public sealed record Request;

    public async Task<Result<List<ApiKeyView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var keys = await db.ApiKeysOf(scope).AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(cancellationToken);
        return keys.ConvertAll(k => ApiKeyView.Of(k, now));
    }
}
