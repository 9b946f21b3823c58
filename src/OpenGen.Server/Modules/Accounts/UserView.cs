namespace OpenGen.Server.Modules.Accounts;

/// <summary>A user as the API shows it.</summary>
internal sealed record UserView(long Id, string Email, string? Name, string? Username, DateTime CreatedAt)
{
    public static UserView Of(Caller user) => new(user.Id, user.Email, user.Name, user.Username, user.CreatedAt);
}
