using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

public sealed class Removal(Servers servers)
{
    public static readonly TheoryData<Place> Everywhere = FileQuestions.Everywhere;
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Deleting_a_workspace_deletes_all_it_holds_and_ends_what_runs(Place place)
    {
        var server = await servers.AtAsync(place);
        var (user, other) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        await AvatarAsync(user, "organization[avatar]", Samples.Png);
        var avatar = (await user.Api.GetAsync($"/v1/organizations/{user.WorkspaceId}")).Node["avatar"]!;
        var folder = (await user.Api.PostAsync($"/v1/asset_folders?agent_id={user.AgentId}", new { name = "F" })).Node[
            "asset_folder_id"]!.GetValue<long>();
        var files = new[]
        {
            (await user.UploadAsync(Samples.Png, "a.png")).Node["content_resource"]!,
            (await user.UploadAsync(Samples.Png, "b.png", folder)).Node["content_resource"]!,
            avatar,
        };
        var theirs = (await other.UploadAsync(Samples.Png, "a.png")).Node["content_resource"]!;
        var sheet = await user.NewSheetAsync("Out", "Film:video", "Picture:image");
        var text = await sheet.GenerateAsync("Out", new { generation_type = "text", data = new { prompt = "A hook about tea" } });
        var running = (await sheet.OrderAsync(
            "Film", new { generation_type = "video_from_text", data = new { prompt = "The sea at dusk", duration = 10 } })).Node[
                "generation_id"]!;
        var deleted = await user.Api.DeleteAsync(
            $"/v1/agents/{(await user.Api.PostAsync("/v1/agents", new { name = "Deleted before" })).Node["agent"]!["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);

        Assert.Equal(HttpStatusCode.NoContent, (await user.Api.DeleteAsync($"/v1/organizations/{user.WorkspaceId}")).Status);
        (await user.Api.GetAsync($"/v1/organizations/{user.WorkspaceId}")).IsError(422, "organization_not_found");
        (await user.Api.GetAsync($"/v1/agents/{user.AgentId}")).IsError(404, "not_found");
        (await user.Api.GetAsync($"/v1/generations/{text["id"]}")).IsError(404, "not_found");
        (await user.Api.GetAsync($"/v1/generations/{running}")).IsError(404, "not_found");
        using var anybody = new HttpClient();
        foreach (var url in files.SelectMany(f => new[] { f["url"]!.ToString(), f["thumbnail_url"]!.ToString() }))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(url)).StatusCode);
            await server.IsGoneAsync(FileQuestions.KeyOf(url));
        }
        Assert.True(await server.IsStoredAsync(FileQuestions.KeyOf(theirs["url"]!.ToString())));

        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        Assert.Equal((0, 0, 0, 0, 0, 0), (
            await db.Agents.CountAsync(a => a.WorkspaceId == user.WorkspaceId),
            await db.Jobs.CountAsync(j => j.WorkspaceId == user.WorkspaceId),
            await db.CreditTransactions.CountAsync(l => l.WorkspaceId == user.WorkspaceId),
            await db.Sheets.CountAsync(s => s.AgentId == user.AgentId),
            await db.Memberships.CountAsync(m => m.WorkspaceId == user.WorkspaceId),
            await db.Pictures.CountAsync(p => p.WorkspaceId == user.WorkspaceId)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_that_was_written_and_never_named_goes_after_an_hour_and_not_before(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        var user = await Api.NewUserAsync(server);
        var named = FileQuestions.KeyOf((await user.UploadAsync(Samples.Png, "named.png")).Node["content_resource"]!["url"]!.ToString());
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, Samples.Png);
        string lost;
        await using (var scope = server.Services.CreateAsyncScope())
            lost = await scope.ServiceProvider.GetRequiredService<StoredFiles>().KeepAsync(path, "image/png", CancellationToken.None);
        // As a server leaves it that was killed in the middle of keeping it.
        var unfinished = server.Services.GetRequiredService<IFileStorage>().PathOf(lost) + ".part";
        await File.WriteAllBytesAsync(unfinished, Samples.Png);

        clock.Ahead = TimeSpan.FromMinutes(58);
        var another = (await user.UploadAsync(Samples.Png, "b.png")).Node["content_resource"]!;
        await user.Api.DeleteAsync($"/v1/content_resources/{another["id"]}?agent_id={user.AgentId}");
        await server.IsGoneAsync(FileQuestions.KeyOf(another["url"]!.ToString()));
        Assert.True(await server.IsStoredAsync(lost));

        clock.Ahead = TimeSpan.FromMinutes(61);
        server.Services.GetRequiredService<FileSweep>().Wake();
        await server.IsGoneAsync(lost);
        Assert.False(File.Exists(unfinished));
        Assert.True(await server.IsStoredAsync(named));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_that_waited_so_long_that_it_may_be_gone_cannot_be_named(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        await using var scope = server.Services.CreateAsyncScope();
        var files = scope.ServiceProvider.GetRequiredService<StoredFiles>();
        var path = Path.GetTempFileName();
        var key = await files.KeepAsync(path, "image/png", CancellationToken.None);
        clock.Ahead = TimeSpan.FromMinutes(59.5);
        await Assert.ThrowsAsync<InvalidOperationException>(() => files.ClaimAsync([key], CancellationToken.None));
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().WriteAsync(async () =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => files.KeepAsync(path, "image/png", CancellationToken.None));
            return true;
        }, CancellationToken.None);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_workspace_has_an_avatar_that_is_replaced_and_taken_away(Place place)
    {
        var server = await servers.AtAsync(place);
        var user = await Api.NewUserAsync(server);
        var form = new MultipartFormDataContent
        {
            { new StringContent("With a face"), "organization[name]" },
            { new ByteArrayContent(Samples.Png), "organization[avatar]", "face.png" },
        };
        var made = await user.Api.PostAsync("/v1/organizations", form);
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        var at = user with { WorkspaceId = made.Node["organization_id"]!.GetValue<long>() };
        var first = (await at.Api.GetAsync($"/v1/organizations/{at.WorkspaceId}")).Node["avatar"]!;
        using var anybody = new HttpClient();
        Assert.Equal(Samples.Png, await anybody.GetByteArrayAsync(first["url"]!.ToString()));
        Assert.Equal("image/jpeg", (await anybody.GetAsync(first["thumbnail_url"]!.ToString())).Content.Headers.ContentType!.MediaType);

        foreach (var bad in new byte[][]
        {
            [],
            "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
            "GIF89a"u8.ToArray(),
            [.. Samples.Png.AsSpan(0, 30)],
        })
            (await AvatarAsync(at, "organization[avatar]", bad)).IsError(422, "validation_error");
        (await at.Api.PatchAsync($"/v1/organizations/{at.WorkspaceId}", new { organization = new { avatar = "x" } }))
            .IsError(422, "validation_error");

        await AvatarAsync(at, "avatar", Samples.Png);
        var second = (await at.Api.GetAsync($"/v1/organizations/{at.WorkspaceId}")).Node["avatar"]!;
        Assert.NotEqual(first["url"]!.ToString(), second["url"]!.ToString());
        await server.IsGoneAsync(FileQuestions.KeyOf(first["url"]!.ToString()));
        await server.IsGoneAsync(FileQuestions.KeyOf(first["thumbnail_url"]!.ToString()));

        await at.Api.PatchAsync($"/v1/organizations/{at.WorkspaceId}", new { organization = new { name = "Another name" } });
        var renamed = (await at.Api.GetAsync($"/v1/organizations/{at.WorkspaceId}")).Node;
        Assert.Equal(("Another name", second["url"]!.ToString()), (renamed["name"]!.ToString(), renamed["avatar"]!["url"]!.ToString()));
        await at.Api.PatchAsync($"/v1/organizations/{at.WorkspaceId}", new { organization = new { avatar = (string?)null } });
        Assert.Null((await at.Api.GetAsync($"/v1/organizations/{at.WorkspaceId}")).Node["avatar"]);
        await server.IsGoneAsync(FileQuestions.KeyOf(second["url"]!.ToString()));
    }

    private static Task<Answer> AvatarAsync(User user, string field, byte[] bytes) =>
        user.Api.PatchAsync(
            $"/v1/organizations/{user.WorkspaceId}", new MultipartFormDataContent { { new ByteArrayContent(bytes), field, "face.png" } });
}
