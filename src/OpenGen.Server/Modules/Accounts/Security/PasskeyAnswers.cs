using Microsoft.AspNetCore.Identity;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Checks what a passkey answered to a challenge of ours, for signing in and as a proof.</summary>
internal sealed class PasskeyAnswers(UserManager<User> users, PeopleSignIn signIn)
{
    /// <summary>The longest credential that is looked at, in characters of JSON.</summary>
    public const int LongestCredential = 64 * 1024;

    /// <summary>Whose passkey answered our challenge; null when none did. A challenge is good for one answer.</summary>
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
}
