using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Six-digit codes of authenticator apps (RFC 6238: HMAC-SHA-1, 30 seconds). Beside what Identity's own provider does, a code
/// works once (RFC 6238, 5.2), so that one seen over a shoulder is worth nothing, and the time is the program's clock.
/// </summary>
internal sealed class AuthenticatorCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    private const string Provider = "OpenGen";
    private const string LastStep = "LastCodeStep";
    private const int StepSeconds = 30;
    private const int Modulus = 1_000_000;

    /// <summary>Steps a phone's clock may be off, either way.</summary>
    private const int Skew = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step whose code this is; null when it is the code of none that is near.</summary>
    /// <param name="key">The shared key in base32, as the app got it.</param>
    public static long? StepOf(string key, string code, DateTime now)
    {
        var secret = Decode(key);
        var current = (long)(now - DateTime.UnixEpoch).TotalSeconds / StepSeconds;
        var given = Encoding.UTF8.GetBytes(code);
        long? found = null;
        // All are compared, each in constant time: how long it takes must not tell which was near.
        for (var step = current - Skew; step <= current + Skew; step++)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(CodeAt(secret, step))))
                found = step;
        return found;
    }

    /// <summary>Remembers a step whose code was used; false when somebody else changed the user meanwhile.</summary>
    public static async Task<bool> SpendAsync(UserManager<User> manager, User user, long step) =>
        (await manager.SetAuthenticationTokenAsync(user, Provider, LastStep, step.ToString(CultureInfo.InvariantCulture))).Succeeded;

    /// <inheritdoc/>
    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || StepOf(key, token, clock.Now()) is not { } step)
            return false;
        var last = await manager.GetAuthenticationTokenAsync(user, Provider, LastStep);
        if (last is not null && step <= long.Parse(last, CultureInfo.InvariantCulture)) return false;
        return await SpendAsync(manager, user, step);
    }

    /// <inheritdoc/>
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };

    /// <summary>Empty: the app makes the codes, nobody sends them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    // SHA-1 is what the apps speak; as an HMAC it is sound.
#pragma warning disable CA5350
    private static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % Modulus).ToString("000000", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350

    private static byte[] Decode(string base32)
    {
        var bytes = new List<byte>(base32.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var letter in base32)
        {
            buffer = (buffer << 5 | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xffff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }
        return [.. bytes];
    }
}
