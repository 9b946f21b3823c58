using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Audit;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Its credential id, base64url.</param>
internal sealed record PasskeyView(string Id, string Name, DateTime CreatedAt);

/// <summary>
/// Passkeys of the dashboard (WebAuthn). They must be discoverable and verify the person (a finger, a PIN), so one is two factors
/// in itself and no code is asked for after it.
/// </summary>
internal sealed class Passkeys(UserManager<User> users, PeopleSignIn signIn, Proof proof, AuditLog audit)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 200;

    private const int Most = 20;
    private const int LongestCredential = 64 * 1024;

    /// <summary>"It did not work": why is the authenticator's business, or an attacker's.</summary>
    private static readonly Error Refused = Error.Refused("passkey_refused", "The passkey was not accepted. Try again");

    /// <summary>A user's passkeys, the oldest first.</summary>
    public async Task<List<PasskeyView>> ListAsync(User user) =>
        [.. (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt).Select(View)];

    /// <summary>One of the person's passkeys.</summary>
    public async Task<PasskeyView?> FindAsync(ClaimsPrincipal person, string id) =>
        await PasskeyAsync(await AccountSecurity.UserAsync(users, person), id) is { } passkey ? View(passkey) : null;

    /// <summary>What the browser needs to make one (JSON of WebAuthn), for somebody who proved who they are. The answer carries the challenge's cookie.</summary>
    public async Task<Result<string>> CreationOptionsAsync(ClaimsPrincipal person, string? given)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if ((await users.GetPasskeysAsync(user)).Count >= Most) return Error.Refused("too_many_passkeys", $"You have {Most} passkeys; remove one first");
        if (await proof.FaultAsync(user, given) is { } unproved) return unproved;
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
        if (string.IsNullOrEmpty(credential) || credential.Length > LongestCredential) return Refused;
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
        await audit.WriteAsync(new Audited(AuditActions.PasskeyCreated, user.Id, TargetType: "passkey", TargetId: View(made.Passkey).Id), CancellationToken.None);
        return null;
    }

    /// <summary>Whose passkey answered our challenge; null when none did.</summary>
    public async Task<User?> AnswerAsync(string credential)
    {
        if (credential.Length > LongestCredential) return null;
        PasskeyAssertionResult<User> answer;
        try
        {
            answer = await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        // Written back with its new count of signatures, by which a copy of it would be found out.
        return answer.Succeeded && (await users.AddOrUpdatePasskeyAsync(answer.User, answer.Passkey)).Succeeded ? answer.User : null;
    }

    /// <summary>Gives one another name; false when it is not there.</summary>
    public async Task<bool> RenameAsync(ClaimsPrincipal person, string id, string name)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (await PasskeyAsync(user, id) is not { } passkey) return false;
        passkey.Name = name;
        if (!(await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded) return false;
        await audit.WriteAsync(new Audited(AuditActions.PasskeyUpdated, user.Id, TargetType: "passkey", TargetId: id), CancellationToken.None);
        return true;
    }

    /// <summary>Removes one; false when it is not there.</summary>
    public async Task<bool> RemoveAsync(ClaimsPrincipal person, string id)
    {
        var user = await AccountSecurity.UserAsync(users, person);
        if (await PasskeyAsync(user, id) is not { } passkey || !(await users.RemovePasskeyAsync(user, passkey.CredentialId)).Succeeded) return false;
        await audit.WriteAsync(new Audited(AuditActions.PasskeyDeleted, user.Id, TargetType: "passkey", TargetId: id), CancellationToken.None);
        return true;
    }

    private async Task<UserPasskeyInfo?> PasskeyAsync(User user, string id) =>
        Base64Url.IsValid(id) ? await users.GetPasskeyAsync(user, Base64Url.DecodeFromChars(id)) : null;

    private static PasskeyView View(UserPasskeyInfo passkey) =>
        new(Base64Url.EncodeToString(passkey.CredentialId), string.IsNullOrWhiteSpace(passkey.Name) ? "Passkey" : passkey.Name, passkey.CreatedAt.UtcDateTime);
}
