using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>Makes a key; the only time its text is shown.</summary>
[Operation("createApiKey", Phase.Setup), AnswersSecret]
internal sealed class CreateApiKey(AppDbContext db, IAuditLog audit, TimeProvider clock)
    : IOperation<Caller, CreateApiKey.Request, NewApiKeyView>
{
    /// <summary>Keys of one user, revoked ones too: their list is read whole.</summary>
    private const int Most = 1_000;

    private static readonly Error TooMany = Error.Refused("too_many_keys", $"{Most} keys are as many as there can be; delete some first");

    /// <param name="Name">What will use it.</param>
    /// <param name="ExpiresIn">"30d", "12h", "90m" or seconds; without it the key does not expire.</param>
    public sealed record Request([MaxLength(200)] string? Name, [TextOrNumber] JsonNode? ExpiresIn = null);

    public async Task<Result<NewApiKeyView>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var lifetime = KeyLifetime.Read(request.ExpiresIn);
        if (lifetime.Failed) return lifetime.Error;

        var (key, token) = ApiKey.Issue(scope.Id, request.Name, lifetime.Value.Span is { } span ? now + span : null);
        var made = await db.WriteAsync<Result<ApiKey>>(async () =>
        {
            if (await db.ApiKeysOf(scope).CountAsync(cancellationToken) >= Most) return TooMany;
            db.ApiKeys.Add(key);
            await db.SaveChangesAsync(cancellationToken);
            await audit.WriteAsync(
                new Audited(AuditActions.ApiKeyCreated, scope.Id, TargetType: "api_key", TargetId: key.Id), cancellationToken);
            return key;
        }, cancellationToken);
        return made.Failed ? made.Error : new NewApiKeyView(ApiKeyView.Of(made.Value, now), token);
    }
}
