using System.Net;
using System.Text;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

public sealed class Files(Servers servers)
{
    public static readonly TheoryData<Place> Everywhere = FileQuestions.Everywhere;

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_file_is_what_its_bytes_are_and_not_what_it_is_called(Place place)
    {
        var user = await Api.NewUserAsync(await servers.AtAsync(place));
        var kept = (await user.UploadAsync(Samples.Png, "../../etc/passwd.html")).Node["content_resource"]!;
        Assert.Equal(("image/png", "passwd.html"), (kept["content_type"]!.ToString(), kept["file_name"]!.ToString()));
        Assert.NotNull(kept["thumbnail_url"]);

        (await user.UploadAsync(Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "a.png"))
            .IsError(422, "content_resource_creation_failed");
        (await user.UploadAsync([.. Samples.Png.AsSpan(0, 30)], "a.png")).IsError(422, "content_resource_creation_failed");
        (await user.UploadAsync([], "a.png")).IsError(422, "content_resource_creation_failed");
        (await user.UploadAsync(Encoding.UTF8.GetBytes("#EXTM3U\nfile:///etc/passwd"), "a.mp4"))
            .IsError(422, "content_resource_creation_failed");
        Assert.Single((await user.Api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"content_resource[file]\"; filename=\"a.png\"\r\n\r\nhalf")]
    [InlineData("no boundary at all")]
    [InlineData("--b\r\n\r\n--b--\r\n")]
    public async Task A_multipart_body_that_is_broken_is_the_clients_fault(string body)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        var answer = await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", content);
        Assert.InRange((int)answer.Status, 400, 422);
        Assert.NotEmpty(answer.Text("error_code"));
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
    [InlineData("64:ff9b:1::1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.0.0.8")]
    [InlineData("192.31.196.1")]
    [InlineData("192.52.193.1")]
    [InlineData("192.175.48.1")]
    [InlineData("198.19.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("2001::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:30::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("100::1")]
    [InlineData("100:0:0:1::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("::")]
    public void An_address_that_is_not_the_internets_is_not_public(string address) =>
        Assert.False(GuardedConnection.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.88.98.1")]
    [InlineData("192.0.1.1")]
    [InlineData("2001:200::1")]
    [InlineData("2a00:1450:4001::1")]
    [InlineData("3ffe::1")]
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
        using var download = Downloads.New();
        Assert.NotNull(await download.FetchAsync(url, Path.GetTempFileName(), 1000, CancellationToken.None));
    }

    [Fact]
    public async Task This_machine_is_not_fetched_from_whatever_it_is_called_and_nobody_learns_that_it_is_there()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        using var download = Downloads.New();
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "0x7f.1", "no-such-host.invalid" })
        {
            var why = await download.FetchAsync(
                $"http://{host}:{server.Address.Port}/healthz", Path.GetTempFileName(), 1000, CancellationToken.None);
            Assert.Equal("it could not be reached", why);
        }
    }
}
