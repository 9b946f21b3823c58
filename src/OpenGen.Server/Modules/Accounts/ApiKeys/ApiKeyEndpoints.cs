using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Audit;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>/v1/persisted_tokens: the caller's API keys. The dashboard's API page calls <see cref="ApiKeys"/> too.</summary>
internal static class ApiKeyEndpoints
{
    /// <summary>A key without its text.</summary>
    public record ApiKeyView(
        long Id, string? Name, string TokenType, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt, string Status)
    {
        public static ApiKeyView Of(ApiKey key, DateTime now) => new(
            key.Id, key.Name, "personal_access_token", key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt, key.StatusAt(now));
    }

    /// <summary>A key and its text, in the answer that made it and nowhere else.</summary>
    public sealed record NewApiKeyView(ApiKeyView Key, string Token) : ApiKeyView(Key)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public ApiKeyView Key { get; init; } = Key;
    }

    /// <param name="ExpiresIn">"30d", "12h", "90m" or seconds; without it the key does not expire.</param>
    public sealed record Create([MaxLength(200)] string? Name, JsonNode? ExpiresIn) : Input<Create>;

    [Wrapper("persisted_token")]
    public sealed record Rename([MaxLength(200)] string? Name) : Input<Rename>;

    public static void Map(RouteGroupBuilder v1)
    {
        var keys = v1.MapGroup("/persisted_tokens").WithTags("API Keys").InPhase(Phase.Setup);
        keys.MapGet("/", ListAsync).WithName("listApiKeys");
        keys.MapPost("/", CreateAsync).WithName("createApiKey");
        keys.MapPatch("/{id:long}", RenameAsync).WithName("updateApiKey");
        keys.MapDelete("/{id:long}/revoke", RevokeAsync).WithName("revokeApiKey");
        keys.MapDelete("/{id:long}", RevokeAsync).WithName("deleteApiKey");
        keys.MapDelete("/revoke_all", RevokeAllAsync).WithName("revokeAllApiKeys");
    }

    private static async Task<Ok<List<ApiKeyView>>> ListAsync(CurrentUser user, ApiKeys keys, CancellationToken stop) =>
        TypedResults.Ok(await keys.ListAsync(user.Id, stop));

    private static async Task<Results<Created<NewApiKeyView>, Problem>> CreateAsync(Create request, CurrentUser user, ApiKeys keys, CancellationToken stop)
    {
        var made = await keys.CreateAsync(user.Id, request.Name, request.ExpiresIn, stop);
        if (made.Failed) return made.Error.AsProblem();
        return TypedResults.Created($"/v1/persisted_tokens/{made.Value.Id}", made.Value);
    }

    private static async Task<Results<Ok<ApiKeyView>, Problem>> RenameAsync(long id, Rename request, CurrentUser user, ApiKeys keys, CancellationToken stop)
    {
        var renamed = await keys.RenameAsync(user.Id, id, request.Name, stop);
        if (renamed.Failed) return renamed.Error.AsProblem();
        return TypedResults.Ok(renamed.Value);
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(long id, CurrentUser user, ApiKeys keys, CancellationToken stop) =>
        await keys.RevokeAsync(user.Id, id, stop) ? TypedResults.NoContent() : Error.NotFound("API key").AsProblem();

    private static async Task<NoContent> RevokeAllAsync(CurrentUser user, ApiKeys keys, CancellationToken stop)
    {
        await keys.RevokeAllAsync(user.Id, stop);
        return TypedResults.NoContent();
    }
}

/// <summary>A user's API keys, for the API and the dashboard alike.</summary>
internal sealed class ApiKeys(AppDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>All keys, newest first.</summary>
    public async Task<List<ApiKeyEndpoints.ApiKeyView>> ListAsync(long userId, CancellationToken stop)
    {
        var now = clock.Now();
        var keys = await db.ApiKeys.AsNoTracking().Where(k => k.UserId == userId).OrderByDescending(k => k.Id).ToListAsync(stop);
        return keys.ConvertAll(k => ApiKeyEndpoints.ApiKeyView.Of(k, now));
    }

    /// <summary>Makes a key; 422 when <paramref name="expiresIn"/> cannot be read.</summary>
    public async Task<Result<ApiKeyEndpoints.NewApiKeyView>> CreateAsync(long userId, string? name, JsonNode? expiresIn, CancellationToken stop)
    {
        var now = clock.Now();
        var lifetime = KeyLifetime.Read(expiresIn);
        if (lifetime.Failed) return lifetime.Error;

        var (key, token) = ApiKey.Issue(userId, name, lifetime.Value.Span is { } span ? now + span : null);
        await db.WriteAsync(async () =>
        {
            db.ApiKeys.Add(key);
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(new Audited(AuditActions.ApiKeyCreated, userId, TargetType: "api_key", TargetId: key.Id), stop);
            return key;
        }, stop);
        return new ApiKeyEndpoints.NewApiKeyView(ApiKeyEndpoints.ApiKeyView.Of(key, now), token);
    }

    public async Task<Result<ApiKeyEndpoints.ApiKeyView>> RenameAsync(long userId, long id, string? name, CancellationToken stop)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id && k.UserId == userId, stop);
        if (key is null) return Error.NotFound("API key");
        key.Rename(name);
        await db.SaveChangesAsync(stop);
        return ApiKeyEndpoints.ApiKeyView.Of(key, clock.Now());
    }

    /// <summary>Ends a key at once; false when the user has none with this id. Revoking twice is no fault.</summary>
    public async Task<bool> RevokeAsync(long userId, long id, CancellationToken stop)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id && k.UserId == userId, stop);
        if (key is null) return false;
        // Once revoked there is nothing more to do, and nothing to write down.
        if (key.RevokedAt is not null) return true;
        key.Revoke(clock.Now());
        await db.WriteAsync(async () =>
        {
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(new Audited(AuditActions.ApiKeyRevoked, userId, TargetType: "api_key", TargetId: id), stop);
            return key;
        }, stop);
        return true;
    }

    public Task RevokeAllAsync(long userId, CancellationToken stop)
    {
        var now = clock.Now();
        return db.JoinAsync(async () =>
        {
            var revoked = await db.ApiKeys.Where(k => k.UserId == userId && k.RevokedAt == null).ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, now), stop);
            if (revoked > 0) await audit.WriteAsync(new Audited(AuditActions.ApiKeysRevoked, userId), stop);
            return revoked;
        }, stop);
    }
}
