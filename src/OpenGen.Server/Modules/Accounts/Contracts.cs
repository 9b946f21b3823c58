using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>What other modules may know of users.</summary>
internal sealed class UserDirectory(AppDbContext db, TimeProvider clock)
{
    /// <summary>The user with this e-mail, or null. Whether the address is theirs, <c>EmailConfirmed</c> alone says.</summary>
    public Task<Caller?> FindByEmailAsync(string email, CancellationToken stop)
    {
        var normalized = EmailAddress.Normalize(email);
        return db.Users.AsNoTracking().Where(u => u.NormalizedEmail == normalized)
            .Select(u => new Caller(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).FirstOrDefaultAsync(stop);
    }

    /// <summary>Users by id; who is not there any more is not in it.</summary>
    public Task<Dictionary<long, Caller>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken stop) =>
        db.Users.AsNoTracking().Where(u => ids.Contains(u.Id))
            .Select(u => new Caller(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).ToDictionaryAsync(u => u.Id, stop);

    /// <summary>Keeps others from doing what is held so for this person until the caller's transaction ends.</summary>
    public Task HoldAsync(long userId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(x => x.UpdatedAt, x => x.UpdatedAt), cancellationToken);

    /// <summary>Whether this person gets the starting credits now: true once in a lifetime. In the transaction that books them.</summary>
    public async Task<bool> TakeStartingGrantAsync(long userId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await db.Users.Where(u => u.Id == userId && u.StartingGrantAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.StartingGrantAt, now), cancellationToken) == 1;
    }

    /// <summary>Takes note that the person has shown that this address is theirs; nothing when the account's is another.</summary>
    /// <returns>Whether it was not known before.</returns>
    public async Task<bool> ConfirmEmailAsync(long userId, string email, CancellationToken cancellationToken)
    {
        var (normalized, stamp) = (EmailAddress.Normalize(email), Guid.NewGuid().ToString());
        // With a new stamp, so that a change of the account that read it before does not write the old state back.
        return await db.Users.Where(u => u.Id == userId && u.NormalizedEmail == normalized && !u.EmailConfirmed)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.EmailConfirmed, true).SetProperty(x => x.ConcurrencyStamp, stamp), cancellationToken) == 1;
    }
}

/// <summary>
/// E-mail addresses in one canonical form: ASCII, lower case, a domain that a name server can know. An international domain is written in
/// its <c>xn--</c> form (IDNA's A-labels), so no letter that looks like another, has no width or is as wide as two is ever part of one.
/// </summary>
internal static partial class EmailAddress
{
    /// <summary>Characters (RFC 5321).</summary>
    public const int Longest = 254;

    private const int LongestLocalPart = 64;

    /// <summary>The canonical form, or why it is none, in words that follow "email".</summary>
    public static (string? Address, string? Fault) Read(string? text)
    {
        var typed = (text ?? "").Trim(' ');
        if (typed.Any(c => c is <= ' ' or > '~')) return (null, "has characters that no address may have here; write an international domain in its xn-- form");
        var address = typed.ToLowerInvariant();
        if (address.EndsWith('.')) return (null, "must not end with a dot");
        return address.Length <= Longest && address.IndexOf('@', StringComparison.Ordinal) <= LongestLocalPart && Form().IsMatch(address)
            ? (address, null)
            : (null, "is not an e-mail address");
    }

    /// <summary>What accounts are found by: the canonical form in capitals, as Identity keeps it. What has none, from before there was one, as it was typed.</summary>
    public static string Normalize(string email) => (Read(email).Address ?? email.Trim()).ToUpperInvariant();

    // RFC 5321's dot-string before the @, RFC 1035's labels after it.
    [GeneratedRegex(@"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex Form();
}
