using System.Text.RegularExpressions;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Generations.Local.Writing.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>
/// Understands a prompt: what is wanted, about what, for whom, how long, in which voice and language. The patterns here read English;
/// the words of other languages come from their files.
/// </summary>
internal static partial class AskReader
{
    // Slow enough for captions to be read along; pauses are in it.
    private const double WordsPerSecond = 2.4;

    /// <summary>A number of something, at the beginning of a pattern: group 1, and to group 2.</summary>
    public const string Amount = @"\b(\d+|one|two|three|half a|a)(?:\s*(?:-|–|to)\s*(\d+))?[\s-]*";

    /// <summary>A number of words, at the beginning of a pattern: its bound is group 1, the number group 2, and to group 3.</summary>
    public const string WordAmount =
        @"\b(?:(under|less than|fewer than|below|no more than|at most|up to|max(?:imum)?(?: of)?|within|not more than|about|around|roughly"
        + @"|approximately|exactly)\s+)?(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:\s*(?:-|–|to)\s*(\d+))?[\s-]*";

    private static readonly (TextKind Kind, Regex Pattern)[] Kinds =
    [
        (TextKind.ImagePrompt, ImageWords()),
        (TextKind.VideoPrompt, VideoPromptWords()),
        (TextKind.Hashtags, HashtagWords()),
        (TextKind.CallToAction, CallToActionWords()),
        (TextKind.Title, TitleWords()),
        (TextKind.Hook, HookWords()),
        (TextKind.Caption, CaptionWords()),
        (TextKind.Question, QuestionWords()),
        (TextKind.Quote, QuoteWords()),
        (TextKind.Tagline, TaglineWords()),
        (TextKind.Name, NameWords()),
        (TextKind.Ideas, IdeaWords()),
        (TextKind.List, ListWords()),
        (TextKind.Script, ScriptWords()),
    ];

    private static readonly (Tone Tone, Regex Pattern)[] Tones =
    [
        (Tone.Luxury, LuxuryWords()),
        (Tone.Playful, PlayfulWords()),
        (Tone.Bold, BoldWords()),
        (Tone.Expert, ExpertWords()),
        (Tone.Calm, CalmWords()),
        (Tone.Friendly, FriendlyWords()),
    ];

    public static Ask Read(WritingBrief brief, WriterContent content)
    {
        var (prompt, languages) = (Resolve(brief), content.Languages);
        var kind = KindOf(prompt, languages);
        // "Three tips, thirty seconds" is spoken.
        if (kind == TextKind.List && (SpokenWords().IsMatch(prompt) || SecondsOf(prompt, languages) is not null)) kind = TextKind.Script;
        var (subject, audience) = TopicReader.Read(prompt, kind, brief, content);
        audience ??= Variable(brief, "audience", "target audience", "target_audience", "viewer");
        var seconds = SecondsOf(prompt, languages);
        var (target, max) = WordLimits(prompt, languages);
        if (seconds is { } s && target is null && max is null
            && kind is TextKind.Script or TextKind.List or TextKind.Hook or TextKind.CallToAction)
            target = Math.Max(4, (int)Math.Round(seconds.GetValueOrDefault() * WordsPerSecond));
        if (brief.MaxTokens is { } tokens) max = Math.Min(max ?? int.MaxValue, Math.Max(6, tokens * 3 / 4));

        return new Ask(
            kind, subject, audience, ToneOf(prompt, brief), languages.Of(prompt, Variable(brief, "language", "lang")),
            CountOf(prompt, kind), target, max, SentencesOf(prompt), FrameOf(prompt),
            subject.Own || SellingWords().IsMatch(prompt), kind == TextKind.Caption && !NoHashtags().IsMatch(prompt),
            !NoCallToAction().IsMatch(prompt));
    }

    /// <summary>A variable by any of its names; case, blanks and underscores do not matter.</summary>
    public static string? Variable(WritingBrief brief, params string[] names) =>
        names.Select(name => brief.Variables.FirstOrDefault(v => Same(v.Key, name) && !string.IsNullOrWhiteSpace(v.Value)).Value)
            .FirstOrDefault(value => value is not null)?.Trim();

    private static string Resolve(WritingBrief brief) => Placeholder().Replace(brief.Prompt, match =>
    {
        var name = match.Groups[1].Value;
        return Variable(brief, name) ?? name.Trim().ToLowerInvariant().Replace(' ', '_') switch
        {
            "brand_name" or "brand" => brief.Brand.BrandName,
            "description" => brief.Brand.Description,
            "personality" => brief.Brand.Personality,
            "goal" => brief.Brand.Goal,
            "keywords" => string.Join(", ", brief.Brand.Keywords ?? []),
            _ => null,
        } ?? "";
    });

