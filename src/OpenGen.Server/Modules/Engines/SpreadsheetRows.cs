using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Engines;

/// <summary>A row of a spreadsheet: the texts of its first two columns, as a person reads them.</summary>
/// <param name="Number">As the spreadsheet numbers it, from 1.</param>
internal readonly record struct SpreadsheetRow(int Number, string A, string B);

/// <summary>A spreadsheet that is refused, with what to say of it.</summary>
internal sealed class SpreadsheetFault(string message) : Exception(message);

/// <summary>
/// The rows of the first sheet of an XLSX file, read forward only. Nothing in the file is believed: rows that are not there are not
/// made, columns but the first two are not kept, and memory and work are bounded by what is unpacked and never by what is claimed.
/// <list type="number">
/// <item>The workbook names the first sheet, the styles say which numbers are dates.</item>
/// <item>The sheet gives the cells; a shared text is an index at first.</item>
/// <item>Of the shared texts those are kept that were asked for.</item>
/// </list>
/// </summary>
/// <param name="zip">The file.</param>
/// <param name="longestText">Texts are cut behind as many characters: whoever asks sees that they are too long.</param>
internal sealed partial class SpreadsheetRows(ZipArchive zip, int longestText, CancellationToken cancellationToken)
{
    private const int MostParts = 200;
    private const int LastRow = 10_000;
    private const int LastColumn = 50;
    private const int MostStyles = 66_000;
    private const string Damaged = "is not an XLSX file, or a damaged one";

    private readonly PartBudget _budget = new(cancellationToken);

    /// <summary>All rows that have something in the first two columns.</summary>
    /// <exception cref="SpreadsheetFault">It is no such file, or holds more than is read.</exception>
    /// <exception cref="Exception">Any, when the file is damaged.</exception>
    public List<SpreadsheetRow> Read()
    {
        if (zip.Entries.Count > MostParts) throw new SpreadsheetFault("has too many parts");
        var (sheet, isFrom1904) = FirstSheet();
        var rows = Rows(sheet, Dates());
        var texts = SharedTexts(
            [.. rows.SelectMany(r => new[] { r.A, r.B }).OfType<Cell>().Where(c => c.Shared >= 0).Select(c => c.Shared)]);
        return rows.ConvertAll(r => new SpreadsheetRow(r.Number, TextOf(r.A, texts, isFrom1904), TextOf(r.B, texts, isFrom1904)));
    }

    private XmlPart Open(string name) => new((zip.GetEntry(name) ?? throw new SpreadsheetFault(Damaged)).Open(), _budget);

    // 1.
    private (string Part, bool IsFrom1904) FirstSheet()
    {
        string? id = null;
        var isFrom1904 = false;
        using (var workbook = Open("xl/workbook.xml"))
            while (id is null && workbook.ToElement())
                if (workbook.Is("workbookPr")) isFrom1904 = workbook["date1904"] is "1" or "true";
                else if (workbook.Is("sheet")) id = workbook["id"] ?? "";
        using var relations = Open("xl/_rels/workbook.xml.rels");
        while (relations.ToElement())
            if (relations.Is("Relationship") && relations["Id"] == id && relations["Target"] is { } target)
                return (target.StartsWith('/') ? target[1..] : "xl/" + target, isFrom1904);
        throw new SpreadsheetFault(Damaged);
    }

    /// <summary>By the index of a cell's style, whether its numbers are dates.</summary>
    private List<bool> Dates()
    {
        var dates = new List<bool>();
        if (zip.GetEntry("xl/styles.xml") is null) return dates;
        using var styles = Open("xl/styles.xml");
        var custom = new HashSet<int>();
        var isCell = false;
        while (styles.ToElement())
        {
            if (styles.Is("numFmt") && styles["formatCode"] is { Length: <= 255 } code && IsDate(code))
                custom.Add(styles.Number("numFmtId"));
            else if (styles.Is("cellXfs")) isCell = true;
            else if (styles.Is("cellStyles")) break;
            else if (isCell && styles.Is("xf"))
            {
                if (dates.Count == MostStyles) throw new SpreadsheetFault("has too many styles");
                var format = styles.Number("numFmtId");
                // ECMA-376, part 1, 18.8.30: the formats that every program has.
                dates.Add(
                    format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || custom.Contains(format));
            }
        }
        return dates;
    }

    /// <summary>Whether a format shows a year, month, day, hour, minute or second outside of quotes and brackets.</summary>
    private static bool IsDate(string format) => DateLetters().IsMatch(Literals().Replace(format, ""));

