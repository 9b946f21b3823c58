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

    /// <summary>Seven columns of text and the video's, every text cell filled, a layer in every video cell.</summary>
    public async Task<BenchSheet> MakeSheetAsync(int rows, CancellationToken stop)
    {
        var id = Id(await PostAsync("/v1/autocontentengine", new { spreadsheet = new { title = "Bench" } }, stop));
        for (var i = 1; i < 8; i++) await PostAsync($"/v1/autocontentengine/{id}/columns", new { spreadsheet_column = new { title = $"Text {i}" } }, stop);
        await SendAsync(_bare, HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/sheets/{id}/fill?rows={rows}"), new { }, stop);
        var made = (await _ours.GetFromJsonAsync<JsonArray>(string.Create(CultureInfo.InvariantCulture, $"/v1/autocontentengine/{id}/rows?agent_id={_agent}&per_page=1000"), stop))!;
        return new BenchSheet(id, rows, [.. made.SelectMany(row => row!["spreadsheet_cells"]!.AsArray().Skip(1)).Select(cell => cell!["id"]!.GetValue<long>())]);
    }

    public Task<string> OurTextAsync(BenchSheet sheet, CancellationToken stop) => _ours.GetStringAsync($"/v1/autocontentengine/{sheet.Id}?agent_id={_agent}", stop);

    public Task<string> BareTextAsync(BenchSheet sheet, CancellationToken stop) => _bare.GetStringAsync($"/sheets/{sheet.Id}", stop);

    public Task GetOursAsync(BenchSheet sheet, CancellationToken stop) => DrainAsync(_ours, $"/v1/autocontentengine/{sheet.Id}?agent_id={_agent}", stop);

    public Task GetBareAsync(BenchSheet sheet, CancellationToken stop) => DrainAsync(_bare, $"/sheets/{sheet.Id}", stop);

    public Task ChangeOursAsync(BenchSheet sheet, IReadOnlyList<long> cells, string value, CancellationToken stop) => SendAsync(
        _ours, HttpMethod.Put, $"/v1/autocontentengine/{sheet.Id}/cells/mass_update?agent_id={_agent}", Change(cells, value), stop);

    public Task ChangeBareAsync(BenchSheet sheet, IReadOnlyList<long> cells, string value, CancellationToken stop) =>
        SendAsync(_bare, HttpMethod.Put, $"/sheets/{sheet.Id}/cells", Change(cells, value), stop);

    private static object Change(IReadOnlyList<long> cells, string value) => new { cells = cells.Select(id => new { id, value }) };

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
