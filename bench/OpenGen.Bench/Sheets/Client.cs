using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Bench.Api;

namespace OpenGen.Bench.Sheets;

/// <summary>A sheet that is measured.</summary>
/// <param name="TextCells">Ids of cells that hold a text.</param>
internal sealed record BenchSheet(long Id, int Rows, IReadOnlyList<long> TextCells);

/// <summary>Asks the server and the hand-written program for the same.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient _ours;
    private readonly HttpClient _bare;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private long _agent;

    private Client(ServerProcess ours, ServerProcess bare, string key)
    {
        (Ours, Bare) = (ours, bare);
        _ours = new HttpClient { BaseAddress = ours.Address, Timeout = TimeSpan.FromMinutes(5) };
        _ours.DefaultRequestHeaders.Add("X-API-Key", key);
        _bare = new HttpClient { BaseAddress = bare.Address, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>The server.</summary>
    public ServerProcess Ours { get; }

    /// <summary>The hand-written program.</summary>
    public ServerProcess Bare { get; }

    /// <summary>A client that has found the agent to work with.</summary>
    public static async Task<Client> StartAsync(ServerProcess ours, ServerProcess bare, string key, CancellationToken stop)
    {
        var client = new Client(ours, bare, key);
        client._agent = (await client._ours.GetFromJsonAsync<JsonArray>("/v1/agents", stop))![0]!["id"]!.GetValue<long>();
        return client;
    }

    /// <summary>Seven columns of text and the video's, every text cell filled, a layer in every video cell: all through the API.</summary>
    public async Task<BenchSheet> MakeSheetAsync(int rows, CancellationToken stop)
    {
        var id = Id(await PostAsync("/v1/autocontentengine", new { spreadsheet = new { title = "Bench" } }, stop));
        for (var i = 1; i < 8; i++) await PostAsync($"/v1/autocontentengine/{id}/columns", new { spreadsheet_column = new { title = $"Text {i}" } }, stop);
        var texts = new List<long>();
        for (var i = 0; i < rows; i++)
        {
            var row = await PostAsync($"/v1/autocontentengine/{id}/rows", new { }, stop);
            var cells = row["spreadsheet_cells"]!.AsArray();
            texts.AddRange(cells.Skip(1).Select(c => c!["id"]!.GetValue<long>()));
            await PostAsync($"/v1/autocontentengine/{id}/cells/{cells[0]!["id"]}/layers",
                new { video_layer = new { name = "Title", type = "text", additional_attributes = new { bind = "Text 1", from = 0, durationInFrames = 90 } } }, stop);
        }
        var sheet = new BenchSheet(id, rows, texts);
        foreach (var some in texts.Chunk(5_000)) await ChangeOursAsync(sheet, some, "Why your morning coffee tastes bitter, and what to do about it", stop);
        return sheet;
    }

    public Task<string> OurTextAsync(BenchSheet sheet, CancellationToken stop) => _ours.GetStringAsync($"/v1/autocontentengine/{sheet.Id}?agent_id={_agent}", stop);

    public Task<string> BareTextAsync(BenchSheet sheet, CancellationToken stop) => _bare.GetStringAsync($"/sheets/{sheet.Id}", stop);

    public Task GetOursAsync(BenchSheet sheet, CancellationToken stop) => DrainAsync(_ours, $"/v1/autocontentengine/{sheet.Id}?agent_id={_agent}", stop);

    public Task GetBareAsync(BenchSheet sheet, CancellationToken stop) => DrainAsync(_bare, $"/sheets/{sheet.Id}", stop);

    public Task ChangeOursAsync(BenchSheet sheet, IReadOnlyList<long> cells, string value, CancellationToken stop) => SendAsync(
        _ours, HttpMethod.Put, $"/v1/autocontentengine/{sheet.Id}/cells/mass_update?agent_id={_agent}", new { cells = cells.Select(id => new { id, value }) }, stop);

    public Task ChangeBareAsync(BenchSheet sheet, IReadOnlyList<long> cells, string value, CancellationToken stop) =>
        SendAsync(_bare, HttpMethod.Put, $"/sheets/{sheet.Id}/cells", new BareChange(value, cells), stop);

    public Task InsertOursAsync(BenchSheet sheet, CancellationToken stop) =>
        SendAsync(_ours, HttpMethod.Post, $"/v1/autocontentengine/{sheet.Id}/rows?agent_id={_agent}", new { spreadsheet_row = new { position = 0 } }, stop);

    public Task InsertBareAsync(BenchSheet sheet, CancellationToken stop) => SendAsync(_bare, HttpMethod.Post, $"/sheets/{sheet.Id}/rows", new { }, stop);

    public void Dispose()
    {
        _ours.Dispose();
        _bare.Dispose();
    }

    private async Task DrainAsync(HttpClient http, string path, CancellationToken stop)
    {
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        await DrainAsync(answer, stop);
    }

    private async Task DrainAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        while (await body.ReadAsync(_buffer, stop) > 0) { }
    }

    private async Task SendAsync(HttpClient http, HttpMethod method, string path, object body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {await answer.Content.ReadAsStringAsync(stop)}");
        await DrainAsync(answer, stop);
    }

    private async Task<JsonNode> PostAsync(string path, object body, CancellationToken stop)
    {
        using var answer = await _ours.PostAsJsonAsync(string.Create(CultureInfo.InvariantCulture, $"{path}?agent_id={_agent}"), body, stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(stop))!;
    }

    private static long Id(JsonNode node) => node["id"]!.GetValue<long>();
}

/// <summary>One text for several cells.</summary>
internal sealed record BareChange(string Value, IReadOnlyList<long> Ids);
