using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Voices;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Agents;

/// <summary>What it takes to list agents, however many they are.</summary>
public sealed class AgentListing
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Thirty_agents_are_listed_with_as_many_queries_as_three(Database database)
    {
        var counted = new CountedCommands();
        await using var server = await RunningServer.StartAsync(database, counted.Watch, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        using var browser = await PlainBrowser.SignedInAsync(server, user);
        var page = $"/workspaces/{user.WorkspaceId}";

        await AddSpeakersAsync(server, user, 1, 3);
        var listing = await counted.OfAsync(() => api.GetAsync("/v1/agents"));
        var showing = await counted.OfAsync(() => browser.ReadAsync(page));
        await AddSpeakersAsync(server, user, 4, 30);

        Assert.Equal(listing, await counted.OfAsync(() => api.GetAsync("/v1/agents")));
        Assert.Equal(showing, await counted.OfAsync(() => browser.ReadAsync(page)));
        Assert.Contains("Speaker 30", await browser.ReadAsync(page), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Each_agent_is_listed_with_its_own_voice(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        await AddSpeakersAsync(server, user, 1, 3);

        var voices = (await api.GetAsync("/v1/agents")).Node.AsArray().Select(a => a!["default_user_voice"]).ToList();

        Assert.Null(voices[0]);
        Assert.Equal(["Speaker 1", "Speaker 3"], new[] { voices[1], voices[3] }.Select(v => v!["name"]!.ToString()));
        Assert.EndsWith("/1.mp3", voices[1]!["url"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("/3.mp3", voices[3]!["url"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("local_de_male", "de", "local"), (Of(voices[2], "id"), Of(voices[2], "language"), Of(voices[2], "provider")));
        Assert.Null(voices[2]!["url"]);
    }

    private static string? Of(JsonNode? voice, string field) => voice![field]?.ToString();

    /// <summary>Agents with voices of their own, whose ids are the same; the second speaks with one of this machine's.</summary>
    private static async Task AddSpeakersAsync(RunningServer server, User user, int first, int last)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        for (var i = first; i <= last; i++)
        {
            var voiceId = i == 2 ? "local_de_male" : "own";
            var agent = new Agent
            {
                WorkspaceId = user.WorkspaceId,
                Name = $"Speaker {i}",
                Core = RawJson.Of(new AgentCore { DefaultUserVoice = new VoiceRef(voiceId, null, null) }),
            };
            db.Add(agent);
            await db.SaveChangesAsync();
            var recording = new ContentResource
            {
                AgentId = agent.Id,
                Kind = FileKind.Audio,
                Key = Guid.NewGuid().ToString("N"),
                FileName = $"{i}.mp3",
                ContentType = "audio/mpeg",
            };
            db.Add(recording);
            await db.SaveChangesAsync();
            db.Add(new Voice { AgentId = agent.Id, VoiceId = "own", Name = agent.Name, RecordingId = recording.Id });
            await db.SaveChangesAsync();
        }
    }
}
