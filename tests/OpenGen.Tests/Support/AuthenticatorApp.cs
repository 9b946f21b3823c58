using System.Globalization;
using System.Security.Cryptography;

namespace OpenGen.Tests.Support;

/// <summary>What a phone's app does with a key (RFC 6238), and what a patient person does: never the same code twice.</summary>
public sealed class AuthenticatorApp(string key)
{
    private long _last;

    /// <summary>The code of now, or of the next half minute when that of now was given out.</summary>
    public string NextCode()
    {
        _last = Math.Max(_last + 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
        return CodeAt(key, _last);
    }

    /// <summary>The last code once more.</summary>
    public string LastCode() => CodeAt(key, _last);

    /// <summary>A code that is none of any time near.</summary>
    public string WrongCode()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;
        var near = Enumerable.Range(-5, 11).Select(i => CodeAt(key, now + i)).ToHashSet();
        return Enumerable.Range(0, 12).Select(i => i.ToString("000000", CultureInfo.InvariantCulture)).First(c => !near.Contains(c));
    }

    /// <summary>The code of a step of 30 seconds.</summary>
    public static string CodeAt(string key, long step)
    {
        var bits = string.Concat(
            key.Select(
                letter =>
                    Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = BitConverter.GetBytes(step);
        if (BitConverter.IsLittleEndian) Array.Reverse(counter);
#pragma warning disable CA5350 // What the apps speak.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var at = hash[19] & 0xf;
        var number = (hash[at] & 0x7f) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
