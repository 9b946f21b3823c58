using Microsoft.AspNetCore.Http.HttpResults;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A user as the API shows it.</summary>
internal sealed record UserView(long Id, string Email, string? Name, string? Username, DateTime CreatedAt)
{
    public static UserView Of(User user) => new(user.Id, user.Email!, user.Name, user.Username, user.CreatedAt);
}

/// <summary>GET /v1/me: the caller; read with the credentials, so it costs no further query.</summary>
internal static class Me
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/me", Get).WithName("getMe").WithTags("Discovery").InPhase(Phase.Setup);

    private static Ok<UserView> Get(CurrentUser user) =>
        TypedResults.Ok(new UserView(user.Id, user.Email, user.Name, user.Username, user.CreatedAt));
}
