using System.IO.Compression;
using System.Net;
using System.Text;
using MiniExcelLibs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

public sealed class VariableImport(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_filled_in_file_replaces_all_variables(Database database)
    {
        var (user, sheet) = await SheetAsync(database);
        var answer = await ImportAsync(
            user, sheet,
            Workbook(
                ("brand", "Teahouse 🫖 & <Co>"), (" price ", 1.5), ("launch", new DateTime(2026, 3, 1)), ("on", true),
                ("code", "_x0041_")));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["brand=Teahouse 🫖 & <Co>", "price=1.5", "launch=2026-03-01", "on=true", "code=_x0041_"], Variables(answer));
        Assert.Equal(Variables(answer), Variables(await user.Api.GetAsync(sheet.Path("/global_variables"))));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Wrong_rows_are_all_named_and_nothing_changes(Database database)
    {
        var (user, sheet) = await SheetAsync(database);
        var refused = (await ImportAsync(
            user, sheet,
            Workbook(("a", "1"), ("", "no key"), ("a", "again"), (new string('k', 101), "x"), ("b", ""), ("c", new string('v', 20_001)))))
            .IsError(422, "validation_error");
        Assert.Equal(["row 3", "row 4", "row 5", "row 6", "row 7"], refused.Node["errors"]!.AsObject().Select(e => e.Key));
        Assert.Contains("row 2", refused.Node["errors"]!["row 4"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["old=kept"], Variables(await user.Api.GetAsync(sheet.Path("/global_variables"))));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_that_is_no_table_of_variables_is_refused_and_changes_nothing(Database database)
    {
        var (user, sheet) = await SheetAsync(database);
        var template = await user.Api.Http.GetByteArrayAsync("/v1/autocontentengine/global_variables_template");
        byte[][] wrong =
        [
            [], "Key,Value\na,1"u8.ToArray(), Samples.Png, template[..(template.Length / 2)], template,
            Zip(("hello.txt", "hi"u8.ToArray())),
            Workbook(), Headers("Name", "Text"), Bomb(),
            Zip([.. Enumerable.Range(0, 300).Select(i => ($"xl/{i}.xml", Array.Empty<byte>()))]),
            Zip(("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"u8.ToArray())), Damaged(template),
            new byte[9_000_000],
        ];
        foreach (var (file, i) in wrong.Select((f, i) => (f, i)))
        {
            var answer = await ImportAsync(user, sheet, file);
            Assert.True((int)answer.Status == 422, $"{i}: {answer.Status} {answer.Body}");
            answer.IsError(422, "validation_error");
        }
        (await user.Api.PostAsync(sheet.Path("/import_global_variables"), new { file = "x" })).IsError(422, "validation_error");
        (await user.Api.PostAsync(sheet.Path("/import_global_variables"))).IsError(422, "validation_error");
        Assert.Equal(["old=kept"], Variables(await user.Api.GetAsync(sheet.Path("/global_variables"))));
    }

    /// <summary>Positions and sizes that a few hundred bytes can claim, and the odd files of the attack.</summary>
    private static readonly Dictionary<string, Func<string>> HostileSheets = new()
    {
        { "row 2,000,000,000", () => Sheet(Header + Row(2_000_000_000)) },
        { "row 5,000,000", () => Sheet(Header + Row(5_000_000)) },
        { "row 10,001", () => Sheet(Header + Row(10_001)) },
        { "column XFD, 20 rows",
            () => Sheet(Header.Replace("</row>", "<c r=\"XFD1\"><v>1</v></c></row>", StringComparison.Ordinal) + Row(20)) },
        { "column XFD, 100 rows",
            () => Sheet(Header.Replace("</row>", "<c r=\"XFD1\"><v>1</v></c></row>", StringComparison.Ordinal) + Row(100)) },
        { "columns without names", () => Sheet(Header + $"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100))}</row>") },
        { "1,000,000 rows", () => Sheet(Header + string.Concat(Enumerable.Repeat("<row/>", 1_000_000))) },
        { "rows backwards", () => Sheet(Header + Row(7) + Row(6)) },
        { "60 MB of blanks", () => Sheet(Header + $"<row r=\"2\"><c r=\"A2\" t=\"str\"><v>{new string(' ', 60_000_000)}</v></c></row>") },
        { "60 MB in an attribute", () => Sheet(Header + $"<row r=\"2\" x=\"{new string('a', 60_000_000)}\"/>") },
        { "60 MB in a comment", () => Sheet(Header + $"<!--{new string('a', 60_000_000)}-->") },
        { "60 MB of elements", () => Sheet(Header + string.Concat(Enumerable.Repeat("<row r='2'><c r='A2'/>", 60_000_000 / 22))) },
        { "nested deeply", () => Sheet(Header + string.Concat(Enumerable.Repeat("<a>", 1_000_000))) },
        { "many names", () => Sheet(Header + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<a{i}/>"))) },
        { "many attributes", () => Sheet(Header + $"<row {string.Concat(Enumerable.Range(0, 1_000).Select(i => $"a{i}=\"\" "))}/>") },
        { "a shared text that is not there", () => Sheet(Header + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2000000000</v></c></row>") },
        { "a shared text below 0", () => Sheet(Header + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>-1</v></c></row>") },
        { "an external entity",
            () =>
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                    + Sheet(Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>&a;</v></c></row>") },
        { "a billion laughs",
            () =>
                "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                    + Sheet(Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>&b;</v></c></row>") },
        { "half a character",
            () => Sheet(Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c><c r=\"B2\" t=\"str\"><v>_xD800_</v></c></row>") },
        { "a NUL", () => Sheet(Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a_x0000_</v></c><c r=\"B2\" t=\"str\"><v>b</v></c></row>") },
    };

    /// <summary>By name: a runner writes down what a theory is given, and these are hundreds of megabytes.</summary>
    public static readonly TheoryData<string> Hostile = [.. HostileSheets.Keys];

    [Theory, MemberData(nameof(Hostile))]
    public void A_file_that_claims_much_costs_little(string what)
    {
        using var file = new MemoryStream(
            Rewritten(
                Workbook(("a", "1")), "xl/worksheets/sheet1.xml", content => content.Write(Encoding.UTF8.GetBytes(HostileSheets[what]()))));
        VariableFile.Read(new MemoryStream(Workbook(("a", "1"))), CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = VariableFile.Read(file, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(read.Failed, what);
        Assert.Equal(ErrorKind.Invalid, read.Error.Kind);
        Assert.True(allocated < 12_000_000, $"{what}: {allocated:N0} bytes");
    }

    [Fact]
    public void Where_nothing_is_read_nothing_is_minded()
    {
        // Claims of a size, merged cells over everything, and a part that climbs out of the file.
        var sheet = Sheet(
            Header
                + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c><c r=\"B2\" t=\"inlineStr\"><is><r><t>b</t></r><rPh sb=\"0\" "
                + "eb=\"1\"><t>x</t></rPh><r><t>c</t></r></is></c><c r=\"C2\"><v>1</v></c></row>")
            .Replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>", StringComparison.Ordinal)
            .Replace(
                "</sheetData>", "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
                StringComparison.Ordinal);
        using var file = new MemoryStream();
        file.Write(Rewritten(Workbook(("a", "1")), "xl/worksheets/sheet1.xml", content => content.Write(Encoding.UTF8.GetBytes(sheet))));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var outside = zip.CreateEntry("../../outside.xml").Open();
            outside.Write("<a/>"u8);
        }
        file.Position = 0;
        Assert.Equal([("a", "bc")], VariableFile.Read(file, CancellationToken.None).Value!);
    }

    [Fact]
    public async Task Nobody_waits_for_a_file_whose_sender_has_left()
    {
        var rows = string.Concat(
            Enumerable.Range(2, 5_000)
                .Select(
                    i => $"<row r=\"{i}\"><c r=\"A{i}\" t=\"str\"><v>k{i}</v></c><c r=\"B{i}\" t=\"str\"><v>{new string('v', 1_000)}</v></c></row>"));
        using var file = new MemoryStream(
            Rewritten(
                Workbook(("a", "1")), "xl/worksheets/sheet1.xml", content => content.Write(Encoding.UTF8.GetBytes(Sheet(Header + rows)))));
        using var left = new CancellationTokenSource();
        using var counted = new LeavingStream(file, 4_000, left);
        Assert.ThrowsAny<OperationCanceledException>(() => VariableFile.Read(counted, left.Token));
        await left.CancelAsync();
    }

    [Fact]
    public async Task The_template_has_the_headers_that_the_import_asks_for()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        using var answer = await user.Api.Http.GetAsync("/v1/autocontentengine/global_variables_template");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        using var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var header = Assert.Single(file.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>());
        Assert.Equal(["Key", "Value"], header.Values.Select(v => v?.ToString()));
    }

    private const string Header = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Key</v></c><c r=\"B1\" t=\"str\"><v>Value</v></c></row>";

    private static string Row(int number) =>
        $"<row r=\"{number}\"><c r=\"A{number}\" t=\"str\"><v>k</v></c><c r=\"B{number}\" t=\"str\"><v>v</v></c></row>";

    private static string Sheet(string rows) =>
        $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>";

    /// <summary>A file during whose reading the token is cancelled.</summary>
    private sealed class LeavingStream(byte[] file, int after, CancellationTokenSource left) : MemoryStream(file)
    {
        private int _read;

        public LeavingStream(MemoryStream file, int after, CancellationTokenSource left) : this(file.ToArray(), after, left)
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

        private int Counted(int read)
        {
            if ((_read += read) > after) left.Cancel();
            return read;
        }
    }

    private async Task<(User User, TestSheet Sheet)> SheetAsync(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync();
        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "old", value = "kept" });
        return (user, sheet);
    }

    private static async Task<Answer> ImportAsync(User user, TestSheet sheet, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "variables.xlsx" } };
        return await user.Api.PostAsync(sheet.Path("/import_global_variables"), form);
    }

    private static IEnumerable<string> Variables(Answer answer) =>
        answer.Node["variables"]!.AsArray().Select(v => $"{v!["key"]}={v["value"]}");

    private static byte[] Workbook(params (string Key, object Value)[] rows)
    {
        using var file = new MemoryStream();
        file.SaveAs(rows.Select(r => new Dictionary<string, object> { ["Key"] = r.Key, ["Value"] = r.Value }));
        return file.ToArray();
    }

    private static byte[] Headers(string key, string value)
    {
        using var file = new MemoryStream();
        file.SaveAs(new[] { new Dictionary<string, object> { [key] = "a", [value] = "b" } });
        return file.ToArray();
    }

    /// <summary>A few hundred kilobytes that unpack to 300 MB of one cell.</summary>
    private static byte[] Bomb() => Rewritten(Workbook(("a", "1")), "xl/worksheets/sheet1.xml", content =>
    {
        content.Write(
            Encoding.UTF8.GetBytes(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" "
                    + "t=\"str\"><v>"));
        var some = Encoding.ASCII.GetBytes(new string('a', 1_000_000));
        for (var i = 0; i < 300; i++) content.Write(some);
        content.Write("</v></c></row></sheetData></worksheet>"u8);
    });

    private static byte[] Damaged(byte[] workbook) =>
        Rewritten(workbook, "xl/worksheets/sheet1.xml", content => content.Write("<worksheet><sheetData><row"u8));

    private static byte[] Rewritten(byte[] workbook, string part, Action<Stream> write)
    {
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)!.Delete();
            using var content = zip.CreateEntry(part).Open();
            write(content);
        }
        return file.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in parts)
            {
                using var content = zip.CreateEntry(name).Open();
                content.Write(bytes);
            }
        return file.ToArray();
    }
}
