using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Makes a user with a first workspace, a first agent and the starting credits: all of it or nothing.</summary>
internal sealed class Registration(AppDbContext db, UserManager<User> users, WorkspaceFounding founding)
{
    /// <summary>Registers a user.</summary>
    /// <returns>The user, or 422 with what is wrong with the e-mail, the password or the user name.</returns>
    public async Task<Result<User>> RegisterAsync(string email, string? password, string? name, string? username, CancellationToken stop)
    {
        email = email.Trim();
        var user = new User { UserName = email, Email = email, Name = name ?? email[..email.IndexOf('@', StringComparison.Ordinal)], Username = username };
        return await db.WriteAsync<Result<User>>(async () =>
        {
            if (username is not null && db.Users.Any(u => u.Username == username))
                return Error.Invalid("username", "is taken");
            var made = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
            if (!made.Succeeded) return Error.Invalid(Faults(made));
            await founding.FoundAsync(user.Id, $"{user.Name}'s workspace", stop);
            return user;
        }, stop);
    }

    private static Dictionary<string, string[]> Faults(IdentityResult made) => made.Errors
        .GroupBy(e => e.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email")
        .ToDictionary(g => g.Key, g => g.Select(Say).Distinct().ToArray());

    private static string Say(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => "is registered already",
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) => "is not an e-mail address",
        nameof(IdentityErrorDescriber.PasswordTooShort) => "is too short (at least 8)",
        _ => error.Description,
    };
}
