using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Clients;

/// <summary>The journey by a client that wraps nothing and sends <c>agent_id</c> inside its bodies, ids as strings.</summary>
public sealed class FlatBodies(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Flat_bodies_with_the_agent_inside_make_a_video(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var agent = (await SentAsync(user, HttpMethod.Post, "/v1/agents", new { name = "Flat" }))["agent"]!["id"]!.ToString();
        await SentAsync(user, HttpMethod.Patch, $"/v1/agents/{agent}/core", new { brand_name = "Flat Coffee" });
        var id = (await SentAsync(user, HttpMethod.Post, "/v1/autocontentengine", new { agent_id = agent, title = "Flat" }))[
            "id"]!.ToString();
        var path = $"/v1/autocontentengine/{id}";
        await SentAsync(user, HttpMethod.Post, $"{path}/columns", new { agent_id = agent, title = "Line", type = "text" });
        await SentAsync(user, HttpMethod.Post, $"{path}/rows", new { agent_id = agent });
        var sheet = (await user.Api.GetAsync($"{path}?agent_id={agent}")).Node;
        string Cell(string title) => sheet["spreadsheet_rows"]![0]!["spreadsheet_cells"]!.AsArray()
            .Single(
                c => c!["column_id"]!.GetValue<long>()
                    == sheet["spreadsheet_columns"]!.AsArray().Single(x => x!["title"]!.ToString() == title)!["id"]!.GetValue<long>())![
                        "id"]!.ToString();

        var text = await SentAsync(
            user, HttpMethod.Post, $"{path}/cells/{Cell("Line")}/generate",
            new { agent_id = agent, generation_type = "text", data = new { prompt = "Write a hook about {{brand_name}}" } });
        Assert.Equal("completed", (await user.Api.FollowAsync(text["generation_id"]!.GetValue<long>()))["status"]!.ToString());
        await SentAsync(user, HttpMethod.Post, $"{path}/cells/{Cell("Final Video")}/layers",
            new { agent_id = agent, name = "Line", type = "text", additional_attributes = new { bind = "Line", durationInFrames = 15 } });
        var render = await SentAsync(user, HttpMethod.Post, $"{path}/cells/{Cell("Final Video")}/render", new { agent_id = agent });
        var video = await user.Api.FollowAsync(render["generation_id"]!.GetValue<long>());
        Assert.Equal("completed", video["status"]!.ToString());
        var file = await user.Api.Http.GetByteArrayAsync(video["output_resources"]![0]!["url"]!.ToString());
        Assert.Equal("ftyp"u8, file.AsSpan(4, 4));
    }

    private static async Task<JsonNode> SentAsync(User user, HttpMethod method, string path, object body)
    {
        var api = user.Api.Lenient("ids as texts, and an agent in the body of an operation that has none");
        var answer = await api.SendAsync(method, path, body);
        Assert.True(
            answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{method} {path} answered {answer.Status}: {answer.Body}");
        return answer.Node;
    }
}
