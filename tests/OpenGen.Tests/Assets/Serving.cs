using System.Net;
using System.Net.Http.Headers;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

/// <summary>The public URLs of files.</summary>
public sealed class Serving(Servers servers)
{
    public static readonly TheoryData<Place> Everywhere = FileQuestions.Everywhere;

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_files_url_is_public_until_it_is_deleted_and_then_the_storage_has_it_no_more(Place place)
    {
        var server = await servers.AtAsync(place);
        var user = await Api.NewUserAsync(server);
        var kept = (await user.UploadAsync(Samples.Png, "dot.png")).Node["content_resource"]!;
        using var anybody = new HttpClient();
        var url = kept["url"]!.ToString();
        Assert.Equal(Samples.Png, await anybody.GetByteArrayAsync(url));

        Assert.Equal(
            HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/content_resources/{kept["id"]}?agent_id={user.AgentId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(url)).StatusCode);
        (await user.Api.DeleteAsync($"/v1/content_resources/{kept["id"]}?agent_id={user.AgentId}")).IsError(404, "not_found");
        await server.IsGoneAsync(FileQuestions.KeyOf(url));
        await server.IsGoneAsync(FileQuestions.KeyOf(kept["thumbnail_url"]!.ToString()));
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_or_of_its_folder_is_not_followed()
    {
        var server = await servers.OnAsync(Database.Sqlite);
        var user = await Api.NewUserAsync(server);
        using var anybody = new HttpClient();
        var outside = Directory.CreateTempSubdirectory();
        foreach (var folder in new[] { false, true })
        {
            var url = (await user.UploadAsync(Samples.Png, "dot.png")).Node["content_resource"]!["url"]!.ToString();
            Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(url)).StatusCode);
            var key = FileQuestions.KeyOf(url);
            var (above, below) = (
                Path.Combine(server.DataFolder, "files", key[..2]), Path.Combine(server.DataFolder, "files", key[..2], key[2..4]));
            if (folder)
            {
                Directory.Move(below, Path.Combine(outside.FullName, "folder"));
                Directory.CreateSymbolicLink(below, Path.Combine(outside.FullName, "folder"));
            }
            else
            {
                File.Delete(Path.Combine(below, key));
                File.CreateSymbolicLink(Path.Combine(below, key), "/etc/hostname");
            }
            Assert.True(Directory.Exists(above));
            Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(url)).StatusCode);
        }
        outside.Delete(recursive: true);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_part_of_a_file_is_to_be_had_and_one_beyond_its_end_is_not(Place place)
    {
        var user = await Api.NewUserAsync(await servers.AtAsync(place));
        var url = (await user.UploadAsync(Samples.Png, "dot.png")).Node["content_resource"]!["url"]!.ToString();
        var size = Samples.Png.Length;

        foreach (var (range, from, to) in new[]
        {
            ("bytes=1-3", 1, 3),
            ("bytes=-4", size - 4, size - 1),
            ("bytes=10-", 10, size - 1),
            ($"bytes=5-{size + 100}", 5, size - 1),
        })
        {
            var part = await GetAsync(url, ("Range", range));
            Assert.Equal(
                (HttpStatusCode.PartialContent, $"bytes {from}-{to}/{size}"),
                (part.StatusCode, part.Content.Headers.ContentRange!.ToString()));
            Assert.Equal(Samples.Png[from..(to + 1)], await part.Content.ReadAsByteArrayAsync());
        }
        var beyond = await GetAsync(url, ("Range", $"bytes={size}-"));
        Assert.Equal(
            (HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{size}"),
            (beyond.StatusCode, beyond.Content.Headers.ContentRange!.ToString()));

        var whole = await GetAsync(url);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
        var tag = whole.Headers.ETag!.Tag;
        Assert.Equal(HttpStatusCode.PartialContent, (await GetAsync(url, ("Range", "bytes=1-3"), ("If-Range", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(url, ("Range", "bytes=1-3"), ("If-Range", "\"another\""))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(url, ("If-None-Match", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(url, ("If-None-Match", "\"another\""))).StatusCode);

        using var http = new HttpClient();
        var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        Assert.Equal((HttpStatusCode.OK, (long?)size), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task No_browser_runs_what_a_user_uploaded(Place place)
    {
        var user = await Api.NewUserAsync(await servers.AtAsync(place));
        var picture = (await user.UploadAsync(Samples.Png, "a.html")).Node["content_resource"]!;
        foreach (var url in new[]
        {
            picture["url"]!.ToString(),
            picture["thumbnail_url"]!.ToString(),
            picture["url"]!.ToString().Replace("a.html", "x.svg", StringComparison.Ordinal),
        })
        {
            var shown = await GetAsync(url);
            Assert.StartsWith("image/", shown.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
            Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);
            var policy = shown.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.EndsWith("sandbox", policy, StringComparison.Ordinal);
        }

        var archive = (await user.UploadAsync([.. "PK"u8, 5, 6, .. new byte[18]], "é.html")).Node["content_resource"]!;
        var saved = await GetAsync(archive["url"]!.ToString());
        Assert.Equal(
            ("application/zip", "attachment", "é.html"),
            (saved.Content.Headers.ContentType!.MediaType, saved.Content.Headers.ContentDisposition!.DispositionType,
                saved.Content.Headers.ContentDisposition.FileNameStar));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task What_is_no_key_is_no_file(Place place)
    {
        var server = await servers.AtAsync(place);
        foreach (var path in new[]
        {
            "files/x/y",
            "files/..%2f..%2fopengen.db/x",
            "files/00000000000000000000000000000000/x",
            "files/uploads/x",
        })
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(new Uri(server.Address, path).ToString())).StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(string url, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }
}
