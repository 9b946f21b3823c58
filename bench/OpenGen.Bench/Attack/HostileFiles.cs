using System.IO.Compression;
using System.Text;
using CliWrap;

namespace OpenGen.Bench.Attack;

/// <summary>Small files that were made to cost much.</summary>
internal static class HostileFiles
{
    /// <summary>
    /// A spreadsheet of some 1.4 KB whose last row is number two thousand million, and whose first ends in the last column there is.
    /// </summary>
    public static byte[] Spreadsheet()
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Write("_rels/.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Write("xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Write("xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Write("xl/worksheets/sheet1.xml",
                $"""<worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Variable Name</t></is></c><c r="B1" t="inlineStr"><is><t>Value</t></is></c><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row><row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>a</t></is></c></row></sheetData></worksheet>""");

            void Write(string name, string xml)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(xml));
            }
        }
        return file.ToArray();
    }

    /// <summary>A video of 8000 × 8000 in some hundred kilobytes.</summary>
    public static async Task<byte[]> VideoAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "large.mp4");
        await Cli.Wrap("ffmpeg").WithArguments(
            [
                "-v", "error", "-y", "-f", "lavfi", "-i", "color=gray:size=8000x8000:rate=5:duration=2",
                "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path,
            ])
            .ExecuteAsync(cancellationToken);
        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    /// <summary>A form of thirty-two thousand parts with one name, whose grouping once took a square of their number.</summary>
    public static byte[] Form(string boundary)
    {
        var form = new StringBuilder();
        for (var i = 0; i < 32_000; i++)
            form.Append("--").Append(boundary).Append("\r\nContent-Disposition: form-data; name=\"a[][b]\"\r\n\r\n1\r\n");
        return Encoding.ASCII.GetBytes(form.Append("--").Append(boundary).Append("--\r\n").ToString());
    }
}
