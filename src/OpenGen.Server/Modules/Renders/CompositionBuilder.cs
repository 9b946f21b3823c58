using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Making.Music;
using OpenGen.Media;
using OpenGen.Rendering;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Modules.Generations.Contracts;
using OpenGen.Server.Web;
using FFmpegFailedException = OpenGen.Media.FFmpegFailedException;

namespace OpenGen.Server.Modules.Renders;

/// <summary>
/// Turns a cell's layers into a composition of local files. A layer's content comes from, in this order: the output of its own
/// default job; <c>src</c>; <c>content_resource_id</c>; <c>bind</c>, the title of a column of the same row; <c>music</c>, a mood
/// this machine composes for. Nothing there: the layer is left out, and a sentence says so. A layer that names another one in
/// <c>after</c> begins when that one ends, so that an end card follows a voice of any length; the video ends with the layer that
/// the cell or its column names in <c>endsWith</c>.
/// </summary>
internal sealed class CompositionBuilder(
    IResourceStore shelf, JobResults results, IAgentDirectory agents, IVariableLookup variablesOf, MusicMaker music, RenderCache cache)
{
    private const double FramesASecond = 30;

    /// <summary>Frames further from the beginning than this are none that can be rendered, whichever way they are added up.</summary>
    private const double MostFrames = 100_000_000;

    /// <summary>Length of a video that nothing else gives one, in seconds (LAYERS.md).</summary>
    private const double DefaultSeconds = 5;

    /// <summary>The URLs elsewhere that a cell's layers take their content from, each once.</summary>
    public async Task<IReadOnlyList<string>> UrlsAsync(CellContext cell, CancellationToken cancellationToken)
    {
        var urls = new List<string>();
        foreach (var layer in cell.Layers)
            if ((await FindAsync(cell, layer, null, cancellationToken)).Url is { } url && !urls.Contains(url)) urls.Add(url);
        return urls;
    }

    /// <summary>
    /// The composition, and a sentence for each layer that was left out; whatever the layers say, it is one or the other.
    /// </summary>
    public Task<(CompositionInput Composition, IReadOnlyList<string> Skipped)> BuildAsync(
        CellContext cell, IRemoteSources sources, CancellationToken cancellationToken) =>
        BuildAsync(cell, sources, null, cancellationToken);

    /// <summary>
    /// The composition as far as it is known before anything is opened, fetched or made: its files are names, whose facts
    /// <paramref name="known"/> has.
    /// </summary>
    public async Task<CompositionInput> OutlineAsync(CellContext cell, KnownFiles known, CancellationToken cancellationToken) =>
        (await BuildAsync(cell, null, known, cancellationToken)).Composition;

    private async Task<(CompositionInput Composition, IReadOnlyList<string> Skipped)> BuildAsync(
        CellContext cell, IRemoteSources? sources, KnownFiles? known, CancellationToken cancellationToken)
    {
        var variables = variablesOf.Of(cell, await agents.CoreAsync(cell.AgentId, cancellationToken));
        var skipped = new List<string>();
        var placed = new List<Placed>();
        var scores = new List<(LayerFacts Layer, string Mood)>();
        // What comes after another layer is placed once that one's length is known.
        foreach (var given in cell.Layers.OrderBy(l => l.Attributes["after"] is not null))
        {
            var layer = Following(given, placed);
            var content = await ContentAsync(cell, layer, sources, known, cancellationToken);
            if (content.Missing is null) placed.Add(new Placed(layer, content, EndOf(layer, content)));
            else if (layer.Type == LayerType.Sound && layer.Attributes["music"]?.ToString() is { Length: > 0 } mood)
                scores.Add((layer, mood));
            else skipped.Add($"The layer \"{layer.Name}\" was left out: {content.Missing}");
        }
        if (Setting(cell, "endsWith") is { } last && EndOf(placed, last) is var cut and > 0)
            placed = [.. placed.Where(l => l.From < cut).Select(l => l.EndingBy(cut))];
        foreach (var (layer, mood) in scores)
            placed.Add(new Placed(layer, await ComposeAsync(layer, variables.Fill(mood), End(placed), known, cancellationToken), 0));
        var layers = placed.Select(l => Input(l.Layer, l.Content, variables)).ToList();
        foreach (var name in variables.Missing)
            skipped.Add($"Nothing is filled in for {{{{{name}}}}}");
        return (new CompositionInput(cell.AspectRatio, Setting(cell, "backgroundColor"), layers), skipped);
    }

    /// <summary>A setting of the video: the cell's own, else its column's.</summary>
    private static string? Setting(CellContext cell, string name) =>
        cell.CellAttributes[name]?.ToString() ?? cell.ColumnAttributes[name]?.ToString();

    /// <summary>
    /// A layer that names another one in <c>after</c> counts its frames from that one's end: from the end of the video so far when
    /// that one has no length.
    /// </summary>
    private static LayerFacts Following(LayerFacts layer, List<Placed> placed)
    {
        if (layer.Attributes["after"]?.ToString() is not { Length: > 0 } name) return layer;
        var seconds = EndOf(placed, name) is var own and > 0 ? own : End(placed);
        return With(layer, "from", Frames(layer, "from") + Math.Round(seconds * FramesASecond));
    }

    private static LayerFacts With(LayerFacts layer, string field, double frames)
    {
        var attributes = layer.Attributes.DeepClone().AsObject();
        attributes[field] = frames;
        return layer with { Attributes = attributes };
    }

    /// <summary>
    /// A number of frames; 0 for none. What is beyond all bounds is refused when it is sent or ordered; here it only must not break
    /// the arithmetic.
    /// </summary>
    private static double Frames(LayerFacts layer, string field) =>
        Math.Clamp(JsonNumber.Of(layer.Attributes[field]) ?? 0, -MostFrames, MostFrames);

    private static double EndOf(List<Placed> placed, string name) =>
        placed.LastOrDefault(l => l.Layer.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.End ?? 0;

    private static double End(List<Placed> placed) => placed.Select(l => l.End).DefaultIfEmpty().Max();

    private static LayerInput Input(LayerFacts layer, Content content, IVariables variables)
    {
        var attributes = layer.Attributes.DeepClone().AsObject();
        if (layer.Type == LayerType.Text && attributes["content"]?.ToString() is { } text) attributes["content"] = variables.Fill(text);
        var bound = layer.Attributes["bind"]?.ToString() ?? "";
        var isMusic = content.IsMusic || IsMusic(layer.Name) || IsMusic(bound);
        return new LayerInput(
            layer.Name, layer.Type, layer.Position, attributes, content.File?.Path, content.Text, content.Captions,
            IsSpeech: !isMusic && content.File?.Metadata["speech"] is not null, IsMusic: isMusic);
    }

    private static bool IsMusic(string name) => name.Contains("music", StringComparison.OrdinalIgnoreCase);

    private async Task<Content> ContentAsync(
        CellContext cell, LayerFacts layer, IRemoteSources? sources, KnownFiles? known, CancellationToken cancellationToken)
    {
        var found = await FindAsync(cell, layer, known, cancellationToken);
        if (found.Url is not { } url) return found;
        if (known is not null) return OfFile(layer, known.Remote(layer));
        var source = await sources!.FindAsync(url, cancellationToken);
        if (source.Path is not { } path) return Content.Absent($"{Shown(url)} could not be fetched: {source.Fault}");
        try
        {
            return await shelf.LooseAsync(path, cancellationToken) is { } file
                ? OfFile(layer, file)
                : Content.Absent($"{Shown(url)} is no picture, video or sound");
        }
        catch (FFmpegFailedException)
        {
            return Content.Absent($"{Shown(url)} takes more to be read than a file may");
        }
    }

    /// <summary>A layer's content, or the URL elsewhere where it is.</summary>
    private async Task<Content> FindAsync(CellContext cell, LayerFacts layer, KnownFiles? known, CancellationToken cancellationToken)
    {
        if (layer.Type.IsDrawn()) return new Content();
        if (layer.DefaultJobId is { } jobId && await OfJobAsync(cell.AgentId, layer, jobId, null, known, cancellationToken) is { } made)
            return made;
        if (layer.Attributes["src"]?.ToString() is { Length: > 0 } url)
            return await OfUrlAsync(cell.AgentId, layer, url, known, cancellationToken);
        if (JsonNumber.Of(layer.Attributes["content_resource_id"]) is { } id)
            return await OfIdAsync(cell.AgentId, (long)id, known, cancellationToken) is { } file
                ? OfFile(layer, file)
                : Content.Absent($"the file {id} is not there");
        if (layer.Attributes["bind"]?.ToString() is { Length: > 0 } title)
            return await OfCellAsync(cell, layer, title, known, cancellationToken);
        var holdsItself = layer.Type.ContentField() is { } field && layer.Attributes[field] is not null;
        return holdsItself ? new Content() : Content.Absent("it has no content");
    }

    private async Task<Content> OfCellAsync(
        CellContext cell, LayerFacts layer, string title, KnownFiles? known, CancellationToken cancellationToken)
    {
        if (cell.CellTitled(title) is not { } bound) return Content.Absent($"there is no column \"{title}\"");
        if (string.IsNullOrWhiteSpace(bound.Value) && bound.DefaultJobId is null)
            return Content.Absent($"\"{bound.ColumnTitle}\" is empty");
        if (bound.DefaultJobId is { } jobId
            && await OfJobAsync(cell.AgentId, layer, jobId, bound.Value, known, cancellationToken) is { } made) return made;
        if (layer.Type == LayerType.Text) return new Content(Text: bound.Value);
        return await OfUrlAsync(cell.AgentId, layer, bound.Value ?? "", known, cancellationToken);
    }

    /// <summary>What a job made, as far as the layer can use it; null when it made nothing of the kind.</summary>
    private async Task<Content?> OfJobAsync(
        long agentId, LayerFacts layer, long jobId, string? value, KnownFiles? known, CancellationToken cancellationToken)
    {
        if (await results.FindAsync(agentId, jobId, cancellationToken) is not { } result) return null;
        if (layer.Type == LayerType.Caption && result["captions"] is JsonArray captions)
            return new Content(Captions: captions.DeepClone().AsArray());
        if (layer.Type == LayerType.Text)
            return (value ?? result["text"]?.ToString()) is { Length: > 0 } text ? new Content(Text: text) : null;
        var output = known is null
            ? await shelf.FindOutputAsync(agentId, jobId, cancellationToken)
            : known.Named(await shelf.FactsOfOutputAsync(agentId, jobId, cancellationToken));
        if (output is not null) return OfFile(layer, output);
        return JsonNumber.Of(result["content_resource_id"]) is { } id
            && await OfIdAsync(agentId, (long)id, known, cancellationToken) is { } attached ? OfFile(layer, attached) : null;
    }

    private async Task<LocalFile?> OfIdAsync(long agentId, long id, KnownFiles? known, CancellationToken cancellationToken) => known is null
        ? await shelf.FindAsync(agentId, id, cancellationToken)
        : known.Named(await shelf.FactsAsync(agentId, id.ToString(CultureInfo.InvariantCulture), cancellationToken));

    private async Task<Content> OfUrlAsync(
        long agentId, LayerFacts layer, string url, KnownFiles? known, CancellationToken cancellationToken)
    {
        var own = known is null
            ? await shelf.FindByUrlAsync(agentId, url, cancellationToken)
            : FilePaths.KeyIn(url) is null ? null : known.Named(await shelf.FactsAsync(agentId, url, cancellationToken));
        return own is not null ? OfFile(layer, own) : new Content(Url: url);
    }

    private static Content OfFile(LayerFacts layer, LocalFile file)
    {
        if (layer.Type != LayerType.Caption) return new Content(file);
        return file.Metadata["words"] is JsonArray words
            ? new Content(Captions: words.DeepClone().AsArray())
            : Content.Absent("the words of this audio are not known; generate captions for it");
    }

    private async Task<Content> ComposeAsync(
        LayerFacts layer, string mood, double end, KnownFiles? known, CancellationToken cancellationToken)
    {
        var from = Frames(layer, "from") / FramesASecond;
        var seconds = Frames(layer, "durationInFrames") is > 0 and var frames
            ? frames / FramesASecond
            : Math.Max((end > 0 ? end : DefaultSeconds) - from, 1);
        if (known is not null) return new Content(known.Composed(layer, seconds)) { IsMusic = true };
        seconds = Math.Clamp(seconds, MusicBrief.Shortest, MusicBrief.Longest);
        var brief = new MusicBrief(mood, seconds, (int)(layer.Id % int.MaxValue));
        var key = RenderCache.Key(typeof(MusicMaker), "music", brief.ToString());
        var path = await cache.GetAsync(key, ".wav", file => music.ComposeAsync(brief, file, cancellationToken), cancellationToken);
        return new Content(new LocalFile(0, FileKind.Audio, path, "audio/wav", [])) { IsMusic = true };
    }

    /// <summary>When a layer ends, in seconds; 0 for one that lasts as long as the rest.</summary>
    private static double EndOf(LayerFacts layer, Content content)
    {
        var from = Frames(layer, "from") / FramesASecond;
        if (Frames(layer, "durationInFrames") is > 0 and var frames) return from + frames / FramesASecond;
        return layer.Type.LastsAsItsSource() && content.File?.Duration is { } seconds ? from + seconds : 0;
    }

    private static string Shown(string url) => url.Length > 120 ? url[..120] + "…" : url;

    /// <summary>A layer with its content and its end in seconds, which is 0 when it lasts as long as the rest.</summary>
    private sealed record Placed(LayerFacts Layer, Content Content, double End)
    {
        public double From => Frames(Layer, "from") / FramesASecond;

        public Placed EndingBy(double cut) =>
            End <= cut ? this : this with { Layer = With(Layer, "durationInFrames", Math.Round((cut - From) * FramesASecond)), End = cut };
    }

    /// <summary>What a layer shows or plays; or the URL elsewhere where that is; or why there is nothing.</summary>
    private sealed record Content(
        LocalFile? File = null, string? Text = null, JsonArray? Captions = null, string? Url = null, string? Missing = null)
    {
        public bool IsMusic { get; init; }

        public static Content Absent(string why) => new(Missing: why);
    }
}
