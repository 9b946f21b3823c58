using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts.ApiKeys;

/// <summary>What the operations on API keys share.</summary>
internal static class ApiKeyQueries
{
    public static readonly Error NotFound = Error.NotFound("API key");

    /// <summary>The keys of a user.</summary>
    public static IQueryable<ApiKey> ApiKeysOf(this AppDbContext db, Caller caller) => db.ApiKeys.Where(k => k.UserId == caller.Id);
}
