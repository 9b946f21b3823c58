using System.Reflection;
using Microsoft.AspNetCore.Identity;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Refuses passwords that are guessed first: the most common ones, a letter or two repeated, and the account's own name or e-mail
/// (NIST SP 800-63B-4, 3.1.1.2). Length is Identity's own rule; there are no rules of digits and capitals.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    /// <summary>The fewest characters of a password.</summary>
    public const int Shortest = 8;

    /// <summary>The most characters of a password: more is refused before anything is made of it.</summary>
    public const int Longest = 200;

    private const string CommentPrefix = "# ";

    /// <summary>Passwords of fewer different characters are repetitions.</summary>
    private const int FewestDifferent = 3;

    private static readonly Lazy<HashSet<string>> Common = new(Read);

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(
            Fault(user, password ?? "") is { } fault
                ? IdentityResult.Failed(new IdentityError { Code = "PasswordRefused", Description = fault })
                : IdentityResult.Success);

    /// <summary>What is wrong with a password for this user, as the end of a sentence; null when nothing is.</summary>
    public static string? Fault(User user, string password)
    {
        if (password.Length < Shortest) return $"is too short (at least {Shortest})";
        if (password.Length > Longest) return $"is too long (at most {Longest})";
        var plain = password.ToLowerInvariant();
        if (plain.Distinct().Take(FewestDifferent).Count() < FewestDifferent) return "repeats itself; choose one that is harder to guess";
        if (Common.Value.Contains(plain)) return "is one of the most common passwords; choose another";
        return OwnWords(user).Any(word => IsMadeOf(plain, word)) ? "is your own name or e-mail; choose one that is harder to guess" : null;
    }

    private static IEnumerable<string> OwnWords(User user) =>
        new[] { user.Email, user.Email?.Split('@')[0], user.Name, user.Username }.OfType<string>().Where(w => w.Length > 0)
            .Select(w => w.ToLowerInvariant());

    /// <summary>The word alone, or with digits and signs before or after it.</summary>
    private static bool IsMadeOf(string password, string word)
    {
        var at = password.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && !password.AsSpan(0, at).ContainsAnyLetter() && !password.AsSpan(at + word.Length).ContainsAnyLetter();
    }

    private static HashSet<string> Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(file);
        var passwords = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith(CommentPrefix, StringComparison.Ordinal)) passwords.Add(line);
        return passwords;
    }
}

/// <summary>What the rules ask of characters.</summary>
internal static class PasswordCharacters
{
    /// <summary>Whether there is a letter of any script in it.</summary>
    public static bool ContainsAnyLetter(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (char.IsLetter(character)) return true;
        return false;
    }
}
