using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Makes a user with a first workspace, a first agent and the starting credits: all of it or nothing.</summary>
internal sealed class Registration(
    AppDbContext db, UserManager<User> users, IEnumerable<IUserObserver> observers, EmailVerification verification, IAuditLog audit)
{
    /// <summary>403: strangers may not register here.</summary>
    public static readonly Error Closed = new(ErrorKind.Forbidden, "registration_closed", "Registration is closed on this server");

    private static readonly Error UsernameTaken = Error.Invalid("username", "is taken");

    /// <summary>Registers a user.</summary>
    /// <param name="isConfirmed">
    /// Whether somebody answers for the address being theirs: the operator, a trusted issuer. Else a link is mailed to it where there is a
    /// mail server.
    /// </param>
    /// <returns>The user, or 422 with what is wrong with the e-mail, the password or the user name.</returns>
    public async Task<Result<User>> RegisterAsync(
        string email, string? password, string? name, string? username, CancellationToken cancellationToken, bool isConfirmed = false)
    {
        if (EmailAddress.Read(email) is not { Address: { } address }) return Error.Invalid("email", EmailAddress.Read(email).Fault!);
        var user = new User
        {
            UserName = address,
            Email = address,
            EmailConfirmed = isConfirmed,
            Name = name ?? address[..address.IndexOf('@', StringComparison.Ordinal)],
            Username = username,
        };
        if (password is not null)
        {
            foreach (var rule in users.PasswordValidators)
                if (await rule.ValidateAsync(users, user, password) is { Succeeded: false } refused) return Error.Invalid(Faults(refused));
            // Made before the transaction, which would keep other writers waiting meanwhile.
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        }
        try
        {
            return await db.WriteAsync<Result<User>>(() => MakeAsync(user, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            // Two at once: the other was first.
            db.ChangeTracker.Clear();
            return await IsTakenAsync(username, cancellationToken) ? UsernameTaken : Error.Invalid("email", "is registered already");
        }
    }

    private async Task<Result<User>> MakeAsync(User user, CancellationToken cancellationToken)
    {
        if (await IsTakenAsync(user.Username, cancellationToken)) return UsernameTaken;
        var made = await users.CreateAsync(user);
        if (!made.Succeeded) return Error.Invalid(Faults(made));
        await audit.WriteAsync(new Audited(AuditActions.UserCreated, user.Id), cancellationToken);
        foreach (var observer in observers)
            if (await observer.RegisteredAsync(user.Id, user.Name!, cancellationToken) is { } refused) return refused;
        await verification.SendAsync(user, cancellationToken);
        return user;
    }

    private async Task<bool> IsTakenAsync(string? username, CancellationToken cancellationToken) =>
        username is not null && await db.Users.AnyAsync(u => u.Username == username, cancellationToken);

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
