using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

public sealed class DirectUploading(Servers servers)
{
    public static readonly TheoryData<Place> Everywhere = FileQuestions.Everywhere;
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task An_uploaded_file_becomes_a_content_resource_by_its_signed_id_once(Place place)
    {
        var user = await Api.NewUserAsync(await servers.AtAsync(place));
        var announced = await user.AnnounceAsync(Samples.Png, "../dot\u202Egnp.png");
        Assert.Equal((HttpStatusCode.OK, "dotgnp.png"), (announced.Status, announced.Text("filename")));
        Assert.Equal(Samples.Png.Length, announced.Node["byte_size"]!.GetValue<int>());
        Assert.True((await announced.PutAsync(Samples.Png)).IsSuccessStatusCode);

        // In place of the file, as clients of direct uploads send it.
        var form = new MultipartFormDataContent { { new StringContent(announced.Text("signed_id")), "content_resource[file]" } };
        var made = await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", form);
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        var resource = made.Node["content_resource"]!;
        Assert.Equal(("image/png", "dotgnp.png"), (resource["content_type"]!.ToString(), resource["file_name"]!.ToString()));
        using var anybody = new HttpClient();
        Assert.Equal(Samples.Png, await anybody.GetByteArrayAsync(resource["url"]!.ToString()));
        Assert.Equal("image/jpeg", (await anybody.GetAsync(resource["thumbnail_url"]!.ToString())).Content.Headers.ContentType!.MediaType);

        (await user.ClaimAsync(announced.Text("signed_id"))).IsError(422, "content_resource_creation_failed");
        Assert.Single((await user.Api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_url_takes_only_what_was_announced(Place place)
    {
        var server = await servers.AtAsync(place);
        var user = await Api.NewUserAsync(server);
        var announced = await user.AnnounceAsync(Samples.Png);
        byte[] other = [.. Samples.Png];
        other[^1] ^= 1;
        await RefusedAsync(other);
        await RefusedAsync([.. Samples.Png, 0]);
        await RefusedAsync(Samples.Png[..^1]);
        await RefusedAsync([]);
        await RefusedAsync(Samples.Png, (name, value) => name == "Content-MD5" ? null : value);
        await RefusedAsync(Samples.Png, (name, value) => name == "Content-Type" ? "text/html" : value);
        await RefusedAsync(Samples.Png, (name, value) => name == "Content-Type" ? null : value);
        await RefusedAsync(other, (name, value) => name == "Content-MD5" ? FileQuestions.Md5(other) : value);
        Assert.False(await server.IsStoredAsync(announced.Text("key")));
        (await user.ClaimAsync(announced.Text("signed_id"))).IsError(422, "content_resource_creation_failed");

        // None of that has used the URL up.
        Assert.True((await announced.PutAsync(Samples.Png)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Created, (await user.ClaimAsync(announced.Text("signed_id"))).Status);

        async Task RefusedAsync(byte[] bytes, Func<string, string, string?>? header = null) =>
            Assert.InRange((int)(await announced.PutAsync(bytes, header)).StatusCode, 400, 499);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_servers_own_url_works_once_and_only_as_it_was_signed(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var announced = await user.AnnounceAsync(Samples.Png);
        using var http = new HttpClient();
        var url = announced.Node["direct_upload"]!["url"]!.ToString();
        var folder = url[..(url.LastIndexOf('/') + 1)];
        foreach (var forged in new[] { url + "A", url[..^1], url[..^5] + "AAAAA", folder + "1", folder + announced.Text("signed_id") })
            Assert.Equal(HttpStatusCode.NotFound, (await http.PutAsync(forged, new ByteArrayContent(Samples.Png))).StatusCode);

        var both = await Task.WhenAll(announced.PutAsync(Samples.Png), announced.PutAsync(Samples.Png));
        Assert.Single(both, answer => answer.StatusCode == HttpStatusCode.NoContent);
        var late = await announced.PutAsync(Samples.Png);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("upload_already_used", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Two_who_use_a_signed_id_at_once_make_one_file(Place place)
    {
        var user = await Api.NewUserAsync(await servers.AtAsync(place));
        var announced = await user.AnnounceAsync(Samples.Png);
        await announced.PutAsync(Samples.Png);
        var both = await Task.WhenAll(user.ClaimAsync(announced.Text("signed_id")), user.ClaimAsync(announced.Text("signed_id")));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity], both.Select(a => a.Status).Order());
        Assert.Single((await user.Api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task What_poses_as_a_picture_is_refused_and_removed(Place place)
    {
        var server = await servers.AtAsync(place);
        var user = await Api.NewUserAsync(server);
        const string Page = "<html><script>alert(1)</script></html>";
        const string Drawing = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        foreach (var text in new[] { Page, Drawing })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var announced = await user.AnnounceAsync(bytes);
            Assert.True((await announced.PutAsync(bytes)).IsSuccessStatusCode);
            var key = await server.KeyAsync(announced);
            Assert.True(await server.IsStoredAsync(key));
            (await user.ClaimAsync(announced.Text("signed_id"))).IsError(422, "content_resource_creation_failed");
            (await user.ClaimAsync(announced.Text("signed_id"))).IsError(422, "content_resource_creation_failed");
            // On S3 the URL can still be written to until it expires, so it is removed after that.
            if (place != Place.PostgresAndS3) await server.IsGoneAsync(key);
        }
        Assert.Empty((await user.Api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_signed_id_is_its_users_and_its_agents_alone(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var made = await user.Api.PostAsync("/v1/agents", new { agent = new { name = "Second" } });
        var second = made.Node["agent"]!["id"]!.GetValue<long>();
        var announced = await user.AnnounceAsync(Samples.Png, query: $"?agent_id={user.AgentId}");
        await announced.PutAsync(Samples.Png);
        var id = announced.Text("signed_id");

        (await stranger.ClaimAsync(id)).IsError(422, "content_resource_creation_failed");
        (await (user with { AgentId = second }).ClaimAsync(id)).IsError(422, "content_resource_creation_failed");
        (await user.ClaimAsync(id[..^3] + "AAA")).IsError(422, "content_resource_creation_failed");
        var token = announced.Node["direct_upload"]!["url"]!.ToString().Split('/')[^1];
        (await user.ClaimAsync(token)).IsError(422, "content_resource_creation_failed");
        (await user.ClaimAsync("1")).IsError(422, "content_resource_creation_failed");
        (await user.ClaimAsync(" ")).IsError(422, "validation_error");
        Assert.Equal(HttpStatusCode.Created, (await user.ClaimAsync(id)).Status);
        (await user.AnnounceAsync(Samples.Png, query: $"?agent_id={stranger.AgentId}")).IsError(404, "not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_announcement_is_checked_all_at_once(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var md5 = FileQuestions.Md5([1]);
        var nothing = (await user.Api.PostAsync("/v1/direct_upload", new { })).IsError(422, "validation_error");
        string[] missing = ["blob.byte_size", "blob.checksum", "blob.content_type", "blob.filename"];
        Assert.Equal(missing, (await SendAsync(new { blob = new { } })).Node["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.Equal(4, nothing.Node["errors"]!.AsObject().Count);
        (await AnnounceAsync("a.png", 0, md5, "image/png")).IsError(422, "validation_error");
        (await AnnounceAsync("a.png", 5, "bm90IGFuIG1kNSBhdCBhbGwuLi4=", "image/png")).IsError(422, "validation_error");
        (await AnnounceAsync("a.mp4", (1024L * 1024 * 1024) + 1, md5, "video/mp4")).IsError(422, "file_size_exceeded");
        foreach (var type in new[] { "text/html", "image/svg+xml", "IMAGE/SVG+XML", "application/pdf", "image", "image/png\r\nX-A: b" })
            (await AnnounceAsync("a.mp4", 5, md5, type)).IsError(422, "invalid_content_type");
        var metadata = new { long_one = new string('x', 70_000) };
        var large = await SendAsync(new { filename = "a.mp4", byte_size = 5, checksum = md5, content_type = "video/mp4", metadata });
        large.IsError(422, "validation_error");
        foreach (var type in new[] { "audio/webm;codecs=opus", "application/zip", "application/octet-stream", "image/heic" })
            Assert.Equal(HttpStatusCode.OK, (await AnnounceAsync(new string('x', 10_000) + ".mp4", 1L << 30, md5, type)).Status);
        var text = new { filename = "a.mp4", byte_size = "1073741824", checksum = md5, content_type = "video/mp4" };
        Assert.Equal(HttpStatusCode.OK, (await user.Api.Lenient("a number as a text").PostAsync("/v1/direct_upload", text)).Status);

        Task<Answer> AnnounceAsync(string filename, long size, string checksum, string type) =>
            SendAsync(new { filename, byte_size = size, checksum, content_type = type });

        Task<Answer> SendAsync(object body) => user.Api.PostAsync("/v1/direct_upload", body);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_can_be_done_again(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var announced = await user.AnnounceAsync(Samples.Png);
        var url = new Uri(announced.Node["direct_upload"]!["url"]!.ToString());
        using (var socket = new TcpClient(url.Host, url.Port))
        {
            var head = $"PUT {url.AbsolutePath} HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                + $"Content-MD5: {FileQuestions.Md5(Samples.Png)}\r\nContent-Length: {Samples.Png.Length}\r\n\r\nhalf";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await Waiting.UntilAsync(() => Task.FromResult(Scratch(server).Any(f => f.Length == 4)), "the first bytes are there");
        }
        await Waiting.UntilAsync(() => Task.FromResult(!Scratch(server).Any(f => f.Length == 4)), "they are gone");
        Assert.False(await server.IsStoredAsync(announced.Text("key")));
        Assert.Equal(HttpStatusCode.NoContent, (await announced.PutAsync(Samples.Png)).StatusCode);

        static IEnumerable<FileInfo> Scratch(RunningServer server)
        {
            var folder = new DirectoryInfo(Path.Combine(server.DataFolder, "scratch"));
            return folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Exists);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_storage_that_fails_leaves_the_url_as_it_was(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var user = await Api.NewUserAsync(server);
        var announced = await user.AnnounceAsync(Samples.Png);
        // A file in the place of the folder: nothing can be stored there.
        var files = Path.Combine(server.DataFolder, "files");
        Assert.False(Directory.Exists(files));
        await File.WriteAllTextAsync(files, "");
        Assert.InRange((int)(await announced.PutAsync(Samples.Png)).StatusCode, 500, 599);
        (await user.ClaimAsync(announced.Text("signed_id"))).IsError(422, "content_resource_creation_failed");

        File.Delete(files);
        Assert.Equal(HttpStatusCode.NoContent, (await announced.PutAsync(Samples.Png)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await user.ClaimAsync(announced.Text("signed_id"))).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_url_expires_after_a_quarter_of_an_hour_and_what_nobody_used_goes_after_a_day(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        var user = await Api.NewUserAsync(server);
        var used = await user.AnnounceAsync(Samples.Png);
        var unused = await user.AnnounceAsync(Samples.Png);
        var late = await user.AnnounceAsync(Samples.Png);
        await used.PutAsync(Samples.Png);
        await unused.PutAsync(Samples.Png);
        var (usedKey, unusedKey) = (await server.KeyAsync(used), await server.KeyAsync(unused));
        Assert.True(await server.IsStoredAsync(unusedKey));

        clock.Ahead = TimeSpan.FromMinutes(15);
        var answer = await late.PutAsync(Samples.Png);
        Assert.Contains("upload_expired", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await user.ClaimAsync(used.Text("signed_id"))).Status);

        clock.Ahead = TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1);
        (await user.ClaimAsync(unused.Text("signed_id"))).IsError(422, "content_resource_creation_failed");
        await server.Services.GetRequiredService<Sweeping>().SweepAsync(CancellationToken.None);
        await server.IsGoneAsync(unusedKey);
        Assert.True(await server.IsStoredAsync(usedKey));
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        Assert.Equal(0, await db.DirectUploads.CountAsync());
    }

    [Fact]
    public async Task What_is_written_to_a_presigned_url_after_the_file_was_made_changes_nothing_and_goes()
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, clock, await servers.S3.NewBucketAsync());
        var user = await Api.NewUserAsync(server);
        var announced = await user.AnnounceAsync(Samples.Png);
        await announced.PutAsync(Samples.Png);
        var made = (await user.ClaimAsync(announced.Text("signed_id"))).Node["content_resource"]!;
        Assert.True((await announced.PutAsync(Samples.Png)).IsSuccessStatusCode);
        Assert.NotEqual(announced.Text("key"), FileQuestions.KeyOf(made["url"]!.ToString()));

        clock.Ahead = TimeSpan.FromHours(1);
        server.Services.GetRequiredService<FileSweep>().Wake();
        await server.IsGoneAsync(announced.Text("key"));
        using var anybody = new HttpClient();
        Assert.Equal(Samples.Png, await anybody.GetByteArrayAsync(made["url"]!.ToString()));
    }
}
