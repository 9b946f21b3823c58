using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

public sealed class Files(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_is_what_its_bytes_are_and_not_what_it_is_called(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var kept = (await UploadAsync(user, Samples.Png, "../../etc/passwd.html")).Node["content_resource"]!;
        Assert.Equal(("image/png", "passwd.html"), (kept["content_type"]!.ToString(), kept["file_name"]!.ToString()));
        Assert.NotNull(kept["thumbnail_url"]);

        (await UploadAsync(user, Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "a.png")).IsError(422, "content_resource_creation_failed");
        (await UploadAsync(user, [.. Samples.Png.AsSpan(0, 30)], "a.png")).IsError(422, "content_resource_creation_failed");
        (await UploadAsync(user, [], "a.png")).IsError(422, "content_resource_creation_failed");
        (await UploadAsync(user, Encoding.UTF8.GetBytes("#EXTM3U\nfile:///etc/passwd"), "a.mp4")).IsError(422, "content_resource_creation_failed");
        Assert.Single((await user.Api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_files_url_is_public_answers_range_etag_and_head_until_it_is_deleted(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var kept = (await UploadAsync(user, Samples.Png, "dot.png")).Node["content_resource"]!;
        using var anybody = new HttpClient();
        var url = kept["url"]!.ToString();
        Assert.Equal(Samples.Png, await anybody.GetByteArrayAsync(url));

        using var part = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(1, 3) } };
        var answer = await anybody.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, "PNG"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));

        var head = await anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        Assert.Equal((HttpStatusCode.OK, (long?)Samples.Png.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal("nosniff", head.Headers.GetValues("X-Content-Type-Options").Single());
        using var again = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { head.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await anybody.SendAsync(again)).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/content_resources/{kept["id"]}?agent_id={user.AgentId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(url)).StatusCode);
        Assert.False(File.Exists(PathOf(server, url)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Deleting_a_workspace_deletes_all_it_holds(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var kept = (await UploadAsync(user, Samples.Png, "dot.png")).Node["content_resource"]!;
        var sheet = await user.NewSheetAsync("Out");
        var job = await sheet.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook about tea" } });
        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/organizations/{user.WorkspaceId}")).Status);
        (await user.Api.GetAsync($"/v1/organizations/{user.WorkspaceId}")).IsError(422, "organization_not_found");
        (await user.Api.GetAsync($"/v1/agents/{user.AgentId}")).IsError(404, "not_found");
        (await user.Api.GetAsync($"/v1/generations/{job["id"]}")).IsError(404, "not_found");
        using var anybody = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(kept["url"]!.ToString())).StatusCode);
        Assert.False(File.Exists(PathOf(server, kept["url"]!.ToString())));
        Assert.False(File.Exists(PathOf(server, kept["thumbnail_url"]!.ToString())));
    }

    private static string PathOf(RunningServer server, string url)
    {
        var key = url.Split('/')[^2];
        return Path.Combine(server.DataFolder, "files", key[..2], key[2..4], key);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("64:ff9b::7f00:1")]
    public void An_address_that_is_not_the_internets_is_not_public(string address) => Assert.False(GuardedConnection.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void An_address_of_the_internet_is_public(string address) => Assert.True(GuardedConnection.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/x")]
    [InlineData("http://user:pw@example.com/x")]
    [InlineData("concat:/etc/passwd")]
    [InlineData("not a url")]
    public async Task A_url_that_is_no_plain_http_is_not_fetched(string url)
    {
        using var download = new GuardedDownload(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        Assert.NotNull(await download.FetchAsync(url, Path.GetTempFileName(), 1000, CancellationToken.None));
    }

    [Fact]
    public async Task This_machine_is_not_fetched_from_whatever_it_is_called()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        using var download = new GuardedDownload(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "0x7f.1" })
        {
            var why = await download.FetchAsync($"http://{host}:{server.Address.Port}/healthz", Path.GetTempFileName(), 1000, CancellationToken.None);
            Assert.Equal("it points to a private address", why);
        }
    }

    private static Task<Answer> UploadAsync(User user, byte[] bytes, string name) =>
        user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", new MultipartFormDataContent { { new ByteArrayContent(bytes), "content_resource[file]", name } });
}
