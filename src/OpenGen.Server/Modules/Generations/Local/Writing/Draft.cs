using System.Text.RegularExpressions;
using OpenGen.Server.Modules.Generations.Local.Writing.Content;
using OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>One text in the making: what was asked, what is known, and which sentences have been used.</summary>
internal sealed partial class Draft
{
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    public Draft(Ask ask, WritingBrief brief, Domain domain, Dice dice, WriterContent content)
    {
        Content = content;
        Ask = ask;
        Prompt = brief.Prompt;
        var looked = domain == Domains.General && ask.Subject.Verb is null && !English.IsGerund(ask.Subject.Core);
        Domain = !looked ? domain : ask.Sells ? Domains.Goods : Domains.Wonder;
        Factual = (looked && !ask.Sells) || domain.Factual;
        Dice = dice;
        Brand = string.IsNullOrWhiteSpace(brief.Brand.BrandName) ? null : brief.Brand.BrandName.Trim();
        Goal = GoalOf(brief.Prompt) ?? GoalOf(brief.Brand.Goal ?? "") ?? (ask.Sells ? Goal.Sell : Goal.Follow);
    }

    public WriterContent Content { get; }
    public Phrases Phrases => Content.Phrases;
    public Domains Domains => Content.Domains;
    public Ask Ask { get; }
    public string Prompt { get; }
    public Domain Domain { get; }
    public Dice Dice { get; }
    public string? Brand { get; }
    public Goal Goal { get; }

    /// <summary>The topic is something one looks at rather than does: it wants telling, not advice.</summary>
    public bool Factual { get; }

    /// <summary>Tips of the domain that go with the topic, the closest first.</summary>
    public IReadOnlyList<Tip> Tips() => Close(Domain.Tips, tip => tip.For);

    /// <summary>Myths of the domain that go with the topic, the closest first.</summary>
    public IReadOnlyList<Myth> Myths() => Close(Domain.Myths, myth => myth.For);

    private IReadOnlyList<T> Close<T>(IReadOnlyList<T> items, Func<T, IReadOnlyList<string>> topics)
    {
        var words = Ask.Subject.Core.ToLowerInvariant();
        var close = items.Where(item => topics(item).Any(word => Regex.IsMatch(words, $@"\b{Regex.Escape(word)}s?\b"))).ToList();
        return [.. Dice.Order(close), .. Dice.Order(items.Where(item => topics(item).Count == 0))];
    }

    /// <summary>The sentence with its places filled, or null if it has one that cannot be.</summary>
    public string? Fill(string template, int? number = null)
    {
        var text = Ask.Subject.Fill(template, Ask.Audience, Brand, number);
        return text is null ? null : Voiced(text);
    }

    /// <summary>One of the sentences: not used before, and within so many words if any is.</summary>
    public string? One(IEnumerable<string> templates, int maxWords = int.MaxValue, int? number = null)
    {
        var filled = templates.Select(template => Fill(template, number)).OfType<string>().Where(text => !_used.Contains(text)).ToList();
        var fitting = filled.Where(text => English.CountWords(text) <= maxWords).ToList();
        if (fitting.Count == 0) return null;
        var chosen = Dice.Pick(fitting);
        _used.Add(chosen);
        return chosen;
    }

    /// <summary>As <see cref="One"/>, from several lists: an earlier list is more likely.</summary>
    public string? OneOf(int maxWords, params IEnumerable<string>[] lists) =>
        One(lists.SelectMany(list => Dice.Order(list)), maxWords);

    /// <summary>For the middle of a sentence; "I" and names stay in capitals.</summary>
    public string Lowered(string text) =>
        text.Length < 2 || text.StartsWith("I ", StringComparison.Ordinal) || char.IsUpper(text[1]) || Domains.OpensWithName(text)
            ? text
            : char.ToLowerInvariant(text[0]) + text[1..];

    public bool Names(string text) =>
        text.Contains(Ask.Subject.Core, StringComparison.OrdinalIgnoreCase) || Ask.Subject.Core.Split(' ').Where(word => word.Length > 3)
        .Any(word => text.Contains(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase));

    // A formal voice does not contract.
    private string Voiced(string text) => Ask.Tone is Tone.Luxury or Tone.Expert ? English.WithoutContractions(text) : text;

    private static Goal? GoalOf(string text) =>
        SubscribeWords().IsMatch(text) ? Writing.Goal.Subscribe
        : BookWords().IsMatch(text) ? Writing.Goal.Book
        : DownloadWords().IsMatch(text) ? Writing.Goal.Download
        : SignUpWords().IsMatch(text) ? Writing.Goal.SignUp
        : DonateWords().IsMatch(text) ? Writing.Goal.Donate
        : VisitWords().IsMatch(text) ? Writing.Goal.Visit
        : SellWords().IsMatch(text) ? Writing.Goal.Sell
        : ContactWords().IsMatch(text) ? Writing.Goal.Contact
        : FollowWords().IsMatch(text) ? Writing.Goal.Follow : null;

    [GeneratedRegex(@"\b(?:newsletter|subscri\w+|mailing list)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SubscribeWords();

    [GeneratedRegex(@"\b(?:bookings?|book (?:a|an|your|more|calls?|tables?|demos?|appointments?|sessions?)|appointments?|consultations?|reservations?|discovery calls?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BookWords();

    [GeneratedRegex(@"\b(?:downloads?|installs?|get the app)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DownloadWords();

    [GeneratedRegex(@"\b(?:sign[- ]?ups?|free trials?|registrations?|leads|join the waitlist|waitlist|new users)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SignUpWords();

    [GeneratedRegex(@"\b(?:donat\w+|fundrais\w+|charity)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DonateWords();

    [GeneratedRegex(@"\b(?:foot traffic|walk-ins|visit(?:s|ors)? (?:us|our|the)|visit our|store visits|footfall|come by)\b", RegexOptions.IgnoreCase)]
    private static partial Regex VisitWords();

    [GeneratedRegex(@"\b(?:sell\w*|sales|orders|purchases?|customers|revenue|shop now|conversions?|buy (?:our|now|it))\b", RegexOptions.IgnoreCase)]
    private static partial Regex SellWords();

    [GeneratedRegex(@"\b(?:contact us|inquiries|enquiries|message us|DMs?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ContactWords();

    [GeneratedRegex(@"\b(?:followers|follow us|community|awareness|audience growth|grow (?:our|my|the|an) (?:audience|channel|following))\b", RegexOptions.IgnoreCase)]
    private static partial Regex FollowWords();
}
