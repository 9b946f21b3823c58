namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>Reads the platform off a profile's URL.</summary>
internal static class SocialPlatform
{
    private static readonly (string Host, string Platform)[] Known =
    [
        ("tiktok.com", "tiktok"), ("instagram.com", "instagram"), ("youtube.com", "youtube"), ("youtu.be", "youtube"),
        ("facebook.com", "facebook"), ("x.com", "x"), ("twitter.com", "x"), ("linkedin.com", "linkedin"), ("threads.net", "threads"),
        ("threads.com", "threads"), ("pinterest.com", "pinterest"), ("snapchat.com", "snapchat"), ("reddit.com", "reddit"),
        ("twitch.tv", "twitch"),
    ];

    /// <summary>The platform's name, or null for a site that is none.</summary>
    public static string? Of(string url) => Read(url) is { } uri
        ? Array.Find(Known, k => uri.Host == k.Host || uri.Host.EndsWith("." + k.Host, StringComparison.Ordinal)).Platform
        : null;

    /// <summary>Whether it is an address of the web; people leave out the scheme.</summary>
    public static bool IsUrl(string url) => Read(url) is not null;

    private static Uri? Read(string url) =>
        Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" && (uri.Host.Contains('.', StringComparison.Ordinal) || uri.IsLoopback)
        && !url.Any(char.IsControl)
            ? uri
            : null;
}
