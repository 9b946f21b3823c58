using System.Net;
using System.Text.Json.Nodes;
using CliWrap;
using OpenGen.Tests.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Renders;

/// <summary>
/// Where a video's canvas and a layer's content come from. Each source is a sound of another length, and the video is as long as the
/// one that was taken.
/// </summary>
public sealed class LayerContents(Servers servers)
{
    [Fact]
    public async Task A_layer_takes_its_own_output_then_src_then_its_resource_then_its_column()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Voice:audio", "Final:video");
        async Task<JsonNode> UploadAsync(int frames) =>
            (await user.UploadAsync(Silence(frames), $"{frames}.wav")).Node["content_resource"]!;
        await sheet.FillAsync("Voice", (await UploadAsync(15))["url"]!.ToString());
        var resource = (await UploadAsync(30))["id"]!.GetValue<long>();
        var url = (await UploadAsync(45))["url"]!.ToString();

        var path = sheet.Path($"/cells/{sheet.CellId("Final")}/layers");
        var made = await user.Api.PostAsync(path, new { name = "Sound", type = "sound", additional_attributes = new { bind = "Voice" } });
        Assert.Equal(15, await FramesAsync(user, sheet));
        await user.Api.PatchAsync(
            $"{Layer(path, made)}", new { additional_attributes = new { bind = "Voice", content_resource_id = resource } });
        Assert.Equal(30, await FramesAsync(user, sheet));
        await user.Api.PatchAsync(
            $"{Layer(path, made)}", new { additional_attributes = new { bind = "Voice", content_resource_id = resource, src = url } });
        Assert.Equal(45, await FramesAsync(user, sheet));

        var ordered = await user.Api.PostAsync(
            Layer(path, made, "/generate"),
            new
            {
                generation_type = "audio_generation",
                data = new { script = "One, two, three, four, five, six, seven, eight.", voice_method = "my_voices" },
            });
        Assert.True(ordered.Status == HttpStatusCode.Created, ordered.Body);
        await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());
        Assert.InRange(await FramesAsync(user, sheet), 60, 300);
    }

    [Fact]
    public async Task Text_is_bound_and_filled_in_and_what_has_no_content_is_named()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Topic", "Empty", "Final:video");
        await sheet.FillAsync("Topic", "Tea");
        foreach (var (name, attributes) in new (string, object)[]
        {
            ("Bound", new { bind = "Topic", durationInFrames = 10 }), ("Filled", new { content = "About {{Topic}} and {{nowhere}}" }),
            ("Left out", new { bind = "Empty" }), ("Lost", new { bind = "No such column" }),
        })
            await user.Api.PostAsync(
                sheet.Path($"/cells/{sheet.CellId("Final")}/layers"), new { name, type = "text", additional_attributes = attributes });

        var warnings = (await RenderAsync(user, sheet))["warnings"]!.AsArray().Select(warning => warning!.ToString()).ToList();

        Assert.Equal(3, warnings.Count);
        Assert.Contains("\"Left out\"", warnings[0], StringComparison.Ordinal);
        Assert.Contains("\"Lost\"", warnings[1], StringComparison.Ordinal);
        Assert.Contains("{{nowhere}}", warnings[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phones_HEIC_is_kept_with_a_thumbnail_and_shown_where_it_is_bound()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var folder = Directory.CreateTempSubdirectory();
        var (png, heic) = (Path.Combine(folder.FullName, "a.png"), Path.Combine(folder.FullName, "a.heic"));
        NetVips.Image.Black(128, 64, bands: 3).Linear([1, 1, 1], [200, 80, 40], uchar: true)
            .Pngsave(png, keep: NetVips.Enums.ForeignKeep.None);
        await Cli.Wrap("heif-enc").WithArguments([png, "-o", heic]).ExecuteAsync(TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(heic, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);

        var cut = await user.UploadAsync(bytes[..^20], "cut.heic");
        cut.IsError(422, "content_resource_creation_failed");
        Assert.Contains("HEIC", cut.Body, StringComparison.Ordinal);
        var kept = (await user.UploadAsync(bytes, "IMG_0001.HEIC")).Node["content_resource"]!;
        Assert.Equal("image/heic", kept["content_type"]!.ToString());
        Assert.NotNull(kept["thumbnail_url"]);

        var sheet = await user.NewSheetAsync("Photo:image", "Final:video");
        await sheet.FillAsync("Photo", kept["url"]!.ToString());
        await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"),
            new { name = "Picture", type = "image", additional_attributes = new { bind = "Photo", durationInFrames = 2 } });
        Assert.Empty((await RenderAsync(user, sheet))["warnings"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task The_canvas_is_what_the_column_says_then_the_cell_and_upright_without()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Final:video");
        await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"),
            new { name = "Card", type = "shape", additional_attributes = new { durationInFrames = 2 } });
        async Task<(int, int)> CanvasAsync()
        {
            var result = (await RenderAsync(user, sheet))["result"]!;
            return (result["width"]!.GetValue<int>(), result["height"]!.GetValue<int>());
        }

        Assert.Equal((1080, 1920), await CanvasAsync());
        await user.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}"), new { additional_attributes = new { aspect_ratio = "1:1" } });
        Assert.Equal((1080, 1080), await CanvasAsync());
        await user.Api.PatchAsync(
            sheet.Path($"/columns/{sheet.Column("Final")["id"]}"), new { additional_attributes = new { aspect_ratio = "16:9" } });
        Assert.Equal((1920, 1080), await CanvasAsync());
    }

    private static string Layer(string path, Answer made, string action = "") =>
        path.Replace("?", $"/{made.Id}{action}?", StringComparison.Ordinal);

    private static async Task<int> FramesAsync(User user, TestSheet sheet) =>
        (await RenderAsync(user, sheet))["result"]!["frames"]!.GetValue<int>();

    private static async Task<JsonNode> RenderAsync(User user, TestSheet sheet)
    {
        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Final")}/render"));
        Assert.True(ordered.Status == HttpStatusCode.Created, ordered.Body);
        var job = await user.Api.FollowAsync(ordered.Node["generation_id"]!.GetValue<long>());
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());
        return job;
    }

    /// <summary>A WAV file of so many frames at 30 a second: 8,000 samples of 16 bits, mono.</summary>
    private static byte[] Silence(int frames)
    {
        var samples = frames * 8000 / 30;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples * 2);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples * 2);
        writer.Write(new byte[samples * 2]);
        return bytes.ToArray();
    }
}
