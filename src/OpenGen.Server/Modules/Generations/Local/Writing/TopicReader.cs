using System.Text.RegularExpressions;
using OpenGen.Server.Modules.Generations.Local.Writing.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>
/// Finds what a prompt is about, and for whom, under the words that give instructions. The patterns here read English; the words of
/// other languages come from their files.
/// </summary>
internal static partial class TopicReader
{
    private const int LongestTopic = 7;

    /// <summary>What follows is no platform and no kind of video, in a pattern: neither is a topic.</summary>
    public const string NoPlatform =
        @"(?!(?:instagram|tiktok|youtube|reels?|shorts|linkedin|facebook|twitter|social|(?:a|an|the|my|our|this|your) (?:\d+[\w-]* )?"
        + @"(?:\w+[ -])?(?:video|reel|short|tiktok|post|story|script|clip|channel|page|slide)s?\b(?! of| about))\b)";

    public static (Subject Subject, string? Audience) Read(string prompt, TextKind kind, WritingBrief brief, WriterContent content)
    {
        var languages = content.Languages;
        string? audience = null;
        var visual = kind is TextKind.ImagePrompt or TextKind.VideoPrompt;
        foreach (var candidate in Candidates(prompt, visual, languages))
        {
            var (topic, found) = WithoutAudience(Cut(candidate, visual, languages));
            audience ??= found;
            if (SubjectOf(topic, visual, languages) is { } subject) return (subject, audience ?? AudienceOf(prompt));
        }

        audience ??= AudienceOf(prompt);
        string?[] others =
        [
            AskReader.Variable(brief, "topic", "subject", "product", "theme", "title", "idea", "keyword", "product name"),
            brief.Brand.Keywords is [var keyword, ..] ? keyword : null, brief.Brand.Description, brief.Brand.BrandName,
        ];
        foreach (var other in others)
        {
            if (other is not null && SubjectOf(Cut(other, visual: false, languages), visual: false, languages) is { } subject)
                return (subject, audience);
        }

        return (new Subject(content.Phrases.UsualTopic), audience);
    }

    // From the surest sign of a topic to the faintest.
    private static IEnumerable<string> Candidates(string prompt, bool visual, Languages languages)
    {
        if (languages.TopicLabel.Earlier(Labelled().Match(prompt), prompt) is { Success: true } labelled)
            yield return labelled.Groups[1].Value;
        if (KindLabelled().Match(prompt) is { Success: true } kindly) yield return kindly.Groups[1].Value;
        if (languages.QuotedTopic.Earlier(QuotedTopic().Match(prompt), prompt) is { Success: true } quoted)
            yield return quoted.Groups[1].Value;
        if (visual && VisualOf().Match(prompt) is { Success: true } seen) yield return seen.Groups[1].Value;
        if (languages.About.Earlier(AboutWords().Match(prompt), prompt) is { Success: true } about) yield return about.Groups[1].Value;
        if (Wondering().Match(prompt) is { Success: true } wondering) yield return wondering.Groups[1].Value;
        if (Doing().Match(prompt) is { Success: true } doing) yield return "how to " + doing.Groups[1].Value;
        if (OfWords().Match(prompt) is { Success: true } of) yield return of.Groups[1].Value;
        foreach (var match in languages.For.Among(ForWords().Matches(prompt), prompt)) yield return match.Groups[1].Value;
        if (BeforeKind().Match(prompt) is { Success: true } before) yield return Filler().Replace(before.Groups[1].Value, " ");
        if (Quoted().Match(prompt) is { Success: true } any) yield return any.Groups[1].Value;
        if (AfterColon().Match(prompt) is { Success: true } colon) yield return colon.Groups[1].Value;
        if (Explaining().Match(prompt) is { Success: true } explaining) yield return explaining.Groups[1].Value;
        var bare = prompt.Trim();
        if (!Instruction().IsMatch(bare) && languages.Instruction?.IsMatch(bare) != true) yield return bare;
    }

    private static string Cut(string text, bool visual, Languages languages)
    {
        text = text.Trim().Trim('"', '“', '”', '\'', ' ');
        var stop = visual ? VisualStop().Match(text) : languages.Stop.Earlier(Stop().Match(text), text);
        if (stop is { Success: true, Index: > 0 }) text = text[..stop.Index];
        return text.Trim().TrimEnd('.', ',', ';', ':', '!', '?', '-').Trim('"', '“', '”', ' ');
    }

    private static (string Topic, string? Audience) WithoutAudience(string topic)
    {
        var match = ForAudience().Match(topic);
        if (!match.Success) return (topic, null);
        var rest = topic[..match.Index].Trim();
        return rest.Length > 0 || match.Index == 0 ? (rest, Plain(match.Groups[1].Value)) : (topic, null);
    }

