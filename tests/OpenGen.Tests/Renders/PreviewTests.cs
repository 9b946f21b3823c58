using System.Net;
using System.Net.Http.Headers;
using NetVips;
using OpenGen.Tests.Generations.Vendors;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Renders;

/// <summary>A look at a cell's video before it is rendered.</summary>
public sealed class PreviewTests(Servers servers)
{
    [Theory, InlineData(Database.Sqlite), InlineData(Database.Postgres)]
    public async Task A_frame_shows_the_cell_as_it_is_now_and_costs_nothing(Database database)
    {
        var (user, sheet,
            _) = await CellAsync(database, new { content = "Hello", durationInFrames = 30, styles = new { backgroundColor = "#ff0000" } });
        var before = await user.CreditsAsync();

        using var frame = await user.Api.Http.GetAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/frame?at=10&width=270"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, frame.StatusCode);
        Assert.Equal("image/jpeg", frame.Content.Headers.ContentType!.MediaType);
        using var image = Image.NewFromBuffer(await frame.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((270, 480), (image.Width, image.Height));
        Assert.True(image[0].Max() > 200 && image[0][0, 0][0] < 20, "the text's red box lies in the middle of black");
        Assert.Equal(before, await user.CreditsAsync());
        Assert.Empty((await user.Api.GetAsync($"/v1/generations?agent_id={user.AgentId}")).Node.AsArray());
    }

    [Fact]
    public async Task A_preview_is_a_video_that_players_can_seek_and_browsers_keep_until_a_layer_changes()
    {
        var (user, sheet, layer) = await CellAsync(Database.Sqlite, new { content = "Hello", durationInFrames = 45 });
        var path = sheet.Path($"/cells/{sheet.CellId("Final")}/preview?width=180");
        using var whole = await user.Api.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("video/mp4", whole.Content.Headers.ContentType!.MediaType);
        var bytes = await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ftyp"u8, bytes.AsSpan(4, 4));

        using var part = await SendAsync(user, path, request => request.Headers.Range = new RangeHeaderValue(0, 99));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(100, part.Content.Headers.ContentLength);
        using var same = await SendAsync(user, path, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        await user.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers/{layer}"),
            new { additional_attributes = new { content = "Goodbye", durationInFrames = 45 } });
        using var changed = await SendAsync(user, path, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(whole.Headers.ETag, changed.Headers.ETag);
    }

    [Fact]
    public async Task What_cannot_be_shown_says_why()
    {
        var (user, sheet, _) = await CellAsync(Database.Sqlite, new { bind = "Nowhere" });
        string Path(string what) => sheet.Path($"/cells/{sheet.CellId("Final")}/{what}");
        (await user.Api.GetAsync(Path("frame?at=-1"))).IsError(422, "validation_error");
        (await user.Api.GetAsync(Path("preview?width=20"))).IsError(422, "validation_error");
        (await user.Api.GetAsync(Path("frame?width=99999999999999"))).IsError(422, "validation_error");
        (await user.Api.GetAsync(sheet.Path("/cells/999999/frame"))).IsError(404, "not_found");
        (await user.Api.GetAsync(sheet.Path($"/cells/{sheet.CellId("Words")}/preview"))).IsError(422, "cell_not_renderable");
        Assert.Contains(
            "Nowhere", (await user.Api.GetAsync(Path("preview"))).IsError(422, "nothing_to_show").Text("error"), StringComparison.Ordinal);

        var stranger = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        foreach (var what in (string[])["frame", "preview"])
            (await stranger.Api.GetAsync(
                $"/v1/autocontentengine/{sheet.Id}/cells/{sheet.CellId("Final")}/{what}?agent_id={stranger.AgentId}"))
                .IsError(404, "not_found");
    }

    [Fact]
    public async Task What_an_uploaded_clip_s_first_preview_needs_is_made_when_the_clip_comes()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite);
        var cache = Directory.CreateDirectory(Path.Combine(server.DataFolder, "cache"));
        // What is not finished yet lies in the folder itself.
        string[] Films() =>
            [.. cache.EnumerateDirectories().SelectMany(folder => folder.EnumerateFiles("*.mov")).Select(file => file.Name)];
        var user = await Api.NewUserAsync(server);
        var resource = await Generations.Vendors.Media.UploadAsync(user, await Generations.Vendors.Media.LargeVideoAsync(), "clip.mp4");
        await Waiting.UntilAsync(() => Task.FromResult(Films().Length > 0), "the small film");
        var film = Assert.Single(Films());

        var sheet = await user.NewSheetAsync("Words", "Final:video");
        await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"),
            new { name = "Clip", type = "video", additional_attributes = new { content_resource_id = resource, durationInFrames = 60 } });
        using var preview = await user.Api.Http.GetAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/preview?width=360"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Equal(film, Assert.Single(Films()));
    }

    private async Task<(User User, TestSheet Sheet, long Layer)> CellAsync(Database database, object attributes)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Words", "Final:video");
        var made = await user.Api.PostAsync(
            sheet.Path($"/cells/{sheet.CellId("Final")}/layers"),
            new { name = "Title", type = "text", additional_attributes = attributes });
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        return (user, sheet, made.Id);
    }

    private static async Task<HttpResponseMessage> SendAsync(User user, string path, Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        with(request);
        return await user.Api.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