    // 2.
    private List<(int Number, Cell? A, Cell? B)> Rows(string part, List<bool> dates)
    {
        var rows = new List<(int Number, Cell? A, Cell? B)>();
        using var sheet = Open(part);
        var (number, column) = (0, 0);
        while (sheet.ToElement())
        {
            if (sheet.Is("row"))
            {
                var next = sheet["r"] is null ? number + 1 : sheet.Number("r");
                if (next <= number) throw new SpreadsheetFault(Damaged);
                if (next > LastRow) throw new SpreadsheetFault($"has rows after number {LastRow}");
                (number, column) = (next, 0);
            }
            else if (sheet.Is("c"))
            {
                column = sheet["r"] is { } name ? ColumnOf(name) : column + 1;
                if (column > LastColumn) throw new SpreadsheetFault($"has cells after column {LastColumn}");
                if (column > 2 || number == 0) continue;
                if (CellOf(sheet, dates) is not { } cell) continue;
                if (rows.Count == 0 || rows[^1].Number != number) rows.Add((number, null, null));
                rows[^1] = column == 1 ? rows[^1] with { A = cell } : rows[^1] with { B = cell };
            }
        }
        return rows;
    }

    /// <summary>The 2 of <c>B7</c>.</summary>
    private static int ColumnOf(string name)
    {
        var column = 0;
        foreach (var letter in name.AsSpan(0, Math.Min(name.Length, 4)))
        {
            if (!char.IsAsciiLetter(letter)) break;
            column = (column * 26) + (letter | 0x20) - 'a' + 1;
        }
        return column;
    }

    private Cell? CellOf(XmlPart sheet, List<bool> dates)
    {
        var (kind, style) = (sheet["t"], sheet["s"] is null ? 0 : sheet.Number("s"));
        string? text = null;
        if (!sheet.IsEmpty)
            foreach (var element in sheet.Within("c"))
                if (element == "v" || (element == "t" && !sheet.IsPhonetic))
                    text = (text ?? "") + sheet.Text(longestText - (text?.Length ?? 0));
        if (text is null) return null;
        if (kind == "s")
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? new Cell("", index)
                : throw new SpreadsheetFault(Damaged);
        if (kind == "b") return new Cell(text == "1" ? "true" : "false");
        if (kind is not (null or "n")) return new Cell(text);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return new Cell(text);
        return new Cell(number.ToString(CultureInfo.InvariantCulture)) { Date = style < dates.Count && dates[style] ? number : null };
    }

    // 3.
    private Dictionary<int, string> SharedTexts(HashSet<int> asked)
    {
        var texts = new Dictionary<int, string>();
        if (asked.Count == 0) return texts;
        using var shared = Open("xl/sharedStrings.xml");
        for (var index = 0; texts.Count < asked.Count && shared.ToElement();)
        {
            if (!shared.Is("si")) continue;
            if (asked.Contains(index))
            {
                var text = "";
                if (!shared.IsEmpty)
                    foreach (var element in shared.Within("si"))
                        if (element == "t" && !shared.IsPhonetic) text += shared.Text(longestText - text.Length);
                texts[index] = text;
            }
            index++;
        }
        return texts;
    }

    private static string TextOf(Cell? cell, Dictionary<int, string> texts, bool isFrom1904)
    {
        if (cell is null) return "";
        if (cell.Shared >= 0)
            return texts.TryGetValue(cell.Shared, out var shared) ? Unescaped(shared) : throw new SpreadsheetFault(Damaged);
        // Day 0 of a file from a Macintosh is four years later.
        if (cell.Date + (isFrom1904 ? 1462 : 0) is not (>= 0 and < 2_958_466 and var date)) return Unescaped(cell.Text);
        var time = DateTime.FromOADate(date);
        return time.ToString(time.TimeOfDay.Ticks == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>What XML cannot hold is spelled <c>_x000D_</c>.</summary>
    private static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape()
            .Replace(
                text,
                found => ((char)int.Parse(found.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();

    [GeneratedRegex("""\\.|_.|"[^"]*"|\[(?![hms]+\])[^\]]*\]""", RegexOptions.IgnoreCase)]
    private static partial Regex Literals();

    [GeneratedRegex("[ymdhs]", RegexOptions.IgnoreCase)]
    private static partial Regex DateLetters();

    /// <param name="Shared">The index of the shared text it stands for; −1 for none.</param>
    private sealed record Cell(string Text, int Shared = -1)
    {
        /// <summary>Days since the end of 1899, where the cell shows a date.</summary>
        public double? Date { get; init; }
    }
}
