using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using OpenGen.Server.Modules.Engines.Variables;
using OpenGen.Server.Web;

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
    public static Result<List<(string Key, string Value)>> Read(Stream file, CancellationToken cancellationToken)
    {
        if (file.Length > LargestFile) return Fault("is too large (at most 8 MB)");
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return Collect(new SpreadsheetRows(zip, VariableQueries.LongestValue, cancellationToken).Read());
        }
        catch (SpreadsheetFault fault)
        {
            return Fault(fault.Message);
        }
        catch (Exception damaged) when (damaged is not (OutOfMemoryException or OperationCanceledException))
        {
            // What a damaged file makes the readers of ZIP and XML throw may be anything.
            return Fault("is not an XLSX file, or a damaged one");
        }
    }

    private static Result<List<(string Key, string Value)>> Collect(List<SpreadsheetRow> rows)
    {
        if (rows is not [{ Number: 1, A: var a, B: var b }, ..] || !IsHeader(a, Key) || !IsHeader(b, Value))
            return Error.Invalid("row 1", $"must hold the headers {Key} and {Value}, as the template does");
        var variables = new List<(string Key, string Value)>();
        var faults = new Dictionary<string, string[]>();
        var firstAt = new Dictionary<string, int>();
        foreach (var row in rows.Skip(1))
        {
            var (key, value, number) = (row.A.Trim(), row.B, row.Number);
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

    private static bool IsHeader(string text, string header) => text.Trim().Equals(header, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Faults(string key, string value)
    {
        if (key.Length == 0) yield return $"{Key} can't be blank";
        if (key.Length > VariableQueries.LongestKey) yield return $"{Key} is too long (at most {VariableQueries.LongestKey})";
        if (string.IsNullOrWhiteSpace(value)) yield return $"{Value} can't be blank";
        if (value.Length > VariableQueries.LongestValue) yield return $"{Value} is too long (at most {VariableQueries.LongestValue})";
        if ((key + value).Contains('\0', StringComparison.Ordinal)) yield return "must not hold a NUL character";
        if (!IsUnicode(key) || !IsUnicode(value)) yield return "is not valid Unicode";
    }

    /// <summary>Whether no half of a character is alone; a cell can spell one (<c>_xD800_</c>).</summary>
    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && ++i < text.Length && char.IsLowSurrogate(text[i])))
                return false;
        return true;
    }

    private static Error Fault(string what) => Error.Invalid("file", what);
}