    private static string? AudienceOf(string prompt) =>
        LabelledAudience().Match(prompt) is { Success: true } labelled ? Plain(labelled.Groups[1].Value)
        : ForAudienceAnywhere().Match(prompt) is { Success: true } match ? Plain(match.Groups[1].Value) : null;

    private static string Plain(string audience) =>
        string.Join(' ', LeadingArticle().Replace(audience.Trim(), "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
            .TrimEnd('.', ',').ToLowerInvariant();

    private static Subject? SubjectOf(string topic, bool visual, Languages languages)
    {
        topic = Blanks().Replace(topic.Replace("’", "'", StringComparison.Ordinal), " ").Trim();
        if (topic.Length < 2 || !topic.Any(char.IsLetter)) return null;

        topic = VideoAbout().Replace(topic, "");
        if (Aspect().Match(topic) is { Success: true } aspect) topic = aspect.Groups[1].Value;
        if (languages.HowTo.Earlier(HowTo().Match(topic), topic) is { Success: true } how)
        {
            var verb = Lower(Short(how.Groups[1].Value));
            return new Subject(English.Gerund(verb), "", verb);
        }

        if (Why().Match(topic) is { Success: true } why) topic = why.Groups[1].Value;
        if (PluralDoing().Match(topic) is { Success: true } doing) topic = doing.Groups[1].Value;
        var determiner = "";
        if (LeadingDeterminer().Match(topic) is { Success: true } lead)
        {
            determiner = lead.Groups[1].Value.ToLowerInvariant() switch
            {
                "a" or "an" => "a",
                "our" or "my" => "our",
                "your" => "your",
                "the" => "the",
                _ => "",
            };
            topic = topic[lead.Length..];
        }

        topic = visual ? topic : Short(topic);
        topic = Lower(topic);
        if (topic.Length < 2 || NoTopic().IsMatch(topic) || English.IsPreposition(topic.Split(' ')[0])) return null;
        if (determiner == "a" && English.IsPlural(topic)) determiner = "";
        return new Subject(topic, determiner, determiner.Length == 0 ? English.Infinitive(topic) : null);
    }

    // "A Rainy City" → "a rainy city", but "Paris", "iPhone" and "AI" as they are.
    private static string Lower(string topic)
    {
        var words = topic.Split(' ');
        var shouted = words.Length > 1 && words.All(word => word.Length < 2 || !word.Any(char.IsLower));
        if (shouted) return topic.ToLowerInvariant();
        if (CommonFirst().IsMatch(words[0]) || (words[0].EndsWith("ing", StringComparison.Ordinal) && words[0].Length > 5))
            words[0] = words[0].ToLowerInvariant();
        return string.Join(' ', words);
    }

    private static string Short(string topic)
    {
        var words = topic.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= LongestTopic) return topic.Trim();
        var end = LongestTopic;
        for (var i = LongestTopic; i >= 2; i--)
        {
            if (!English.IsPreposition(words[i]) && words[i] is not ("and" or "or" or "but" or "so")) continue;
            end = i;
            break;
        }

        return string.Join(' ', words.Take(end)).TrimEnd(',');
    }

    [GeneratedRegex(@"(?im)^\s*(?:topic|subject|product|theme|about|title|idea|offer)\s*[:=]\s*(.+?)\s*$")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^\s*(?:[\w-]+ ){0,3}(?:scripts?|hooks?|titles?|captions?|ctas?|tips|videos?|ads?|posts?|prompts?|voice[- ]?overs?|list)\s*[:–-]\s+(.+)", RegexOptions.IgnoreCase)]
    private static partial Regex KindLabelled();

    [GeneratedRegex(@"(?im)\b(?:audience|target audience|viewers?|target)\s*[:=]\s*([^\n.;]+)")]
    private static partial Regex LabelledAudience();

    [GeneratedRegex(
        "(?:about|on|for|of|titled|called|topic|explaining)\\s+(?:the topic\\s+)?[\"“]([^\"”]{3,90})[\"”]",
        RegexOptions.IgnoreCase)]
    private static partial Regex QuotedTopic();

    [GeneratedRegex("[\"“]([^\"”]{3,120})[\"”]")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:picture|photo|photograph|image|illustration|painting|drawing|portrait|poster|scene|shot|footage|clip|video|visual|b-?roll|background|wallpaper|thumbnail)\s+(?:prompt\s+)?(?:of|for|showing|that shows|about|with)\s+(.+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex VisualOf();

    [GeneratedRegex(@"\b(?:about|regarding|on the (?:topic|subject) of|explaining|explains|introducing|promoting|promotes?|advertising|showcasing|featuring|announcing|presenting|covering|discussing|teaching|inspired by|dedicated to|around|topic is)\s+(.+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AboutWords();

    [GeneratedRegex(@"\b(?:how to|ways? to|tips to|tricks to|steps to|hacks to|ideas to|help(?:s|ing)? (?:you|people|them|viewers) (?:to )?|learn to)\s+(.+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Doing();

    [GeneratedRegex(@"\b(?:(?:benefits|importance|power|art|science|secrets?|basics|history|future|magic|beauty|joy|value|dangers|story|advantages|role|mistakes|reasons|facts|myths|types|signs) (?:of|behind|about|for|when|in|with|why|people make (?:when|with|in)|(?:beginners|most people|we all|people|everyone) makes? (?:when|with|in|at))|reasons (?:to|why|for))\s+(.+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex OfWords();

    [GeneratedRegex(@"\b(?:for|on)\s+(" + NoPlatform + ".+)", RegexOptions.IgnoreCase)]
    private static partial Regex ForWords();

    [GeneratedRegex(@"\b(?:write|create|generate|make|draft|compose|give me|need|produce|come up with|craft|suggest)\b\s+(?:me\s+)?(?:an?\s+|some\s+|the\s+)?(.+?)\s+(?:video |voice[- ]?over |tiktok |reel |short )?(?:scripts?|hooks?|titles?|headlines?|captions?|ads?|ctas?|calls? to action|posts?|video|reel|voice[- ]?overs?|quotes?|questions?|slogans?|taglines?|stor(?:y|ies)|tips|narrations?|commercials?|ideas)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BeforeKind();

    [GeneratedRegex(@"\b(?:short|catchy|viral|engaging|punchy|great|good|strong|powerful|compelling|funny|creative|scroll-stopping|attention-grabbing|clickable|seo|clear|simple|quick|original|unique|new|bold|friendly|playful|luxury|expert|calm|warm|dramatic|inspiring|inspirational|motivational|emotional|educational|informative|conversational|witty|persuasive|vertical|faceless|brief|snappy|killer|opening|tiktok|instagram|youtube|reels?|shorts?|linkedin|facebook|video|voice[- ]?over|spoken|explainer|promo(?:tional)?|ugc|social media|step-by-step|\d+[- ]?(?:s|secs?|seconds?|mins?|minutes?|words?|sentences?)?|one|two|three|four|five|six|seven|ten|second|minute|word|sentence|an?|with|and|of|about|list|best|top|set|call to action|hook|for|beginner)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex(@":\s*(.{3,120})$", RegexOptions.Singleline)]
    private static partial Regex AfterColon();

    [GeneratedRegex(@"^\s*(?:please\s+)?(?:write|create|generate|make|draft|compose|give|need|produce|come up|craft|suggest|you are|act as|can you|i want|i need|describe|tell|list|ask)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Instruction();

    [GeneratedRegex(@"[.;:!?\n]|,\s|\s[-–—]\s|\s\(|\b(?:in (?:under|less|about|around|max|a|an|\d+|(?:the )?style|one|two|three|english|my|our|\w+ (?:tone|voice|style|words|sentences))\b|in \w+ (?:and \w+ )?tone|under \d|below \d|within \d|with (?:an? )?(?:\w+ )?(?:hook|call|cta|tone|voice|humou?r|emojis?|hashtags?|\d+|under|max|clear|no\b|style)|with (?:an? )?\w+,? (?:and \w+ )?(?:tone|voice|ending)|using|that\b|who\b|which\b|aimed at|targeting|targeted (?:at|to)|for (?:my|our|your|the) (?:followers|audience|viewers|subscribers|community|fans|customers|clients)|ending|starting|no longer than|no more than|at most|max(?:imum)?\b|up to \d|keep it|make it|include|including|and (?:ends?|include|add|make|keep|use|a call|finish|invite|ask)\b|for (?:instagram|tiktok|youtube|reels?|shorts|linkedin|facebook|twitter|social|(?:an?|the|my|our) (?:\d+[\w-]* ?)?(?:\w+ )?(?:reel|short|video|tiktok|post|story|channel|page|ad)\b)|on (?:tiktok|instagram|youtube|linkedin|facebook)|please|as an? (?:hook|script|list|story|question)|written|spoken by|read by|lasting|of (?:about |around )?\d+ (?:words|seconds))", RegexOptions.IgnoreCase)]
    private static partial Regex Stop();

    [GeneratedRegex(@"[.;:!?\n]|\bin (?:under|less than|\d+|one|two) |\b(?:for (?:instagram|tiktok|youtube|reels?|shorts|(?:an?|the|my|our) (?:\w+ )?(?:reel|short|video|tiktok|post))|vertical|9:16|16:9|1:1|no text|without text|aspect ratio|keep it|make it|please|under \d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex VisualStop();

    private const string People = @"(?:people|women|men|moms?|mums?|dads?|parents?|kids?|children|teens?|teenagers?|adults?|seniors?|students?|beginners?|professionals?|owners?|entrepreneurs?|freelancers?|founders?|creators?|developers?|engineers?|designers?|marketers?|managers?|teachers?|runners?|travell?ers?|photographers?|gamers?|investors?|buyers?|sellers?|homeowners?|renters?|couples?|families|athletes?|lovers?|enthusiasts?|fans?|workers?|nurses?|doctors?|lawyers?|coaches|leaders?|teams?|millennials?|gen ?z|newbies|learners?|readers?|writers?|artists?|musicians?|cooks?|hosts?|brides?|newlyweds?|cyclists?|gardeners?|drivers?|commuters?|nomads?|introverts?|drinkers?|skeptics?|everyone|anyone)";

    [GeneratedRegex(@"(?:^|\s)(?:for|to)\s+((?:[\w'-]+\s+){0,3}?" + People + @"\b(?:\s+(?:who|with|over|under|in|on|without)\s+[\w' -]+)?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ForAudience();

    [GeneratedRegex(@"\b(?:for|targeting|aimed at|targeted at)\s+((?:[\w'-]+\s+){0,3}?" + People + @"\b)", RegexOptions.IgnoreCase)]
    private static partial Regex ForAudienceAnywhere();

    [GeneratedRegex(@"^(?:the |an? )?(?:(?:real |many |top |surprising |hidden |true |health |biggest |most common |common |key |main |\d+ |three |five )*(?:benefits|importance|power|art|science|secrets?|basics|history|future|magic|beauty|joy|value|dangers|truth|problem|impact|advantages|role|story|mistakes|reasons|facts|myths|types|signs|tips|ideas|meaning|wonders|fundamentals|essentials)) (?:of|behind|about|for|to|with|in|on|when|why|people make (?:when|with|in|at)|(?:beginners|most people|we all|people|everyone) makes? (?:when|with|in|at))\s+(.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Aspect();

    [GeneratedRegex(@"^(?:(?:\d+|three|five|the|some) )?(?:(?:best|easy|simple|easiest|fastest|quickest|right|top) )?(?:how to|ways? to|learning (?:how )?to|how you can|how (?:we|they|I) can|why you should|(?:tips|reasons|steps|hacks|tricks) to)\s+(.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex HowTo();

    [GeneratedRegex(@"^(?:why|how|what|when)\s+(?:is |are |do |does )?(.+?)(?:\s+(?:is|are|was|were|matters?|works?|feels?|makes?|helps?|needs?|changes?|happens?|fails?|should|can|will|has|have|gets?|loves?|beats?|saves?|causes?|tastes?|smells?|looks?|sounds?|costs?|wins?|keeps?|lasts?|purrs?|barks?|die|dies|sleeps?|dreams?)\b.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Why();

    [GeneratedRegex(@"^((?:[\w-]+ )?[\w-]+s) (?:purr|bark|meow|sleep|dream|fly|migrate|die|fail|quit|sing|work|matter|change|glow|shine|yawn|cry|fall|break|burn|taste|smell|feel)\b.*$", RegexOptions.IgnoreCase)]
    private static partial Regex PluralDoing();

    [GeneratedRegex(@"^(a|an|the|our|my|your|this|these|some|any)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingDeterminer();

    [GeneratedRegex(@"^(?:the|an?|our|my|your|all)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingArticle();

    [GeneratedRegex(@"^(?:it|this|that|them|us|me|you|topic|video|script|hook|title|post|reel|content|instagram|tiktok|youtube|short|shorts|social media post|brand|company|business|product|my brand|the brand|following|image|picture|above|below)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoTopic();

    [GeneratedRegex(@"^(?:Healthy|Morning|Evening|Daily|Simple|Easy|Quick|New|Better|Best|Good|Great|Home|Cold|Hot|Fresh|Small|Big|Modern|Ancient|Natural|Organic|Vegan|Digital|Online|Remote|Personal|Mental|Physical|Social|Creative|Electric|Smart|Why|How|What)$")]
    private static partial Regex CommonFirst();

    [GeneratedRegex(@"\b(?:why|what (?:is|are)|how (?:does|do|is|are)) ((?!nobody).+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Wondering();

    [GeneratedRegex(@"^\s*(?:please\s+)?(?:can you\s+)?(?:explain|describe|discuss|summari[sz]e|teach me|tell me|talk about|present)\s+(?:me\s+)?(?:about\s+)?(.+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Explaining();

    [GeneratedRegex(@"^(?:(?:a|an|the|my|our|this) )?(?:[\w-]+ ){0,2}?(?:video|reel|post|clip|short|story|script|episode|ad|channel)s? (?:about|on|for|of|explaining|showing|promoting) ", RegexOptions.IgnoreCase)]
    private static partial Regex VideoAbout();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