    private static bool Same(string a, string b) =>
        string.Equals(a.Replace('_', ' ').Trim(), b.Replace('_', ' ').Trim(), StringComparison.OrdinalIgnoreCase);

    // The first kind that is named decides: "a hook for a video script about titles" asks for a hook.
    private static TextKind KindOf(string prompt, Languages languages)
    {
        var best = TextKind.Script;
        var bestAt = int.MaxValue;
        foreach (var (kind, english) in Kinds)
        {
            // "a script with a hook and a call to action": what follows "with" is a part, not the kind.
            foreach (var pattern in new[] { english, languages.Kinds[kind] }.OfType<Regex>())
            {
                var named = pattern.Matches(prompt).FirstOrDefault(match => !PartsBefore().IsMatch(prompt[..match.Index]));
                if (named?.Index < bestAt) (best, bestAt) = (kind, named.Index);
            }
        }

        return best;
    }

    private static Tone ToneOf(string prompt, WritingBrief brief)
    {
        foreach (var text in new[] { prompt, Variable(brief, "tone", "style", "voice"), brief.Brand.Personality })
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var found = Tones.Where(t => t.Pattern.IsMatch(text)).OrderBy(t => t.Pattern.Match(text).Index).ToList();
            if (found.Count > 0) return found[0].Tone;
        }

