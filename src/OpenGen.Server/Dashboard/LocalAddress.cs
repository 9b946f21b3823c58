namespace OpenGen.Server.Dashboard;

/// <summary>Addresses to go back to. They come from the address bar, so they may lead nowhere but to this server.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is a path of this server, else the other one.</summary>
    public static string Or(string? address, string otherwise) => IsLocal(address) ? address! : otherwise;

    /// <summary>A path that carries an address to go back to; without it when that is not of this server.</summary>
    public static string With(string path, string parameter, string? address) =>
        IsLocal(address) ? $"{path}?{parameter}={Uri.EscapeDataString(address!)}" : path;

    /// <summary>
    /// Begins with one slash, and no browser can read a host into it: "//host" and "/\host" are hosts, and control characters are
    /// dropped before reading.
    /// </summary>
    internal static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
