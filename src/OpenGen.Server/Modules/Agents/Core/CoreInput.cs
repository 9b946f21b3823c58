using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents.Core;

/// <summary>The fields of a brand, which come flat and in the section <c>overview</c> alike.</summary>
internal interface IBrandFields
{
    Sent<string> BrandName { get; }
    Sent<string> Description { get; }
    Sent<string> IdentityType { get; }
    Sent<string> Goal { get; }
    Sent<IReadOnlyList<string>> TargetPlatforms { get; }
    Sent<bool?> Shortform { get; }
    Sent<bool?> Longform { get; }
    Sent<string> OnboardingStatus { get; }
    Sent<IReadOnlyList<string>> Keywords { get; }
    Sent<IReadOnlyList<CoreInput.Monitored>> Monitored { get; }
    Sent<IReadOnlyList<CoreInput.ResearchItem>> ResearchTopics { get; }
}

/// <summary>What stands within a change of a core: its sections, and what their lists hold. No key but these at any level.</summary>
internal static class CoreInput
{
    /// <summary>What is wrong with a URL that is none.</summary>
    public const string NoUrl = "must be a URL, such as https://www.tiktok.com/@name";

    [Strict]
    public sealed record Monitored(
        [StringLength(300, MinimumLength = 1)] string Handle, [AllowedValues("account", "hashtag", "keyword")] string ItemType);

    [Strict]
    public sealed record ResearchItem([MaxLength(500)] string Topic);

    [Strict]
    public sealed record Account(
        long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform,
        [MaxLength(200)] string? DisplayName);

    [Strict]
    public sealed record Inspired(long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform);

    [Strict]
    public sealed record VoicePick(
        [StringLength(200, MinimumLength = 1)] string VoiceId,
        [AllowedValues("public", "user_designed", "user_trained", "user_elevenlabs", "eleven_labs")] string? Source,
        [MaxLength(200)] string? Name);

    [Strict]
    public sealed record Identity([StringLength(200, MinimumLength = 1)] Sent<string> Name, [MaxLength(500)] Sent<string> ProfilePhotoUrl);

    [Strict]
    public sealed record LookPicture([StringLength(500, MinimumLength = 1)] string Url);

    [Strict]
    public sealed record Look([MaxLength(2000)] Sent<string> Description, [MaxLength(20)] Sent<IReadOnlyList<LookPicture>> ReferenceImages);

    [Strict]
    public sealed record Overview(
        [MaxLength(200)] Sent<string> BrandName,
        [MaxLength(500)] Sent<string> Description,
        [AllowedValues("brand", "character")] Sent<string> IdentityType,
        [MaxLength(100)] Sent<string> Goal,
        [MaxLength(10)] Sent<IReadOnlyList<string>> TargetPlatforms,
        Sent<bool?> Shortform,
        Sent<bool?> Longform,
        [MaxLength(50)] Sent<string> OnboardingStatus,
        [MaxLength(20)] Sent<IReadOnlyList<string>> Keywords,
        [MaxLength(50)] Sent<IReadOnlyList<Monitored>> Monitored,
        [MaxLength(20)] Sent<IReadOnlyList<ResearchItem>> ResearchTopics,
        [MaxLength(20_000)] Sent<string> Personality) : IBrandFields;

    /// <summary>What is wrong with the texts in a brand's lists.</summary>
    /// <param name="path">What stands before the fields' names.</param>
    public static void Texts(string path, IBrandFields fields, Dictionary<string, string[]> faults)
    {
        // A keyword is mirrored to the monitored items, whose handles have 300 characters at most.
        Each(path + "keywords", fields.Keywords.Value, 300, faults);
        Each(path + "target_platforms", fields.TargetPlatforms.Value, 50, faults);
        Each(path + "research_topics", fields.ResearchTopics.Value?.Select(t => t.Topic), 500, faults);
    }

    /// <summary>What is wrong with the texts of a list.</summary>
    /// <param name="longest">Characters.</param>
    public static void Each(string field, IEnumerable<string>? texts, int longest, Dictionary<string, string[]> faults)
    {
        foreach (var (text, i) in (texts ?? []).Select((t, i) => (t, i)))
            if (string.IsNullOrWhiteSpace(text)) faults[$"{field}[{i}]"] = ["can't be blank"];
            else if (text.Length > longest) faults[$"{field}[{i}]"] = [$"is too long (at most {longest})"];
            else if (text.Contains('\0', StringComparison.Ordinal)) faults[$"{field}[{i}]"] = ["must not hold a NUL character"];
    }

    /// <summary>Which of a list's URLs are none.</summary>
    public static void Urls(string field, IEnumerable<string>? urls, Dictionary<string, string[]> faults)
    {
        foreach (var (url, i) in (urls ?? []).Select((u, i) => (u, i)))
            if (!SocialPlatform.IsUrl(url)) faults[$"{field}[{i}].url"] = [NoUrl];
    }

    /// <summary>Which ids of a list stood in it before.</summary>
    public static void Twice(string field, IEnumerable<long?>? ids, Dictionary<string, string[]> faults)
    {
        var seen = new HashSet<long>();
        foreach (var (id, i) in (ids ?? []).Select((id, i) => (id, i)))
            if (id is { } given && !seen.Add(given)) faults[$"{field}[{i}].id"] = ["is named twice"];
    }
}