        return Tone.Neutral;
    }

    private static double? SecondsOf(string prompt, Languages languages)
    {
        if (languages.Minutes.Earlier(languages.Seconds.Earlier(Duration().Match(prompt), prompt), prompt) is not { Success: true } match)
            return null;
        var amount = match.Groups[1].Value.StartsWith("half", StringComparison.OrdinalIgnoreCase)
            ? 0.5
            : English.NumberOf(match.Groups[1].Value) ?? 1;
        if (match.Groups[2].Success && int.TryParse(match.Groups[2].Value, out var upper)) amount = (amount + upper) / 2;
        var minutes = languages.Minutes?.Match(prompt) is { Success: true } other && other.Index == match.Index;
        return minutes || match.Groups[3].Value.StartsWith('m') || match.Groups[3].Value.StartsWith('M') ? amount * 60 : amount;
    }

    private static (int? Target, int? Max) WordLimits(string prompt, Languages languages)
    {
        var characters = CharacterLimit().Match(prompt);
        if (characters.Success)
            return (null, Math.Max(3, int.Parse(characters.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) / 7));
        var match = languages.Words.Earlier(WordLimit().Match(prompt), prompt);
        if (!match.Success || English.NumberOf(match.Groups[2].Value) is not { } words) return (null, null);
        var bound = match.Groups[1].Value.ToLowerInvariant();
        if (match.Groups[3].Success && English.NumberOf(match.Groups[3].Value) is { } upper) return ((words + upper) / 2, upper);
        if (bound.Length == 0 && MaximumAfter().IsMatch(prompt[(match.Index + match.Length)..])) return (null, words);
        return bound switch
        {
            "" or "about" or "around" or "roughly" or "approximately" or "exactly" => (words, null),
            "under" or "less than" or "fewer than" or "below" => (null, words - 1),
            _ => (null, words),
        };
    }

    private static int? SentencesOf(string prompt)
    {
        var match = SentenceCount().Match(prompt);
        return match.Success ? English.NumberOf(match.Groups[1].Value) ?? 1 : null;
    }

    private static int? CountOf(string prompt, TextKind kind)
    {
        var match = ItemCount().Match(prompt);
        if (match.Success && English.NumberOf(match.Groups[1].Value) is { } n and > 0) return Math.Min(n, 20);
        return kind is TextKind.List or TextKind.Ideas ? 5 : null;
    }

    private static Frame? FrameOf(string prompt)
    {
        if (MythFrame().IsMatch(prompt)) return Frame.MythAndFact;
        if (StoryFrame().IsMatch(prompt)) return Frame.Story;
        if (ListFrame().IsMatch(prompt)) return Frame.Listicle;
        if (ContrarianFrame().IsMatch(prompt)) return Frame.Contrarian;
        if (HowToFrame().IsMatch(prompt)) return Frame.HowTo;
        if (ProblemFrame().IsMatch(prompt)) return Frame.ProblemAgitateSolve;
        if (AidaFrame().IsMatch(prompt)) return Frame.AttentionInterestDesireAction;
        if (BeforeAfterFrame().IsMatch(prompt)) return Frame.BeforeAfterBridge;
        return null;
    }

    [GeneratedRegex(@"\{\{\s*([^{}]+?)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(?:image|visual|picture|photo|midjourney|thumbnail|background|art) prompts?\b|\bprompts? for (?:an? |the )?(?:image|picture|photo|illustration|thumbnail)|\b(?:picture|photo|photograph|image|illustration|painting|drawing|portrait|poster|thumbnail|wallpaper) (?:of|showing|that shows|for)\b|\bdescribe (?:an? |the )?(?:picture|image|photo|photograph|illustration|visual|background|scene)\b|\b(?:opening|background|hero|cover) (?:image|visual|picture)\b|\bvisual (?:description|of)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ImageWords();

    [GeneratedRegex(@"\b(?:video|motion|animation|sora|veo|kling|b-?roll|clip|shot) prompts?\b|\bprompts? for (?:an? |the )?(?:[\w-]+ )?(?:video|clip|b-?roll|animation)\b|\bdescribe (?:an? |the )?(?:[\w-]+ )?(?:video|clip|shot|footage|b-?roll)\b|\bb-?roll\b|\b(?:video|visual) description of\b", RegexOptions.IgnoreCase)]
    private static partial Regex VideoPromptWords();

    [GeneratedRegex(@"\b(?:write|give|list|generate|suggest|create|find|need)\b[^.]{0,24}\bhashtags?\b(?! and)|^\s*(?:\d+ )?hashtags\b", RegexOptions.IgnoreCase)]
    private static partial Regex HashtagWords();

    [GeneratedRegex(@"\bcalls?[- ]to[- ]action\b|\bCTAs?\b|\bclosing line\b|\bend(?:ing)? line\b|\boutro\b", RegexOptions.IgnoreCase)]
    private static partial Regex CallToActionWords();

    [GeneratedRegex(@"\b(?:titles?|headlines?|subject lines?|heading)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TitleWords();

    [GeneratedRegex(@"\b(?:hooks?|opening lines?|opener|first lines?|scroll[- ]stoppers?|attention[- ]grabbers?|one-liners?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HookWords();

    [GeneratedRegex(@"\b(?:captions?(?! style)|(?:video|youtube|post|product|short|tiktok|reel|channel|instagram) descriptions?|description (?:for|of) (?:an? |the |my |our |this )?(?:video|post|reel|product|channel|tiktok|short)|(?:social(?: media)?|instagram|linkedin|facebook|tiktok|twitter) posts?|tweets?|write a post|bio)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CaptionWords();

    [GeneratedRegex(@"\b(?:a|one|\d+|write|ask|engaging|poll|quiz|open|thought-provoking) (?:[\w-]+ )?questions?\b|\bquestions? (?:to|for|about)\b", RegexOptions.IgnoreCase)]
    private static partial Regex QuestionWords();

    [GeneratedRegex(@"\b(?:quotes?|sayings?|affirmations?|proverb)\b", RegexOptions.IgnoreCase)]
    private static partial Regex QuoteWords();

    [GeneratedRegex(@"\b(?:taglines?|slogans?|mottos?|claim for)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TaglineWords();

    [GeneratedRegex(@"\b(?:brand|company|business|product|shop|channel|podcast|store|app|catchy|good|creative)? ?names? (?:for|ideas)\b|\bname (?:a|my|our|the|this)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NameWords();

    [GeneratedRegex(@"\b(?:video|content|post|reel|topic|tiktok|short|story)? ?ideas\b|\btopics (?:for|about)\b", RegexOptions.IgnoreCase)]
    private static partial Regex IdeaWords();

    [GeneratedRegex(@"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|some|quick|a few|list of|list|bullet points?)\b(?: [\w'-]+){0,3}? ?\b(?:tips?|ways?|reasons?|facts?|steps?|mistakes?|myths?|benefits?|tricks?|hacks?|lessons?|habits?|points?|things?|rules?|signs?|items?|secrets?)\b(?! (?:video|script|voice))|\b(?:list|bullet points?|checklist)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ListWords();

    [GeneratedRegex(@"\b(?:scripts?|voice[- ]?overs?|narrations?|monologues?|spoken|story|ads?|commercials?|promos?|explainer|speech|dialogue)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptWords();

    [GeneratedRegex(@"\b(?:scripts?|voice[- ]?overs?|narrations?|spoken)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenWords();

    [GeneratedRegex(@"(?:\bwith|\bincluding|\binclude|\bplus|\bfollowed by|\bends? (?:with|on)|\bending (?:with|on)|\bstarts? with|\bbased on|\bfollows|\bfrom|\bmatch(?:es|ing)?|\buse|\bgiven|\band)\s+(?:an?|the|this|one|some|three|\d+)?\s*(?:[\w-]+ ){0,2}$", RegexOptions.IgnoreCase)]
    private static partial Regex PartsBefore();

    [GeneratedRegex(Amount + @"(s|secs?|seconds?|mins?|minutes?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Duration();

    [GeneratedRegex(WordAmount + @"words?\b", RegexOptions.IgnoreCase)]
    private static partial Regex WordLimit();

    [GeneratedRegex(@"^\s*(?:max|maximum|or less|or fewer|at most|tops|limit)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MaximumAfter();

    [GeneratedRegex(@"\b(\d+)[\s-]*(?:characters?|chars?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CharacterLimit();

    [GeneratedRegex(@"\b(\d+|one|two|three|four|five|six|single|a)[\s-]+(?:short |punchy |simple )?(?:sentences?|lines?(?! of))\b", RegexOptions.IgnoreCase)]
    private static partial Regex SentenceCount();

    [GeneratedRegex(@"\b(\d+|two|three|four|five|six|seven|eight|nine|ten)\b(?!\s*(?:-|–)?\s*(?:s|secs?|seconds?|mins?|minutes?|words?|sentences?|lines?|characters?|chars?|years?|hours?|days?|%|k\b|x\b)\b)(?: [\w'-]+){0,3}? ?\b(?:tips?|ways?|reasons?|facts?|steps?|mistakes?|myths?|benefits?|tricks?|hacks?|lessons?|habits?|points?|things?|rules?|signs?|items?|secrets?|hooks?|titles?|headlines?|ideas?|captions?|questions?|quotes?|taglines?|slogans?|names?|hashtags?|options?|versions?|variations?|CTAs?|calls|openers?|scroll)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ItemCount();

    [GeneratedRegex(@"\b(?:promot\w*|advert\w*|ads?|commercial|sell|selling|launch\w*|introduc\w+ (?:our|my|the new)|promos?|product video|listings?|offer)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SellingWords();

    [GeneratedRegex(@"\b(?:no|without|skip|don't (?:use|add|include)) (?:any )?hashtags?\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoHashtags();

    [GeneratedRegex(@"\b(?:no|without|skip|don't (?:use|add|include)) (?:an? |any )?(?:CTAs?|calls? to action)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoCallToAction();

    [GeneratedRegex(@"\b(?:luxur\w+|elegan\w+|premium|sophisticat\w+|refined|exclusive|high-end|timeless|opulent|prestig\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LuxuryWords();

    [GeneratedRegex(@"\b(?:playful\w*|funny|humou?r\w*|witty|quirky|cheeky|fun|silly|sarcastic|ironic|goofy|cheerful|gen ?z)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlayfulWords();

    [GeneratedRegex(@"\b(?:bold|edgy|confident|provocative|daring|fearless|direct|blunt|energetic|punchy|rebellious|aggressive|high-energy|hype|motivational|powerful|no-nonsense)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BoldWords();

    [GeneratedRegex(@"\b(?:experts?|professional|authoritative|educational|informative|academic|serious|analytical|credible|knowledgeable|precise|scientific|factual)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ExpertWords();

    [GeneratedRegex(@"\b(?:calm\w*|soothing|gentle|soft|mindful|peaceful|reflective|poetic|quiet|slow)\b(?= (?:and|tone|voice|style|,|mood|language)|[.,;]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex CalmWords();

    [GeneratedRegex(@"\b(?:friendly|warm\w*|casual|conversational|approachable|welcoming|relatable|kind|caring|down-to-earth|empathetic|supportive|honest)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FriendlyWords();

    [GeneratedRegex(@"\bmyths?\b|\bmisconceptions?\b|\bmyth[- ]bust", RegexOptions.IgnoreCase)]
    private static partial Regex MythFrame();

    [GeneratedRegex(@"\b(?:stor(?:y|ies|ytelling)|narrative|day in the life|POV)\b", RegexOptions.IgnoreCase)]
    private static partial Regex StoryFrame();

    [GeneratedRegex(@"\b(?:listicle|\d+ (?:[\w-]+ )?(?:tips|ways|things|reasons|facts|mistakes|habits|tricks|hacks|secrets)|(?:three|four|five|six|seven) (?:[\w-]+ )?(?:tips|ways|things|reasons|facts|mistakes|habits|tricks|hacks|secrets)|tips)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ListFrame();

    [GeneratedRegex(@"\b(?:contrarian|unpopular opinion|controversial|hot take)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ContrarianFrame();

    [GeneratedRegex(@"\b(?:how[- ]to|tutorial|step[- ]by[- ]step|guide|explain(?:er|ing|s)? how|instructions?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HowToFrame();

    [GeneratedRegex(@"\bPAS\b|\bproblem[- ,]+agitat\w+|\bpain points?\b", RegexOptions.IgnoreCase)]
    private static partial Regex ProblemFrame();

    [GeneratedRegex(@"\bAIDA\b")]
    private static partial Regex AidaFrame();

    [GeneratedRegex(@"\bBAB\b|\bbefore[- ](?:and[- ])?after\b|\btransformation\b", RegexOptions.IgnoreCase)]
    private static partial Regex BeforeAfterFrame();
}
