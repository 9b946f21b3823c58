using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>Gives a key another name.</summary>
[Operation("updateApiKey", Phase.Setup)]
internal sealed class UpdateApiKey(AppDbContext db, TimeProvider clock) : IOperation<Caller, UpdateApiKey.Request, ApiKeyView>
{
    [Wrapper("persisted_token")]
    public sealed record Request(long Id, [MaxLength(200)] string? Name);

    public async Task<Result<ApiKeyView>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var key = await db.ApiKeysOf(scope).FirstOrDefaultAsync(k => k.Id == request.Id, cancellationToken);
        if (key is null) return ApiKeyQueries.NotFound;
        key.Rename(request.Name);
        await db.SaveChangesAsync(cancellationToken);
        return ApiKeyView.Of(key, clock.Now());
    }
}
