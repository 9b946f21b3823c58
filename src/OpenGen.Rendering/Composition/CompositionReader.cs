using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Media;

namespace OpenGen.Rendering.Composition;

/// <summary>
/// Turns a user's layers into a timeline. Nothing that a user can write is an error unless no picture and no sound is left:
/// what cannot be read counts as absent, and a warning says so.
/// </summary>
internal sealed class CompositionReader(RenderingOptions options, Func<string, CancellationToken, Task<MediaFacts?>> probe)
{
    /// <summary>5 s: how long stills last when nothing has a length.</summary>
    private const int LengthOfNothing = 5 * Timeline.FramesPerSecond;

    public async Task<(Timeline Timeline, IReadOnlyList<string> Warnings)> ReadAsync(
        CompositionInput input, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        if (input.Layers.Count > options.MaxLayers)
            throw new CompositionInvalidException($"The video has {input.Layers.Count} layers; {options.MaxLayers} is the most.");

        var canvas = Canvas.For(input.AspectRatio);
        if (canvas is null)
            warnings.Add($"The aspect ratio \"{Short(input.AspectRatio)}\" is not one of 9:16, 16:9, 1:1, 4:3, 3:4; 9:16 is used.");
        var size = canvas ?? new Canvas(1080, 1920);

        var drafts = new List<Draft>();
        foreach (var layer in input.Layers.OrderBy(layer => layer.Position))
        {
            if (await ReadLayerAsync(layer, size, warnings, cancellationToken) is { } draft) drafts.Add(draft);
        }
        if (drafts.Count == 0) throw new CompositionInvalidException(NothingLeft(input, warnings));

        var frames = TotalFrames(drafts);
        if (frames > options.MaxFrames)
        {
            throw new CompositionInvalidException(string.Create(
                CultureInfo.InvariantCulture,
                $"The video would be {frames / (double)Timeline.FramesPerSecond:0.#} s long; "
                    + $"{options.MaxFrames / Timeline.FramesPerSecond} s is the most."));
        }
        var layers = new List<Layer>();
        foreach (var draft in drafts)
        {
            var span = new FrameSpan(draft.From, (draft.Given ?? draft.Own ?? frames - draft.From));
            if (draft.From >= frames || span.Frames <= 0)
                warnings.Add($"Layer \"{draft.Name}\" begins after the end of the video and is left out.");
            else
                layers.Add(draft.Build(span with { Frames = Math.Min(span.Frames, frames - span.From) }));
        }
        if (layers.Count == 0) throw new CompositionInvalidException(NothingLeft(input, warnings));
        return (new Timeline(size, ReadBackground(input.BackgroundColor, warnings), frames, layers), warnings);
    }

    /// <param name="Given">Frames the user asked for.</param>
    /// <param name="Own">Frames of the source; null for what lasts as long as the rest.</param>
    private sealed record Draft(string Name, int From, int? Given, int? Own, Func<FrameSpan, Layer> Build);

    /// <summary>The end of the last layer that has a length, else 5 s after the last still begins.</summary>
    private static int TotalFrames(List<Draft> drafts)
    {
        var ends = drafts.Where(draft => (draft.Given ?? draft.Own) is not null)
            .Select(draft => draft.From + (long)(draft.Given ?? draft.Own)!.Value).ToList();
        var total = ends.Count > 0 ? ends.Max() : drafts.Max(draft => draft.From) + (long)LengthOfNothing;
        return (int)Math.Clamp(total, 1, int.MaxValue);
    }

