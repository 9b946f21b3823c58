using System.Text.Json.Serialization;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>A key without its text.</summary>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="LastUsedAt">To the minute; null for never.</param>
/// <param name="Status"><c>active</c>, <c>expired</c> or <c>revoked</c>.</param>
internal record ApiKeyView(
    long Id, string? Name, string TokenType, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt,
    string Status)
{
    public static ApiKeyView Of(ApiKey key, DateTime now) => new(
        key.Id, key.Name, "personal_access_token", key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt, key.StatusAt(now));
}

/// <summary>A key and its text, in the answer that made it and nowhere else.</summary>
internal sealed record NewApiKeyView(ApiKeyView Key, string Token) : ApiKeyView(Key)
{
    [JsonIgnore]
    public ApiKeyView Key { get; init; } = Key;
}
