using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Bench.Attack;

/// <summary>A customer of the server that is attacked: from an account to a video of a template, over HTTP alone.</summary>
internal sealed class ClientJourney(HttpClient http)
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["Topic"] = "why your morning coffee tastes bitter",
        ["Hook"] = "Your coffee is bitter for one reason",
        ["Script"] =
            "Your coffee is bitter for one reason, and it is not the beans. It is the water. Boiling water burns the grounds before the "
            + "flavour can open up. So wait thirty seconds, then pour slowly, in small circles. You will taste chocolate, cherry, and a "
            + "little caramel. Your first cup is waiting at Aurora Coffee.",
        ["Call to Action"] = "Taste the difference",
    };

    /// <summary>Makes the video, and downloads it.</summary>
    /// <param name="photo">A picture of the customer's.</param>
    /// <param name="output">Where the video goes.</param>
    /// <exception cref="InvalidOperationException">The server refused, or a job failed.</exception>
    public async Task WalkAsync(string photo, string output, CancellationToken cancellationToken)
    {
        await SignInAsync(cancellationToken);
        var made = await PostAsync("/v1/agents", new { agent = new { name = "Aurora" } }, cancellationToken);
        var agent = made["agent"]!["id"]!.GetValue<long>();
        var sheet = await PostAsync("/v1/templates/spreadsheets/tiktok-video-creator/clone", new { agent_id = agent }, cancellationToken);
        var columns = sheet["spreadsheet_columns"]!.AsArray();
        foreach (var column in columns)
            if (Texts.TryGetValue(column!["title"]!.ToString(), out var text)) await SetAsync(column, text);
            else if (column["title"]!.ToString() == "Photo") await SetAsync(column, await UploadAsync(agent, photo, cancellationToken));

        var ordered = await PostAsync(Of("/generate_batch"), new { only_empty = true }, cancellationToken);
        foreach (var one in ordered.AsArray()) await FollowAsync(one!["generation_id"]!.GetValue<long>(), cancellationToken);
        var video = Cell(columns.Single(column => column!["role"]!.ToString() == "final_video")!);
        var render = await PostAsync(Of($"/cells/{video["id"]}/render"), new { }, cancellationToken);
        var done = await FollowAsync(render["generation_id"]!.GetValue<long>(), cancellationToken);
        await using var from = await http.GetStreamAsync(done["output_resources"]![0]!["url"]!.ToString(), cancellationToken);
        await using var to = File.Create(output);
        await from.CopyToAsync(to, cancellationToken);

        string Of(string rest) => $"/v1/autocontentengine/{sheet["id"]}{rest}?agent_id={agent}";

        JsonNode Cell(JsonNode column) => sheet["spreadsheet_rows"]![0]!["spreadsheet_cells"]!.AsArray()
            .Single(cell => cell!["column_id"]!.GetValue<long>() == column["id"]!.GetValue<long>())!;

        Task<JsonNode> SetAsync(JsonNode column, string value) => SendAsync(
            HttpMethod.Patch, Of($"/cells/{Cell(column)["id"]}"), JsonContent.Create(new { spreadsheet_cell = new { value } }),
            cancellationToken);
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        var (email, password) = ("customer@opengen.example", Guid.NewGuid().ToString("N"));
        await PostAsync("/v1/auth/register", new { email, password }, cancellationToken);
        var login = await PostAsync("/v1/auth/login", new { email, password }, cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login["token"]!.ToString());
    }

    private async Task<string> UploadAsync(long agent, string path, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new StreamContent(File.OpenRead(path)), "content_resource[file]", Path.GetFileName(path) },
        };
        var made = await SendAsync(HttpMethod.Post, $"/v1/content_resources?agent_id={agent}", form, cancellationToken);
        return made["content_resource"]!["url"]!.ToString();
    }

    private async Task<JsonNode> FollowAsync(long id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var job = await SendAsync(HttpMethod.Get, $"/v1/generations/{id}", null, cancellationToken);
            if (job["status"]!.ToString() == "completed") return job;
            if (job["status"]!.ToString() is "failed" or "stopped")
                throw new InvalidOperationException($"Generation {id}: {job["failed_reason"]}");
            await Task.Delay(200, cancellationToken);
        }
    }

    private Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), cancellationToken);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
