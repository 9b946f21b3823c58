using System.IO.Compression;
using System.Net;
using System.Text;
using MiniExcelLibs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

public sealed class VariableImport(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_filled_in_file_replaces_all_variables(Database database)
    {
        var (user, sheet) = await SheetAsync(database);
        var answer = await ImportAsync(user, sheet, Workbook(("brand", "Teahouse 🫖 & <Co>"), (" price ", 1.5), ("launch", new DateTime(2026, 3, 1)), ("on", true), ("code", "_x0041_")));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["brand=Teahouse 🫖 & <Co>", "price=1.5", "launch=2026-03-01", "on=true", "code=_x0041_"], Variables(answer));
        Assert.Equal(Variables(answer), Variables(await user.Api.GetAsync(sheet.Path("/global_variables"))));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Wrong_rows_are_all_named_and_nothing_changes(Database database)
    {
        var (user, sheet) = await SheetAsync(database);
        var refused = (await ImportAsync(user, sheet, Workbook(("a", "1"), ("", "no key"), ("a", "again"), (new string('k', 101), "x"), ("b", ""), ("c", new string('v', 20_001))))).IsError(422, "validation_error");
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
            [], "Key,Value\na,1"u8.ToArray(), Samples.Png, template[..(template.Length / 2)], template, Zip(("hello.txt", "hi"u8.ToArray())),
            Workbook(), Headers("Name", "Text"), Bomb(), Zip([.. Enumerable.Range(0, 300).Select(i => ($"xl/{i}.xml", Array.Empty<byte>()))]),
            Zip(("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"u8.ToArray())), Damaged(template), new byte[9_000_000],
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

    private static IEnumerable<string> Variables(Answer answer) => answer.Node["variables"]!.AsArray().Select(v => $"{v!["key"]}={v["value"]}");

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
        content.Write(Encoding.UTF8.GetBytes("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>"));
        var some = Encoding.ASCII.GetBytes(new string('a', 1_000_000));
        for (var i = 0; i < 300; i++) content.Write(some);
        content.Write("</v></c></row></sheetData></worksheet>"u8);
    });

    private static byte[] Damaged(byte[] workbook) => Rewritten(workbook, "xl/worksheets/sheet1.xml", content => content.Write("<worksheet><sheetData><row"u8));

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