    private static string NothingLeft(CompositionInput input, List<string> warnings) => input.Layers.Count == 0
        ? "The video has no layers."
        : $"None of the video's layers has anything to show or to play: {string.Join(", ", input.Layers.Select(layer => $"\"{Short(layer.Name)}\""))}. {string.Join(' ', warnings)}".TrimEnd();

    private static Rgba ReadBackground(string? text, List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(text)) return Rgba.Black;
        if (CssColor.TryRead(text, out var color)) return color with { A = 1 };
        warnings.Add($"The background colour \"{Short(text)}\" is not a colour; black is used.");
        return Rgba.Black;
    }

    private async Task<Draft?> ReadLayerAsync(LayerInput input, Canvas canvas, List<string> warnings, CancellationToken cancellationToken)
    {
        var fields = new AttributeReader(Short(input.Name), input.Attributes, warnings);
        return input.Type switch
        {
            LayerType.Text => ReadText(input, fields, canvas, warnings),
            LayerType.Caption => ReadCaption(input, fields, canvas, warnings),
            LayerType.Shape => ReadShape(input, fields, canvas),
            LayerType.Progress => ReadProgress(input, fields, canvas),
            LayerType.Image or LayerType.Clip => await ReadMediaAsync(input, fields, canvas, warnings, cancellationToken),
            LayerType.Sound => await ReadSoundAsync(input, fields, warnings, cancellationToken),
        };
    }

    private Draft? ReadText(LayerInput input, AttributeReader fields, Canvas canvas, List<string> warnings)
    {
        var text = CleanText.Of(input.Text ?? fields.Text("content") ?? "", out var cleaned);
        if (cleaned) warnings.Add($"Layer \"{Short(input.Name)}\": control characters in its text are left out.");
        if (text.Trim().Length == 0)
        {
            warnings.Add($"Layer \"{Short(input.Name)}\" has no text and is left out.");
            return null;
        }
        if (text.Length > options.MaxTextCharacters)
        {
            warnings.Add(
                $"Layer \"{Short(input.Name)}\": only the first {options.MaxTextCharacters} of its {text.Length} characters are drawn.");
            text = CleanText.Of(text[..options.MaxTextCharacters], out _);
        }
        var styles = fields.Under("styles");
        var look = ReadLook(fields, styles, canvas);
        var style = TextStyleReader.Read(styles, Defaults.Text(canvas, look.Box));
        return Timed(input, fields, null, span => new TextLayer(Short(input.Name), span, look, text, style));
    }

    private static Draft? ReadCaption(LayerInput input, AttributeReader fields, Canvas canvas, List<string> warnings)
    {
        if (input.Captions is null && fields.Node("captions") is not (null or JsonArray))
            fields.Warn("captions", fields.Node("captions"), "not a list of captions");
        var entries = input.Captions ?? fields.Node("captions") as JsonArray ?? [];
        var words = CaptionWords.Read(entries, out var unread)
            .Select(word => word with { Word = CleanText.Of(word.Word, out _).Replace('\n', ' ').Trim() })
            .Where(word => word.Word.Length > 0).ToList();
        if (unread > 0) warnings.Add($"Layer \"{Short(input.Name)}\": {unread} of its captions have no text or no time and are left out.");
        if (words.Count == 0)
        {
            warnings.Add($"Layer \"{Short(input.Name)}\" has no captions and is left out.");
            return null;
        }
        var template = fields.Choice(
            "template",
            ("karaoke", CaptionTemplate.Karaoke), ("classic", CaptionTemplate.Classic), ("pop", CaptionTemplate.Pop),
            ("bold", CaptionTemplate.Bold)) ?? CaptionTemplate.Karaoke;
        var styles = fields.Under("styles");
        var look = ReadLook(fields, styles, canvas);
        var style = TextStyleReader.Read(styles, Defaults.Caption(template, canvas));
        var highlight = styles.Color("highlightColor") ?? Defaults.Highlight(template);
        var pages = CaptionPager.Break(words, template);
        return Timed(
            input, fields, pages[^1].End, span => new CaptionLayer(Short(input.Name), span, look, pages, template, style, highlight));
    }

    private static Draft ReadShape(LayerInput input, AttributeReader fields, Canvas canvas)
    {
        var styles = fields.Under("styles");
        var look = ReadLook(fields, styles, canvas);
        var kind = fields.Choice(
            "shape", ("rect", ShapeKind.Rect), ("rectangle", ShapeKind.Rect), ("circle", ShapeKind.Circle), ("ellipse", ShapeKind.Circle),
            ("line", ShapeKind.Line), ("triangle", ShapeKind.Triangle)) ?? ShapeKind.Rect;
        var stroke = styles.Color("stroke");
        var width = styles.Length("strokeWidth", 100, 0, 1000) ?? (stroke is null ? 0 : 4);
        var fill = styles.Color("fill") ?? styles.Color("backgroundColor")
            ?? (stroke is null || kind == ShapeKind.Line ? Rgba.White : Rgba.Transparent);
        return Timed(input, fields, null, span => new ShapeLayer(Short(input.Name), span, look, kind, fill, stroke ?? fill, width));
    }

    private static Draft ReadProgress(LayerInput input, AttributeReader fields, Canvas canvas)
    {
        var styles = fields.Under("styles");
        return Timed(input, fields, null, ProgressReader.Read(fields, styles, ReadLook(fields, styles, canvas), canvas));
    }

    private async Task<Draft?> ReadMediaAsync(
        LayerInput input, AttributeReader fields, Canvas canvas, List<string> warnings, CancellationToken cancellationToken)
    {
        if (await FactsAsync(input, warnings, cancellationToken) is not { } source) return null;
        var (file, facts) = source;
        if (facts.Kind == MediaKind.Audio)
        {
            warnings.Add($"Layer \"{Short(input.Name)}\": its file is sound without a picture; it is played and not shown.");
            return Sound(input, fields, warnings, file, facts);
        }
        var styles = fields.Under("styles");
        var look = ReadLook(fields, styles, canvas);
        var fit = styles.Choice("objectFit", ("cover", Fit.Cover), ("contain", Fit.Contain), ("fill", Fit.Fill), ("none", Fit.None))
            ?? Fit.Cover;
        var filter = CssFilter.None;
        if (styles.Text("filter") is { } functions)
        {
            filter = CssFilter.Read(functions, out var unread);
            foreach (var function in unread) styles.Warn("filter", JsonValue.Create(function), "not a filter that can be drawn");
        }
        if (facts.Kind == MediaKind.Image)
            return Timed(input, fields, null, span => new ImageLayer(Short(input.Name), span, look, file, facts, fit, filter));

        // A moving picture in an image layer is a GIF, and those go round.
        var isImage = input.Type == LayerType.Image;
        var hearing = ReadHearing(fields, styles, fields.Number("videoStartTime", 0, 1_000_000) ?? 0, facts, warnings, input);
        if (isImage) hearing = hearing with { Loop = fields.Flag("loop") ?? true };
        int? own = hearing.Loop ? null : SourceFrames(facts, hearing.StartSeconds);
        return Timed(input, fields, own, span => new ClipLayer(Short(input.Name), span, look, file, facts, fit, filter, hearing));
    }

    private async Task<Draft?> ReadSoundAsync(
        LayerInput input, AttributeReader fields, List<string> warnings, CancellationToken cancellationToken)
    {
        if (await FactsAsync(input, warnings, cancellationToken) is not { } source) return null;
        if (source.Facts.HasAudio) return Sound(input, fields, warnings, source.File, source.Facts);
        warnings.Add($"Layer \"{Short(input.Name)}\": its file has no sound; it is left out.");
        return null;
    }

    private static Draft Sound(LayerInput input, AttributeReader fields, List<string> warnings, string file, MediaFacts facts)
    {
        var start = (fields.Number("startFromSound", 0, 100_000_000) ?? 0) / Timeline.FramesPerSecond;
        var hearing = ReadHearing(fields, fields.Under("styles"), start, facts, warnings, input);
        var name = input.Name.ToLowerInvariant();
        var speech = input.IsSpeech
            || (!input.IsMusic
                && (name.Contains("voice", StringComparison.Ordinal) || name.Contains("narrat", StringComparison.Ordinal)
                    || name.Contains("speech", StringComparison.Ordinal)));
        var music = input.IsMusic || (!speech && name.Contains("music", StringComparison.Ordinal));
        var duck = fields.Flag("duck") ?? music;
        int? own = hearing.Loop ? null : SourceFrames(facts, hearing.StartSeconds);
        return Timed(input, fields, own, span => new SoundLayer(Short(input.Name), span, file, facts, hearing, duck, speech));
    }

    private async Task<(string File, MediaFacts Facts)?> FactsAsync(
        LayerInput input, List<string> warnings, CancellationToken cancellationToken)
    {
        if (input.SourceFile is not { } file)
        {
            warnings.Add($"Layer \"{Short(input.Name)}\" has no content and is left out.");
            return null;
        }
        if (await probe(file, cancellationToken) is not { } facts)
        {
            warnings.Add($"Layer \"{Short(input.Name)}\": its file {Refusal.Of(file)}; it is left out.");
            return null;
        }
        return (file, facts);
    }

    private static Hearing ReadHearing(
        AttributeReader fields, AttributeReader styles, double start, MediaFacts facts, List<string> warnings, LayerInput input)
    {
        if (facts.Duration > 0 && start >= facts.Duration)
        {
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Layer \"{Short(input.Name)}\" is trimmed to {start:0.##} s, past the end of its source of {facts.Duration:0.##} s; "
                        + $"it starts at its beginning."));
            start = 0;
        }
        return new Hearing(
            start,
            fields.Flag("loop") ?? false,
            styles.Number("volume", 0, 1) ?? 1,
            fields.Frames("fadeIn", 0) ?? 0,
            fields.Frames("fadeOut", 0) ?? 0);
    }

    private static int SourceFrames(MediaFacts facts, double start) =>
        (int)Math.Clamp(Math.Round((facts.Duration - start) * Timeline.FramesPerSecond), 1, 100_000_000);

    private static Look ReadLook(AttributeReader fields, AttributeReader styles, Canvas canvas) => new(
        new BoxHint(
            fields.Length("left", canvas.Width),
            fields.Length("top", canvas.Height),
            fields.Length("width", canvas.Width, 1, 20_000),
            fields.Length("height", canvas.Height, 1, 20_000)),
        fields.Number("rotation", -100_000, 100_000) ?? 0,
        styles.Number("opacity", 0, 1) ?? 1,
        ReadRadius(styles),
        ReadAnimation(styles));

    private static CornerRadius ReadRadius(AttributeReader styles)
    {
        if (styles.Text("borderRadius") is not { } text) return default;
        var share = text.Trim().EndsWith('%');
        if (CssLength.TryRead(text, 1, out var value) && value is >= 0 and <= 10_000)
            return share ? new CornerRadius(0, Math.Min(value, 0.5)) : new CornerRadius(value, 0);
        styles.Warn("borderRadius", styles.Node("borderRadius"), "not a radius");
        return default;
    }

    private static Animation? ReadAnimation(AttributeReader styles)
    {
        if (!styles.Has("animation")) return null;
        var fields = styles.Under("animation");
        var enter = fields.Choice(
            "enter",
            ("none", Motion.None), ("fadeIn", Motion.Fade), ("slideInLeft", Motion.SlideLeft), ("slideInRight", Motion.SlideRight),
            ("slideInUp", Motion.SlideUp), ("slideInDown", Motion.SlideDown), ("zoomIn", Motion.Zoom), ("pop", Motion.Pop)) ?? Motion.None;
        var exit = fields.Choice(
            "exit",
            ("none", Motion.None), ("fadeOut", Motion.Fade), ("slideOutLeft", Motion.SlideLeft), ("slideOutRight", Motion.SlideRight),
            ("slideOutUp", Motion.SlideUp), ("slideOutDown", Motion.SlideDown), ("zoomOut", Motion.Zoom), ("pop", Motion.Pop))
            ?? Motion.None;
        var frames = fields.Frames("duration", 1) ?? 15;
        return enter == Motion.None && exit == Motion.None ? null : new Animation(enter, exit, Math.Min(frames, 3000));
    }

    private static Draft Timed(LayerInput input, AttributeReader fields, int? own, Func<FrameSpan, Layer> build) =>
        new(Short(input.Name), fields.Frames("from", 0) ?? 0, fields.Frames("durationInFrames", 1), own, build);

    private static string Short(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
