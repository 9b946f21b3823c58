using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Voices;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Voices;

/// <summary>A voice and its recording come and go together.</summary>
public sealed class VoiceRecordings
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Two_workers_that_keep_the_voice_of_a_job_leave_one_recording(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;

        await Task.WhenAll(KeepAsync(), KeepAsync());

        var library = await api.GetAsync($"/v1/agents/{user.AgentId}/voice/library?source=user_designed");
        Assert.Equal(1, library.Node["total"]!.GetValue<int>());
        Assert.Single((await api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
        await Waiting.UntilAsync(() => Task.FromResult(FilesOf(server) == 1), "the recording of the worker that came second is gone");

        async Task KeepAsync()
        {
            await using var scope = server.Services.CreateAsyncScope();
            var shelf = scope.ServiceProvider.GetRequiredService<VoiceShelf>();
            var manner = new VoiceManner("en", "female");
            await shelf.KeepOfJobAsync(user.AgentId, 1, "Twin", manner, Voice.Designed, null, CancellationToken.None);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_voice_is_deleted_with_its_recording_or_not_at_all(Database database)
    {
        var broken = new BrokenCommands("INSERT INTO doomed_files");
        await using var server = await RunningServer.StartAsync(database, broken.Watch);
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        var voice = $"/v1/agents/{user.AgentId}/voice";
        var samples = (await api.PostAsync($"{voice}/design/generate-samples", new { text = "Hello" })).Node["samples"]!;
        var made = await api.PostAsync($"{voice}/design", new { generation_id = samples[0]!["generation_id"]!.ToString(), name = "Story" });

        broken.IsBroken = true;
        Assert.Equal(HttpStatusCode.InternalServerError, (await api.DeleteAsync($"{voice}/{made.Text("voice_id")}")).Status);
        broken.IsBroken = false;

        var library = (await api.GetAsync($"{voice}/library?source=user_designed")).Node["voices"]!.AsArray();
        Assert.Equal(made.Text("file_url"), Assert.Single(library)!["preview_url"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{voice}/{made.Text("voice_id")}")).Status);
        Assert.Empty((await api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
        await Waiting.UntilAsync(() => Task.FromResult(FilesOf(server) == 0), "the recording is gone");
    }

    private static int FilesOf(RunningServer server) =>
        Directory.GetFiles(Path.Combine(server.DataFolder, "files"), "*", SearchOption.AllDirectories).Length;
}
