using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Engines;

/// <summary>
/// Variables as a spreadsheet file: a first row with the headers Key and Value, then one variable a row. What a file may be is
/// decided before its content is looked at, since a few kilobytes can claim to be gigabytes.
/// </summary>
internal static class VariableFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The largest file, in bytes; a thousand long values are a third of it.</summary>
    public const long LargestFile = 8 * 1024 * 1024;

    private const long LargestUnpacked = 64 * 1024 * 1024;
    private const int MostParts = 200;
    private const int MostVariables = 5_000;
    private const int MostFaults = 100;
    private const string Key = "Key";
    private const string Value = "Value";

    /// <summary>A file with the headers and nothing else.</summary>
    public static byte[] Empty()
    {
        using var table = new System.Data.DataTable();
        table.Columns.Add(Key);
        table.Columns.Add(Value);
        using var file = new MemoryStream();
        file.SaveAs(table, sheetName: "Variables");
        return file.ToArray();
    }

    /// <summary>Reads all variables, or says of each row that is wrong what is wrong with it.</summary>
    public static Result<List<(string Key, string Value)>> Read(Stream file)
    {
        if (file.Length > LargestFile) return Fault("is too large (at most 8 MB)");
        try
        {
            if (TooMuch(file) is { } fault) return fault;
            file.Position = 0;
            return Collect(file.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>());
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            // The reader has no exception of its own: what a damaged file makes it throw may be anything.
            return Fault("is not an XLSX file, or a damaged one");
        }
    }

    /// <summary>Unpacks every part once, counting, because the sizes a ZIP declares need not be true.</summary>
    private static Error? TooMuch(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MostParts) return Fault("has too many parts");
        if (zip.GetEntry("xl/workbook.xml") is null) return Fault("is not an XLSX file, or a damaged one");
        var buffer = new byte[64 * 1024];
        var unpacked = 0L;
        foreach (var part in zip.Entries)
        {
            using var content = part.Open();
            while (content.Read(buffer) is var read and > 0)
                if ((unpacked += read) > LargestUnpacked) return Fault("unpacks to too much (at most 64 MB)");
        }
        return null;
    }

    private static Result<List<(string Key, string Value)>> Collect(IEnumerable<IDictionary<string, object?>> rows)
    {
        var variables = new List<(string Key, string Value)>();
        var faults = new Dictionary<string, string[]>();
        var firstAt = new Dictionary<string, int>();
        var number = 0;
        foreach (var row in rows)
        {
            var (key, value) = (TextOf(row, "A").Trim(), TextOf(row, "B"));
            number++;
            if (number == 1)
            {
                if (!key.Equals(Key, StringComparison.OrdinalIgnoreCase) || !value.Trim().Equals(Value, StringComparison.OrdinalIgnoreCase))
                    return Error.Invalid("row 1", $"must hold the headers {Key} and {Value}, as the template does");
                continue;
            }
            if (key.Length == 0 && string.IsNullOrWhiteSpace(value)) continue;
            var wrong = Faults(key, value).ToList();
            if (key.Length > 0 && !firstAt.TryAdd(key, number)) wrong.Add($"{Key} is the same as in row {firstAt[key]}");
            if (wrong.Count > 0) faults[string.Create(CultureInfo.InvariantCulture, $"row {number}")] = [.. wrong];
            variables.Add((key, value));
            if (variables.Count > MostVariables) return Fault($"has too many variables (at most {MostVariables})");
            if (faults.Count == MostFaults) break;
        }
        if (faults.Count > 0) return Error.Invalid(faults);
        return variables.Count > 0 ? variables : Fault("holds no variables");
    }

    private static IEnumerable<string> Faults(string key, string value)
    {
        if (key.Length == 0) yield return $"{Key} can't be blank";
        if (key.Length > VariableEndpoints.LongestKey) yield return $"{Key} is too long (at most {VariableEndpoints.LongestKey})";
        if (string.IsNullOrWhiteSpace(value)) yield return $"{Value} can't be blank";
        if (value.Length > VariableEndpoints.LongestValue) yield return $"{Value} is too long (at most {VariableEndpoints.LongestValue})";
        if ((key + value).Contains('\0', StringComparison.Ordinal)) yield return "must not hold a NUL character";
    }

    /// <summary>A cell's text as a person reads it, whatever its type.</summary>
    private static string TextOf(IDictionary<string, object?> row, string column) => row.TryGetValue(column, out var cell) ? cell switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    } : "";

    private static Error Fault(string what) => Error.Invalid("file", what);
}
