using System.Collections.Concurrent;
using System.Net;
using System.Text;
using NetVips;

namespace OpenGen.Rendering.Tests.Golden;

/// <summary>
/// What the run of the golden compositions leaves behind: pictures of what differs and, for <c>./opengen golden</c>, one page with all.
/// </summary>
public sealed class GoldenReport : IDisposable
{
    private readonly ConcurrentBag<Entry> entries = [];

    /// <summary>The folder of the page; null when nobody asked for one.</summary>
    private static readonly string? PageFolder = Environment.GetEnvironmentVariable("OPENGEN_GOLDEN_PAGE");

    /// <summary>The folder of the approved pictures in the sources, when what is drawn now shall take their place.</summary>
    internal static string? Approving { get; } = Environment.GetEnvironmentVariable("OPENGEN_GOLDEN_APPROVE");

    private static string Folder => PageFolder ?? Path.Combine(AppContext.BaseDirectory, "golden-differences");

    /// <summary>Keeps a frame's pictures: all of them for the page, what differs without.</summary>
    /// <returns>Where the picture of what was drawn is.</returns>
    internal string Keep(GoldenComposition golden, int frame, Image? approved, Image actual, Likeness? likeness)
    {
        var name = golden.PictureName(frame);
        if (PageFolder is null && likeness is { IsLike: true }) return name;
        if (approved is not null) Write(approved, "approved", name);
        if (approved is not null && likeness is not null) Write(Likeness.Difference(approved, actual), "difference", name);
        entries.Add(new Entry(golden, frame, approved is not null, likeness));
        return Write(actual, "actual", name);
    }

    public void Dispose()
    {
        if (PageFolder is not null) File.WriteAllText(Path.Combine(PageFolder, "index.html"), Page());
    }

    private static string Write(Image picture, string kind, string name)
    {
        var file = Path.Combine(Folder, kind, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        picture.Webpsave(file, lossless: true);
        return file;
    }

    private string Page()
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>OpenGen: golden frames</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; background: #f4f4f5; color: #18181b }
            section { display: inline-block; vertical-align: top; margin: 0 1.5rem 2rem 0; padding: 1rem; background: #fff; border-radius: 8px; max-width: 860px }
            section.unlike { outline: 3px solid #dc2626 }
            h3, p { margin: 0 0 .5rem } figure { display: inline-block; margin: 0 .5rem 0 0 } img { max-height: 300px; max-width: 270px; display: block; background: #ddd } figcaption { font-size: 12px; color: #52525b }
            </style><h1>Golden frames</h1>

            """);
        foreach (var group in entries.GroupBy(entry => entry.Golden.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append($"<h2>{group.Key}</h2>\n");
            foreach (var entry in group.OrderBy(entry => entry.Golden.Name, StringComparer.Ordinal).ThenBy(entry => entry.Frame))
                Append(page, entry);
        }
        return page.ToString();
    }

    private static void Append(StringBuilder page, Entry entry)
    {
        var (golden, frame, hasApproved, likeness) = entry;
        var verdict = likeness is null
            ? "new"
            : FormattableString.Invariant($"structure {likeness.Structure:0.000}, colour {likeness.Colour:0.0}");
        page.Append(
            $"<section{(likeness is { IsLike: true } ? "" : " class=unlike")}><h3>{golden.Name}, frame "
                + $"{frame}</h3><p>{WebUtility.HtmlEncode(golden.Shows)}</p>");
        foreach (var kind in (string[])(hasApproved ? ["approved", "actual", "difference"] : ["actual"]))
            if (kind != "difference" || likeness is not null)
                page.Append(
                    $"<figure><img loading=lazy src=\"{kind}/{golden.PictureName(frame)}\"><figcaption>{kind}</figcaption></figure>");
        page.Append($"<figcaption>{verdict}</figcaption></section>\n");
    }

    private sealed record Entry(GoldenComposition Golden, int Frame, bool HasApproved, Likeness? Likeness);
}
