using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

public sealed class Library(Servers servers)
{
    public static readonly TheoryData<Place> Everywhere = FileQuestions.Everywhere;
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Deleting_a_folder_deletes_all_that_is_in_it_and_nothing_else(Place place)
    {
        var server = await servers.AtAsync(place);
        var user = await Api.NewUserAsync(server);
        var outer = await FolderAsync(user, "Outer");
        var inner = await FolderAsync(user, "Inner", outer);
        var beside = await FolderAsync(user, "Beside");
        var kept = (await user.UploadAsync(Samples.Png, "kept.png", beside)).Node["content_resource"]!;
        var gone = new[]
        {
            (await user.UploadAsync(Samples.Png, "1.png", outer)).Node["content_resource"]!,
            (await user.UploadAsync(Samples.Png, "2.png", inner)).Node["content_resource"]!,
        };

        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/asset_folders/{outer}?agent_id={user.AgentId}")).Status);
        foreach (var file in gone)
        {
            (await user.Api.GetAsync($"/v1/content_resources/{file["id"]}?agent_id={user.AgentId}")).IsError(404, "not_found");
            await server.IsGoneAsync(FileQuestions.KeyOf(file["url"]!.ToString()));
            await server.IsGoneAsync(FileQuestions.KeyOf(file["thumbnail_url"]!.ToString()));
        }
        Assert.True(await server.IsStoredAsync(FileQuestions.KeyOf(kept["url"]!.ToString())));
        Assert.Equal(["Beside"], Names(await ListAsync(user)));
        (await user.Api.GetAsync($"/v1/asset_libraries?agent_id={user.AgentId}&folder_id={inner}")).IsError(404, "not_found");
        (await user.Api.DeleteAsync($"/v1/asset_folders/{outer}?agent_id={user.AgentId}")).IsError(404, "not_found");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_library_shows_folders_first_then_files_each_newest_first(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        await user.UploadAsync(Samples.Png, "First Ä 100%.png");
        var a = await FolderAsync(user, "A first folder");
        await user.UploadAsync(Samples.Png, "second.png");
        await FolderAsync(user, "B");
        await user.UploadAsync(Zip(), "in a folder first.zip", a);

        Assert.Equal(["B", "A first folder", "second.png", "First Ä 100%.png"], Names(await ListAsync(user)));
        var item = (await ListAsync(user))[2]!;
        Assert.Equal("ContentResource", item["type"]!.ToString());
        Assert.Equal("image/png", item["content_type"]!.ToString());
        Assert.Equal("AssetFolder", (await ListAsync(user))[0]!["type"]!.ToString());
        Assert.Equal(["in a folder first.zip"], Names(await ListAsync(user, $"folder_id={a}")));
        Assert.Equal(["A first folder", "in a folder first.zip", "First Ä 100%.png"], Names(await ListAsync(user, "search=FIRST")));
        Assert.Equal(["First Ä 100%.png"], Names(await ListAsync(user, "search=%C3%84")));
        Assert.Equal(["First Ä 100%.png"], Names(await ListAsync(user, "search=%25")));
        Assert.Empty(Names(await ListAsync(user, "search=%5C")));
        Assert.Equal(["in a folder first.zip"], Names(await ListAsync(user, $"search=first&folder_id={a}")));
        Assert.Equal(["second.png", "First Ä 100%.png"], Names(await ListAsync(user, "asset_type=image,video&order=recent")));
        Assert.Equal(["B", "A first folder"], Names(await ListAsync(user, "asset_type=folder")));
        Assert.Empty(Names(await ListAsync(user, "asset_type=video,audio")));

        Assert.Equal(["B", "A first folder", "second.png"], Names(await ListAsync(user, "page=1&page_size=3")));
        Assert.Equal(["First Ä 100%.png"], Names(await ListAsync(user, "page=2&page_size=3")));
        Assert.Empty(Names(await ListAsync(user, "page=2147483647&page_size=200")));
        Assert.Equal(["A first folder"], Names(await ListAsync(user, "page=2&page_size=1")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Nonsense_is_refused_all_at_once_and_other_peoples_folders_are_not_there(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var theirs = await FolderAsync(stranger, "Theirs");
        var wrong = (await user.Api.GetAsync(
            $"/v1/asset_libraries?agent_id={user.AgentId}&asset_type=image,pdf&order=size&page=-1&page_size=1000"))
            .IsError(422, "validation_error");
        Assert.Equal(["asset_type", "order", "page", "page_size"], wrong.Node["errors"]!.AsObject().Select(e => e.Key).Order());

        (await user.Api.GetAsync($"/v1/asset_libraries?agent_id={user.AgentId}&folder_id={theirs}")).IsError(404, "not_found");
        (await user.Api.PostAsync(
            $"/v1/asset_folders?agent_id={user.AgentId}", new { asset_folder = new { name = "x", parent_id = theirs } }))
            .IsError(404, "not_found");
        (await user.Api.PatchAsync($"/v1/asset_folders/{theirs}?agent_id={user.AgentId}", new { asset_folder = new { name = "x" } }))
            .IsError(404, "not_found");
        (await user.Api.DeleteAsync($"/v1/asset_folders/{theirs}?agent_id={user.AgentId}")).IsError(404, "not_found");
        (await user.UploadAsync(Samples.Png, "a.png", theirs)).IsError(404, "not_found");
        (await user.Api.PostAsync($"/v1/asset_folders?agent_id={user.AgentId}", new { asset_folder = new { name = " " } }))
            .IsError(422, "validation_error");
        (await user.Api.PostAsync($"/v1/asset_folders?agent_id={user.AgentId}", new { name = new string('x', 201), parent_id = "y" }))
            .IsError(422, "validation_error");
        Assert.Equal(["Theirs"], Names(await ListAsync(stranger)));
        Assert.Empty(Names(await ListAsync(user)));

        var renamed = await user.Api.PatchAsync(
            $"/v1/asset_folders/{await FolderAsync(user, "Old")}", new { agent_id = user.AgentId, name = "New" });
        Assert.Equal(HttpStatusCode.OK, renamed.Status);
        Assert.Equal(["New"], Names(await ListAsync(user)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Files_are_listed_by_type_ids_and_page_and_renamed(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var ids = new List<long>();
        foreach (var (bytes, name) in new[] { (Samples.Png, "a.png"), (Zip(), "b.png"), (SafeTensors(), "c.exe"), (Samples.Png, "d.png") })
            ids.Add((await user.UploadAsync(bytes, name)).Node["content_resource"]!["id"]!.GetValue<long>());

        Assert.Equal([ids[3], ids[2], ids[1], ids[0]], Ids(await FilesAsync("")));
        Assert.Equal([ids[1]], Ids(await FilesAsync("&type=zip")));
        Assert.Equal([ids[2]], Ids(await FilesAsync("&type=safe_tensors")));
        Assert.Equal([ids[3], ids[0]], Ids(await FilesAsync("&type=image&page=0")));
        Assert.Empty(Ids(await FilesAsync("&page=1")));
        Assert.Equal([ids[2], ids[0]], Ids(await FilesAsync($"&ids[]={ids[0]}&ids[]={ids[2]}&ids[]=999999999")));
        (await FilesAsync("&ids[]=x")).IsError(422, "validation_error");
        (await FilesAsync("&type=pdf")).IsError(422, "validation_error");

        var path = $"/v1/content_resources/{ids[0]}?agent_id={user.AgentId}";
        var renamed = await user.Api.PatchAsync(path, new { content_resource = new { filename = "a/b\u0001\"c\u202E.png" } });
        Assert.Equal("bc.png", renamed.Text("file_name"));
        Assert.Null((await user.Api.GetAsync(path)).Node["generator"]);
        (await user.Api.PatchAsync(path, new { content_resource = new { filename = new string('x', 10_000) } }))
            .IsError(422, "validation_error");
        (await user.UploadAsync([.. Zip().AsSpan(0, 40)], "half.zip")).IsError(422, "content_resource_creation_failed");
        (await user.UploadAsync([.. SafeTensors().AsSpan(0, 60)], "half.safetensors")).IsError(422, "content_resource_creation_failed");
        var long_ = (await user.UploadAsync(Samples.Png, new string('é', 10_000) + ".png")).Node["content_resource"]![
            "file_name"]!.ToString();
        Assert.EndsWith("é.png", long_, StringComparison.Ordinal);
        Assert.InRange(long_.Length, 100, 255);

        Task<Answer> FilesAsync(string query) => user.Api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}{query}");
        static IEnumerable<long> Ids(Answer answer) => answer.Node.AsArray().Select(r => r!["id"]!.GetValue<long>());
    }

    private static async Task<long> FolderAsync(User user, string name, long? parent = null) =>
        (await user.Api.PostAsync(
            $"/v1/asset_folders?agent_id={user.AgentId}", new { asset_folder = new { name, parent_id = parent } })).Node[
                "asset_folder_id"]!.GetValue<long>();

    private static async Task<JsonArray> ListAsync(User user, string query = "") =>
        (await user.Api.GetAsync($"/v1/asset_libraries?agent_id={user.AgentId}&{query}")).Node.AsArray();

    private static IEnumerable<string> Names(JsonArray items) => items.Select(i => (i!["name"] ?? i["file_name"])!.ToString());

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("page.html").Open())
            entry.Write("<script>alert(1)</script>"u8);
        return bytes.ToArray();
    }

    private static byte[] SafeTensors()
    {
        var header = Encoding.UTF8.GetBytes("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""");
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. new byte[8]];
    }
}
