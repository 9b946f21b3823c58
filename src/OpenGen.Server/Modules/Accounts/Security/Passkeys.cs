using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Its credential id, base64url.</param>
internal sealed record PasskeyView(string Id, string Name, DateTime CreatedAt);

/// <summary>
/// Passkeys of the dashboard (WebAuthn). They must be discoverable and verify the person (a finger, a PIN), so one is two factors
/// in itself and no code is asked for after it.
/// </summary>
internal sealed class Passkeys(UserManager<User> users, PeopleSignIn signIn, Proof proof, PasskeyOrigins origins, IAuditLog audit)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 200;

    private const int Most = 20;

    private static readonly Error Missing = Error.NotFound("Passkey");

    /// <summary>"It did not work": why is the authenticator's business, or an attacker's.</summary>
    private static readonly Error Refused = Error.Refused("passkey_refused", "The passkey was not accepted. Try again");

    /// <summary>Why passkeys cannot work on the page that was asked for, as a sentence; null when they can.</summary>
    /// <param name="host">The name it was asked for under.</param>
    public string? WhyNotOn(string? host) => origins.MayBeOn(host) ? null
        : origins.HasPublicUrl ? $"Passkeys work at {origins.Place} alone."
        : $"Passkeys work at {origins.Place} alone until whoever runs this server sets its public URL (Server:PublicUrl).";

    /// <summary>A user's passkeys, the oldest first.</summary>
    public async Task<List<PasskeyView>> ListAsync(User user) =>
        [.. (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt).Select(View)];

    /// <summary>One of the person's passkeys.</summary>
    public async Task<PasskeyView?> FindAsync(ClaimsPrincipal person, string id) =>
        await PasskeyAsync(await AccountSecurity.UserAsync(users, person), id) is { } passkey ? View(passkey) : null;

    /// <summary>
    /// What the browser needs to make one (JSON of WebAuthn), for somebody who proved who they are. The answer carries the challenge's
    /// cookie.
    /// </summary>
    public async Task<Result<string>> CreationOptionsAsync(ClaimsPrincipal person, GivenProof given, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if ((await users.GetPasskeysAsync(user)).Count >= Most)
            return Error.Refused("too_many_passkeys", $"You have {Most} passkeys; remove one first");
        if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = await users.GetUserIdAsync(user),
            Name = user.Email!,
            DisplayName = user.Name ?? user.Email!,
        });
    }

    /// <summary>What the browser needs to offer the passkeys it has for this server.</summary>
    public Task<string> RequestOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Keeps a passkey that the browser made with our options.</summary>
    public async Task<Error?> AddAsync(ClaimsPrincipal person, string? credential, string name)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > PasskeyAnswers.LongestCredential) return Refused;
        var user = await AccountSecurity.UserAsync(users, person);
        PasskeyAttestationResult made;
        try
        {
            made = await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Nobody asked for options, or too long ago.
            return Refused;
        }

        if (!made.Succeeded || made.UserEntity.Id != await users.GetUserIdAsync(user)) return Refused;
        made.Passkey.Name = name;
        if (!(await users.AddOrUpdatePasskeyAsync(user, made.Passkey)).Succeeded) return Refused;
        await WriteAsync(AuditActions.PasskeyCreated, user, View(made.Passkey).Id);
        return null;
    }

    /// <summary>Gives one another name, for somebody who proved who they are.</summary>
    /// <returns>Null, or what is wrong; 404 when it is not there.</returns>
    public async Task<Error?> RenameAsync(
        ClaimsPrincipal person, string id, string name, GivenProof given, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (await PasskeyAsync(user, id) is not { } passkey) return Missing;
        if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
        passkey.Name = name;
        if (!(await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded) return Missing;
        await WriteAsync(AuditActions.PasskeyUpdated, user, id);
        return null;
    }

    /// <summary>Removes one, for somebody who proved who they are.</summary>
    /// <returns>Null, or what is wrong; 404 when it is not there.</returns>
    public async Task<Error?> RemoveAsync(ClaimsPrincipal person, string id, GivenProof given, CancellationToken cancellationToken)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (await PasskeyAsync(user, id) is not { } passkey) return Missing;
        if (await proof.FaultAsync(user, given, cancellationToken) is { } unproved) return unproved;
        if (!(await users.RemovePasskeyAsync(user, passkey.CredentialId)).Succeeded) return Missing;
        await WriteAsync(AuditActions.PasskeyDeleted, user, id);
        return null;
    }

    /// <summary>Remembers what was done, whether or not whoever did it is still there.</summary>
    private Task WriteAsync(string action, User user, string id) =>
        audit.WriteAsync(new Audited(action, user.Id, TargetType: "passkey", TargetId: id), CancellationToken.None);

    private async Task<UserPasskeyInfo?> PasskeyAsync(User user, string id) =>
        Base64Url.IsValid(id) ? await users.GetPasskeyAsync(user, Base64Url.DecodeFromChars(id)) : null;

    private static PasskeyView View(UserPasskeyInfo passkey) => new(
        Base64Url.EncodeToString(passkey.CredentialId), string.IsNullOrWhiteSpace(passkey.Name) ? "Passkey" : passkey.Name,
        passkey.CreatedAt.UtcDateTime);
}
