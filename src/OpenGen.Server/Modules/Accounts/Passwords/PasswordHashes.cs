using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Compares passwords with what is stored of them. Every comparison costs the same, whether or not there is an account, a password or
/// a hash of fewer iterations than are made today, so that the time of an answer says nothing about who is registered.
/// </summary>
internal sealed class PasswordHashes(IPasswordHasher<User> hasher, IOptions<PasswordHasherOptions> options, AppDbContext db)
{
    /// <summary>PBKDF2-HMAC-SHA512, as OWASP's Password Storage Cheat Sheet wants it.</summary>
    public const int Iterations = 210_000;

    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>HMAC-SHA512, by its number in Identity's format.</summary>
    private const int HmacSha512 = 2;

    /// <summary>
    /// Identity's format 3: a marker, then the pseudo-random function, the iterations and the length of the salt, big-endian.
    /// </summary>
    private const byte Format3 = 1;

    private const int IterationsAt = 5;

    /// <summary>Whose password is compared when there is nobody.</summary>
    private static readonly User Nobody = new() { Email = "" };

    /// <summary>Whether this is the user's password; a hash of fewer iterations is replaced when it is.</summary>
    public async Task<bool> AreEqualAsync(User user, string password, CancellationToken cancellationToken)
    {
        if (user.PasswordHash is not { } stored)
        {
            Spend(password, options.Value.IterationCount);
            return false;
        }

        var result = hasher.VerifyHashedPassword(user, stored, password);
        if (result == PasswordVerificationResult.SuccessRehashNeeded) await ReplaceAsync(user, stored, password, cancellationToken);
        else if (result == PasswordVerificationResult.Failed) Spend(password, options.Value.IterationCount - IterationsOf(stored));
        return result != PasswordVerificationResult.Failed;
    }

    /// <summary>Takes as long as a comparison, for a password that is compared with nothing.</summary>
    public void Pretend(string password) => Spend(password, options.Value.IterationCount);

    /// <summary>
    /// Beside Identity's own way, which would end the person's other sessions as a new password does: the password is the same.
    /// </summary>
    private async Task ReplaceAsync(User user, string stored, string password, CancellationToken cancellationToken)
    {
        var fresh = hasher.HashPassword(user, password);
        if (await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == stored)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.PasswordHash, fresh), cancellationToken) == 0) return;
        var entry = db.Entry(user).Property(u => u.PasswordHash);
        (entry.CurrentValue, entry.OriginalValue, entry.IsModified) = (fresh, fresh, false);
    }

    private static int IterationsOf(string stored)
    {
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(stored, bytes, out var length) && length > IterationsAt + sizeof(int) && bytes[0] == Format3
            ? (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[IterationsAt..]), int.MaxValue)
            : 0;
    }

    /// <summary>
    /// Compares with a hash of so many iterations that no password has: all that a comparison costs goes through the hasher.
    /// </summary>
    private void Spend(string password, int iterations)
    {
        if (iterations <= 0) return;
        Span<byte> hash = stackalloc byte[1 + (3 * sizeof(int)) + SaltBytes + KeyBytes];
        hash.Clear();
        hash[0] = Format3;
        BinaryPrimitives.WriteInt32BigEndian(hash[1..], HmacSha512);
        BinaryPrimitives.WriteInt32BigEndian(hash[IterationsAt..], iterations);
        BinaryPrimitives.WriteInt32BigEndian(hash[(IterationsAt + sizeof(int))..], SaltBytes);
        hasher.VerifyHashedPassword(Nobody, Convert.ToBase64String(hash), password);
    }
}
