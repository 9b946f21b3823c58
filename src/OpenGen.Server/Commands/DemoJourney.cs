using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Making;
using OpenGen.Rendering;
using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Commands;

/// <summary>The five steps from nothing to a video, as any client would walk them: HTTP alone.</summary>
internal sealed class DemoJourney(HttpClient http, string scratch)
{
    /// <summary>Whose account it makes.</summary>
    public const string Email = "demo@opengen.example";

    /// <summary>Words of an own script's opening that fit on the screen as its hook.</summary>
    private const int LongestHook = 9;

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["Topic"] = "why your morning coffee tastes bitter",
        ["Hook"] = "Your coffee is bitter for one reason",
        ["Script"] =
            "Your coffee is bitter for one reason, and it is not the beans. It is the water. Boiling water burns the grounds before the "
            + "flavour can open up. "
            + "So wait thirty seconds, then pour slowly, in small circles. You will taste chocolate, cherry, and a little caramel. "
            + "Your first cup is waiting at Aurora Coffee.",
        ["Call to Action"] = "Taste the difference",
        ["Upper Label"] = "Boiling water",
        ["Lower Label"] = "Thirty seconds later",
        ["Point 1"] = "Let the kettle rest for thirty seconds.",
        ["Point 2"] = "Grind the beans just before you brew.",
        ["Point 3"] = "Pour slowly, in small circles.",
    };

    /// <summary>
    /// What goes into the text cells: the demo's words; with a script of one's own, that, what it opens with as hook and topic, and
    /// the rest for the cards to write.
    /// </summary>
    private static Dictionary<string, string> TextsFor(string? script)
    {
        if (script is null) return Texts;
        var words = script.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var opening = string.Join(' ', words.TakeWhile((_, i) => i == 0 || (i < LongestHook && !Ends(words[i - 1], i))))
            .TrimEnd('.', ',', ';', ':');
        return new()
        {
            ["Topic"] = opening,
            ["Hook"] = opening,
            ["Script"] = script,
            ["Upper Label"] = "Before",
            ["Lower Label"] = "After",
        };
    }

    /// <summary>
    /// Whether a hook can end after this many words with this one: at the end of a sentence, or of a clause that says enough.
    /// </summary>
    private static bool Ends(string word, int words) =>
        word[^1] is '.' or '!' or '?' or '…' || (words > 3 && word[^1] is (',' or ';' or ':'));

    /// <summary>Walks it, saying each step; answers how many frames the video was planned to have.</summary>
    /// <exception cref="DemoFailedException">A step failed.</exception>
    public async Task<int> WalkAsync(DemoWishes wishes, CancellationToken cancellationToken)
    {
        await SetUpAsync(cancellationToken);
        var agent = await AgentAsync(cancellationToken);
        var sheet = await SheetAsync(agent, wishes, cancellationToken);
        foreach (var column in sheet["spreadsheet_columns"]!.AsArray())
            if (column!["additional_attributes"]!["creation_card"] is not null && Cell(sheet, column) is { } cell && cell["value"] is null)
                await GenerateAsync(agent, sheet, cell, column["title"]!.ToString(), cancellationToken);
        return await RenderAsync(agent, sheet, wishes, cancellationToken);
    }

    /// <summary>Setup: an account, a session, a key.</summary>
    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        var password = Guid.NewGuid().ToString("N");
        await PostAsync("/v1/auth/register", new { email = Email, password, name = "Demo" }, cancellationToken);
        var login = await PostAsync("/v1/auth/login", new { email = Email, password }, cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login["token"]!.ToString());
        var key = await PostAsync("/v1/persisted_tokens", new { name = "demo", expires_in = "1d" }, cancellationToken);
        http.DefaultRequestHeaders.Authorization = null;
        http.DefaultRequestHeaders.Add("X-API-Key", key["token"]!.ToString());
        var me = await SendAsync(HttpMethod.Get, "/v1/me", null, cancellationToken);
        Say($"Registered {me["email"]}, signed in, created an API key");
    }

    private async Task<long> AgentAsync(CancellationToken cancellationToken)
    {
        var made = await PostAsync(
            "/v1/agents", new { agent = new { name = "Aurora", description = "Makes videos for a small coffee roastery" } },
            cancellationToken);
        var id = made["agent"]!["id"]!.GetValue<long>();
        await SendAsync(HttpMethod.Patch, $"/v1/agents/{id}/core", JsonContent.Create(new
        {
            brand_name = "Aurora Coffee",
            description = "A small roastery that sells fresh beans",
            identity_type = "brand",
            goal = "get people to try our beans",
            personality = "warm, friendly, a little playful",
            keywords = new[] { "coffee", "roastery", "barista" },
        }), cancellationToken);
        Say("Made an agent, and told it its brand: Aurora Coffee");
        return id;
    }

    /// <summary>Convert: a template's sheet, its text cells filled, a picture of the user's in it.</summary>
    private async Task<JsonObject> SheetAsync(long agent, DemoWishes wishes, CancellationToken cancellationToken)
    {
        var sheet = await PostAsync($"/v1/templates/spreadsheets/{wishes.Template}/clone", new { agent_id = agent }, cancellationToken);
        var texts = TextsFor(wishes.Script);
        var filled = new JsonArray();
        foreach (var column in sheet["spreadsheet_columns"]!.AsArray().Where(c => c!["type"]!.ToString() == "text"))
            if (texts.TryGetValue(column!["title"]!.ToString(), out var text)) filled.Add(Change(sheet, column, text));
        await SendAsync(
            HttpMethod.Put, $"{Engine(sheet)}/cells/mass_update?agent_id={agent}",
            JsonContent.Create(new JsonObject { ["cells"] = filled }), cancellationToken);
        Say($"Cloned the template \"{sheet["title"]}\", filled {filled.Count} text cells");

        if (sheet["spreadsheet_columns"]!.AsArray().FirstOrDefault(c => c!["title"]!.ToString() == "Photo") is { } photo)
        {
            var uploaded = await UploadAsync(agent, wishes.Photo ?? await DrawPhotoAsync(cancellationToken), cancellationToken);
            await SendAsync(HttpMethod.Patch, $"{Engine(sheet)}/cells/{Cell(sheet, photo)!["id"]}?agent_id={agent}",
                JsonContent.Create(new { spreadsheet_cell = new { value = uploaded["url"]!.ToString() } }), cancellationToken);
            Say($"Uploaded a picture ({uploaded["file_name"]}) and put it into \"Photo\"");
        }
        return (JsonObject)await SendAsync(HttpMethod.Get, $"{Engine(sheet)}?agent_id={agent}", null, cancellationToken);
    }

    private async Task GenerateAsync(long agent, JsonObject sheet, JsonNode cell, string title, CancellationToken cancellationToken)
    {
        var ordered = await PostAsync($"{Engine(sheet)}/cells/{cell["id"]}/generate?agent_id={agent}", new { }, cancellationToken);
        await FollowAsync(ordered["generation_id"]!.GetValue<long>(), title, cancellationToken);
    }

    /// <summary>Export: render, download, poster.</summary>
    private async Task<int> RenderAsync(long agent, JsonObject sheet, DemoWishes wishes, CancellationToken cancellationToken)
    {
        var column = sheet["spreadsheet_columns"]!.AsArray().Single(c => c!["role"]!.ToString() == "final_video");
        var ordered = await PostAsync(
            $"{Engine(sheet)}/cells/{Cell(sheet, column!)!["id"]}/render?agent_id={agent}", new { }, cancellationToken);
        var done = await FollowAsync(ordered["generation_id"]!.GetValue<long>(), "Render", cancellationToken);
        var output = done["output_resources"]![0]!;
        await DownloadAsync(output["url"]!.ToString(), wishes.Output, cancellationToken);
        await DownloadAsync(output["thumbnail_url"]!.ToString(), Path.ChangeExtension(wishes.Output, ".jpg"), cancellationToken);
        return done["result"]!["frames"]!.GetValue<int>();
    }

    /// <summary>Follows a job to its end, showing its progress.</summary>
    private async Task<JsonNode> FollowAsync(long id, string what, CancellationToken cancellationToken)
    {
        var took = Stopwatch.StartNew();
        for (var shown = -1; ;)
        {
            var job = await SendAsync(HttpMethod.Get, $"/v1/generations/{id}", null, cancellationToken);
            var percent = job["progress"]!.GetValue<int>();
            switch (job["status"]!.ToString())
            {
                case "completed":
                    Line($"{what}: done in {took.Elapsed.TotalSeconds:0.0} s, {job["execution_cost"]} credits{Shown(job)}", end: true);
                    foreach (var warning in job["warnings"]!.AsArray()) Say($"  note: {warning}");
                    return job;
                case "failed" or "stopped":
                    throw new DemoFailedException($"{what} {job["status"]}: {job["failed_reason"]}");
                case var status when percent != shown:
                    Line($"{what}: {status} {shown = percent} %", end: false);
                    break;
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    private static string Shown(JsonNode job) =>
        job["result"] is JsonValue value && value.ToString() is var text ? $": \"{(text.Length > 90 ? text[..90] + "…" : text)}\"" : "";

    private async Task<JsonNode> UploadAsync(long agent, string path, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new StreamContent(File.OpenRead(path)), "content_resource[file]", Path.GetFileName(path) },
        };
        return (await SendAsync(HttpMethod.Post, $"/v1/content_resources?agent_id={agent}", form, cancellationToken))["content_resource"]!;
    }

    /// <summary>Stands in for a photograph of yours.</summary>
    private async Task<string> DrawPhotoAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(scratch, "coffee.jpg");
        await new ImageMaker(new RenderingOptions()).DrawAsync(
            new ImageBrief("a cup of coffee on a wooden table, warm morning light, cozy cafe", 1080, 1920), path, cancellationToken);
        return path;
    }

    private async Task DownloadAsync(string url, string path, CancellationToken cancellationToken)
    {
        await using var from = await http.GetStreamAsync(url, cancellationToken);
        await using var to = File.Create(path);
        await from.CopyToAsync(to, cancellationToken);
    }

    private Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), cancellationToken);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new DemoFailedException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private static string Engine(JsonNode sheet) => $"/v1/autocontentengine/{sheet["id"]}";

    private static JsonNode? Cell(JsonNode sheet, JsonNode column) =>
        sheet["spreadsheet_rows"]![0]!["spreadsheet_cells"]!.AsArray()
            .FirstOrDefault(c => c!["column_id"]!.GetValue<long>() == column["id"]!.GetValue<long>());

    private static JsonNode Change(JsonNode sheet, JsonNode column, string value) =>
        new JsonObject { ["id"] = Cell(sheet, column)!["id"]!.GetValue<long>(), ["value"] = value };

    /// <summary>One step of the journey.</summary>
    public static void Say(string step) => Console.WriteLine($"• {step}");

    /// <summary>A line that is written over as it changes, on a terminal; elsewhere only its end is written.</summary>
    private static void Line(string text, bool end)
    {
        if (Console.IsOutputRedirected)
        {
            if (end) Say(text);
            return;
        }
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K• {text}"));
        if (end) Console.WriteLine();
    }
}
