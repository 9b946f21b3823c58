using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>What somebody gives to prove who they are; either <paramref name="Passkey"/>, or all else that their account has.</summary>
/// <param name="Password">The password.</param>
/// <param name="Code">Of the authenticator app, or a recovery code.</param>
/// <param name="Passkey">What a passkey answered to a fresh challenge (JSON of WebAuthn).</param>
internal sealed record GivenProof(string? Password, string? Code = null, string? Passkey = null);

/// <summary>
/// What an open session is asked for before it changes how its person gets in: the password, and a code where two-factor sign-in is on;
/// or a passkey, which is two factors in itself. An unlocked laptop, a stolen cookie, or a password that somebody found out,
/// is not enough to take an account over.
/// </summary>
internal sealed class Proof(UserManager<User> users, PasswordHashes hashes, SecondFactor second, SignInTries tries, PasskeyAnswers passkeys)
{
    /// <summary>The field that the failures of the password, or of the whole, name.</summary>
    public const string Field = "proof";

    /// <summary>The field that the failures of the code name.</summary>
    public const string CodeField = "proof_code";

    private static readonly Error Wrong = Error.Invalid(Field, "This is wrong. After five wrong ones, wait five minutes");
    private static readonly Error WrongPasskey = Error.Invalid(Field, "This passkey was not accepted here");

    /// <summary>
    /// Null when it is proof enough, else what to say. An account with neither password nor code nor passkey has nothing to ask for.
    /// </summary>
    public async Task<Error?> FaultAsync(User user, GivenProof given, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(given.Passkey))
            return await passkeys.AnswerAsync(given.Passkey) is { } owner && owner.Id == user.Id ? null : WrongPasskey;

        var hasPassword = await users.HasPasswordAsync(user);
        if (!hasPassword && !user.TwoFactorEnabled)
            return (await users.GetPasskeysAsync(user)).Count > 0 ? Error.Invalid(Field, "Use a passkey") : null;
        if (hasPassword && string.IsNullOrEmpty(given.Password)) return Error.Invalid(Field, "Enter your password");
        if (user.TwoFactorEnabled && string.IsNullOrWhiteSpace(given.Code))
            return Error.Invalid(hasPassword ? CodeField : Field, "Enter a code");
        if (given.Password?.Length > PasswordRules.Longest || given.Code?.Length > PasswordRules.Longest) return Wrong;
        // The password first: a code is spent by being looked at.
        return await tries.TakeAsync(user, async () =>
            (!hasPassword || await hashes.AreEqualAsync(user, given.Password!, cancellationToken))
            && (!user.TwoFactorEnabled || await second.FitsAsync(user, given.Code!)), cancellationToken) == TryOutcome.Right ? null : Wrong;
    }
}
