namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>A tip: what to do in two or three words, and in full.</summary>
/// <param name="Title">"Grind fresh".</param>
/// <param name="Text">Two or three sentences for the ear.</param>
/// <param name="For">Words of a topic that this tip is about; empty: it goes with every topic of its domain.</param>
internal sealed record Tip(string Title, string Text, IReadOnlyList<string> For)
{
    /// <summary>Its first sentence.</summary>
    public string Short => Text[..(Text.IndexOfAny(['.', '?', '!']) + 1)];
}

/// <summary>Something people say, and what is true instead.</summary>
/// <param name="Claim">A sentence without its full stop.</param>
/// <param name="Fact">One or two sentences.</param>
/// <param name="For">As for <see cref="Tip"/>.</param>
internal sealed record Myth(string Claim, string Fact, IReadOnlyList<string> For);

/// <summary>A picture of the domain in words.</summary>
internal sealed record Sight(string Subject, string Setting, string Light, string Palette, string Detail);

/// <summary>
/// What a writer knows of a field: its words, troubles, insights, advice and sights. All of it is true in general; none of it is a
/// figure.
/// </summary>
internal sealed class Domain
{
    public required string Name { get; init; }
    public required IReadOnlySet<string> Keywords { get; init; }
    public required IReadOnlyList<string> Pains { get; init; }
    public required IReadOnlyList<string> Truths { get; init; }
    public required IReadOnlyList<Tip> Tips { get; init; }
    public required IReadOnlyList<Myth> Myths { get; init; }
    public required IReadOnlyList<string> Gains { get; init; }
    public required IReadOnlyList<string> Scenes { get; init; }
    public required IReadOnlyList<string> Hooks { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyList<Sight> Sights { get; init; }

    /// <summary>
    /// Reads a domain from lines of <c>kind: text</c>. Kinds: pain, truth, gain, scene, hook (sentences); <c>tip: title | sentences</c>, or
    /// <c>tip@words: …</c> for topics with one of these words; <c>myth: claim | fact</c>, with or without <c>@words</c>; <c>tags</c>;
    /// <c>see: subject | setting | light | palette | detail</c>.
    /// </summary>
    public static Domain Parse(string name, string keywords, string lines)
    {
        var read = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => (Kind: line[..line.IndexOf(':')], Text: line[(line.IndexOf(':') + 1)..].Trim())).ToList();
        return new Domain
        {
            Name = name,
            Keywords = keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Pains = Of("pain"),
            Truths = Of("truth"),
            Gains = Of("gain"),
            Scenes = Of("scene"),
            Hooks = Of("hook"),
            Tags = Of("tags").SelectMany(tags => tags.Split(' ')).ToList(),
            Tips = read.Where(line => line.Kind.Split('@')[0] == "tip").Select(line =>
            {
                var parts = Parts(line.Text, 2);
                var topics = line.Kind.Contains('@') ? line.Kind.Split('@')[1].Split(' ') : [];
                return new Tip(parts[0], parts[1], topics);
            }).ToList(),
            Myths = read.Where(line => line.Kind.Split('@')[0] == "myth").Select(line =>
            {
                var parts = Parts(line.Text, 2);
                return new Myth(parts[0], parts[1], line.Kind.Contains('@') ? line.Kind.Split('@')[1].Split(' ') : []);
            }).ToList(),
            Sights = Of("see").Select(text => Parts(text, 5)).Select(p => new Sight(p[0], p[1], p[2], p[3], p[4])).ToList(),
        };

        List<string> Of(string kind) => read.Where(line => line.Kind == kind).Select(line => line.Text).ToList();

        string[] Parts(string text, int count)
        {
            var parts = text.Split('|', StringSplitOptions.TrimEntries);
            return parts.Length == count ? parts : throw new FormatException($"{name}: {count} parts expected in {text}");
        }
    }
}
