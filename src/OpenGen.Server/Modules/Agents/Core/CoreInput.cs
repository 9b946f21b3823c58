using System.ComponentModel.DataAnnotations;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

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

/// <summary>What PATCH /v1/agents/{agent_id}/core takes: flat fields, sections, or both. No other key at any level.</summary>
internal static class CoreInput
{
    [Strict]
    public sealed record Monitored([StringLength(300, MinimumLength = 1)] string Handle, [AllowedValues("account", "hashtag", "keyword")] string ItemType);

    [Strict]
    public sealed record ResearchItem([MaxLength(500)] string Topic);

    [Strict]
    public sealed record Account(long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform, [MaxLength(200)] string? DisplayName);

    [Strict]
    public sealed record Inspired(long? Id, [StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform);

    [Strict]
    public sealed record VoicePick(
        [StringLength(200, MinimumLength = 1)] string VoiceId,
        [AllowedValues("public", "user_designed", "user_trained", "user_elevenlabs", "eleven_labs")] string? Source, [MaxLength(200)] string? Name);

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

    [Strict]
    public sealed record CorePatch(
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
        [MaxLength(20)] Sent<IReadOnlyList<Account>> LinkedAccounts,
        [MaxLength(20_000)] Sent<string> Personality,
        Sent<VoicePick> DefaultUserVoice,
        Sent<Identity> Identity,
        Sent<Overview> Overview,
        [MaxLength(50)] Sent<IReadOnlyList<Inspired>> Inspiration,
        Sent<VoicePick> Voice,
        Sent<Look> Look,
        [MaxLength(20)] Sent<IReadOnlyList<Account>> Accounts) : Input<CorePatch>, IBrandFields
    {
        /// <summary>Whether a flat field of the brand was sent.</summary>
        public bool TouchesBrand => BrandName.IsSent || Description.IsSent || IdentityType.IsSent || Goal.IsSent || TargetPlatforms.IsSent || Shortform.IsSent
            || Longform.IsSent || OnboardingStatus.IsSent || Keywords.IsSent || Monitored.IsSent || ResearchTopics.IsSent || LinkedAccounts.IsSent;

        /// <summary>What the attributes cannot say: sections that are not there to be nulled, list elements, URLs, ids named twice.</summary>
        public Dictionary<string, string[]> Faults()
        {
            var faults = new Dictionary<string, string[]>();
            if (Identity is { IsSent: true, Value: null }) faults["identity"] = ["must be an object"];
            if (Overview is { IsSent: true, Value: null }) faults["overview"] = ["must be an object"];
            if (Identity.Value is { Name: { IsSent: true, Value: null } }) faults["identity.name"] = ["can't be blank"];
            else if (Identity.Value is { Name: { IsSent: true, Value: var name } } && string.IsNullOrWhiteSpace(name)) faults["identity.name"] = ["can't be blank"];
            if (Identity.Value?.ProfilePhotoUrl.Value is { Length: > 0 } photo && !SocialPlatform.IsUrl(photo)) faults["identity.profile_photo_url"] = [NoUrl];
            Texts("", this, faults);
            if (Overview.Value is { } overview) Texts("overview.", overview, faults);
            Urls("linked_accounts", LinkedAccounts.Value?.Select(a => a.Url), faults);
            Urls("accounts", Accounts.Value?.Select(a => a.Url), faults);
            Urls("inspiration", Inspiration.Value?.Select(i => i.Url), faults);
            Urls("look.reference_images", Look.Value?.ReferenceImages.Value?.Select(i => i.Url), faults);
            Twice("linked_accounts", LinkedAccounts.Value?.Select(a => a.Id), faults);
            Twice("accounts", Accounts.Value?.Select(a => a.Id), faults);
            Twice("inspiration", Inspiration.Value?.Select(i => i.Id), faults);
            return faults;
        }
    }

    /// <summary>An item that is added on its own.</summary>
    public sealed record AddAccount([StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform, [MaxLength(200)] string? DisplayName) : Input<AddAccount>;

    public sealed record AddInspiration([StringLength(500, MinimumLength = 1)] string Url, [MaxLength(50)] string? Platform) : Input<AddInspiration>;

    public const string NoUrl = "must be a URL, such as https://www.tiktok.com/@name";

    private static void Texts(string path, IBrandFields fields, Dictionary<string, string[]> faults)
    {
        // A keyword is mirrored to the monitored items, whose handles have 300 characters at most.
        Each(path + "keywords", fields.Keywords.Value, 300, faults);
        Each(path + "target_platforms", fields.TargetPlatforms.Value, 50, faults);
        Each(path + "research_topics", fields.ResearchTopics.Value?.Select(t => t.Topic), 500, faults);
    }

    public static void Each(string field, IEnumerable<string>? texts, int longest, Dictionary<string, string[]> faults)
    {
        foreach (var (text, i) in (texts ?? []).Select((t, i) => (t, i)))
            if (string.IsNullOrWhiteSpace(text)) faults[$"{field}[{i}]"] = ["can't be blank"];
            else if (text.Length > longest) faults[$"{field}[{i}]"] = [$"is too long (at most {longest})"];
            else if (text.Contains('\0', StringComparison.Ordinal)) faults[$"{field}[{i}]"] = ["must not hold a NUL character"];
    }

    public static void Urls(string field, IEnumerable<string>? urls, Dictionary<string, string[]> faults)
    {
        foreach (var (url, i) in (urls ?? []).Select((u, i) => (u, i)))
            if (!SocialPlatform.IsUrl(url)) faults[$"{field}[{i}].url"] = [NoUrl];
    }

    public static void Twice(string field, IEnumerable<long?>? ids, Dictionary<string, string[]> faults)
    {
        var seen = new HashSet<long>();
        foreach (var (id, i) in (ids ?? []).Select((id, i) => (id, i)))
            if (id is { } given && !seen.Add(given)) faults[$"{field}[{i}].id"] = ["is named twice"];
    }
}
