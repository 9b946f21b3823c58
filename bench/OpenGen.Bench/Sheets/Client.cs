using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenGen.Bench.Api;

namespace OpenGen.Bench.Sheets;

/// <summary>A sheet that is measured.</summary>
/// <param name="TextCells">Ids of cells that hold a text.</param>
/// <param name="Columns">Ids of its text columns, in their order.</param>
internal sealed record BenchSheet(long Id, int Rows, IReadOnlyList<long> TextCells, IReadOnlyList<long> Columns);

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
    public static async Task<Client> StartAsync(ServerProcess ours, ServerProcess bare, string key, CancellationToken cancellationToken)
    {
        var client = new Client(ours, bare, key);
        client._agent = (await client._ours.GetFromJsonAsync<JsonArray>("/v1/agents", cancellationToken))![0]!["id"]!.GetValue<long>();
        return client;
    }

    /// <summary>Seven columns of text and the video's, every text cell filled, a layer in every video cell.</summary>
    public async Task<BenchSheet> MakeSheetAsync(int rows, CancellationToken cancellationToken)
    {
        var id = Id(await PostAsync("/v1/autocontentengine", new { spreadsheet = new { title = "Bench" } }, cancellationToken));
        var columns = new List<long>();
        for (var i = 1; i < 8; i++)
            columns.Add(Id(await PostAsync(
                $"/v1/autocontentengine/{id}/columns", new { spreadsheet_column = new { title = $"Text {i}" } }, cancellationToken)));
        await SendAsync(
            _bare, HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/sheets/{id}/fill?rows={rows}"), new { },
            cancellationToken);
        var made = (await _ours.GetFromJsonAsync<JsonArray>(
            string.Create(CultureInfo.InvariantCulture, $"/v1/autocontentengine/{id}/rows?agent_id={_agent}&per_page=1000"),
            cancellationToken))!;
        return new BenchSheet(
            id, rows,
            [.. made.SelectMany(row => row!["spreadsheet_cells"]!.AsArray().Skip(1)).Select(cell => cell!["id"]!.GetValue<long>())],
            columns);
    }

    public Task<string> OurTextAsync(BenchSheet sheet, CancellationToken cancellationToken) =>
        _ours.GetStringAsync($"/v1/autocontentengine/{sheet.Id}?agent_id={_agent}", cancellationToken);

    public Task<string> BareTextAsync(BenchSheet sheet, CancellationToken cancellationToken) =>
        _bare.GetStringAsync($"/sheets/{sheet.Id}", cancellationToken);

    public Task GetOursAsync(BenchSheet sheet, CancellationToken cancellationToken) =>
        DrainAsync(_ours, $"/v1/autocontentengine/{sheet.Id}?agent_id={_agent}", cancellationToken);

    public Task GetBareAsync(BenchSheet sheet, CancellationToken cancellationToken) =>
        DrainAsync(_bare, $"/sheets/{sheet.Id}", cancellationToken);

    public Task ChangeOursAsync(BenchSheet sheet, IReadOnlyList<long> cells, string value, CancellationToken cancellationToken) =>
        SendAsync(
        _ours, HttpMethod.Put, $"/v1/autocontentengine/{sheet.Id}/cells/mass_update?agent_id={_agent}", Change(cells, value),
        cancellationToken);

    public Task ChangeBareAsync(BenchSheet sheet, IReadOnlyList<long> cells, string value, CancellationToken cancellationToken) =>
        SendAsync(_bare, HttpMethod.Put, $"/sheets/{sheet.Id}/cells", Change(cells, value), cancellationToken);

    private static object Change(IReadOnlyList<long> cells, string value) => new { cells = cells.Select(id => new { id, value }) };

    public Task InsertOursAsync(BenchSheet sheet, CancellationToken cancellationToken) =>
        SendAsync(
            _ours, HttpMethod.Post, $"/v1/autocontentengine/{sheet.Id}/rows?agent_id={_agent}",
            new { spreadsheet_row = new { position = 0 } }, cancellationToken);

    public Task InsertBareAsync(BenchSheet sheet, CancellationToken cancellationToken) =>
        SendAsync(_bare, HttpMethod.Post, $"/sheets/{sheet.Id}/rows", new { }, cancellationToken);

    /// <summary>Has the first text column written by what the second says.</summary>
    public Task GiveCardAsync(BenchSheet sheet, CancellationToken cancellationToken) => SendAsync(
        _ours, HttpMethod.Patch, $"/v1/autocontentengine/{sheet.Id}/columns/{sheet.Columns[0]}?agent_id={_agent}",
        new
        {
            spreadsheet_column = new
            {
                additional_attributes = new
                {
                    creation_card = new { generation_type = "text", data = new { model = "local", prompt = "Say something new about {{Text 2}}" } },
                },
            },
        }, cancellationToken);

    public Task OrderOursAsync(BenchSheet sheet, CancellationToken cancellationToken) => SendAsync(
        _ours, HttpMethod.Post, $"/v1/autocontentengine/{sheet.Id}/generate_batch?agent_id={_agent}",
        new { column_ids = new[] { sheet.Columns[0] } }, cancellationToken);

    public Task OrderBareAsync(BenchSheet sheet, CancellationToken cancellationToken) => SendAsync(
        _bare, HttpMethod.Post, $"/sheets/{sheet.Id}/order?column={sheet.Columns[0]}&named={sheet.Columns[1]}", new { }, cancellationToken);

    public void Dispose()
    {
        _ours.Dispose();
        _bare.Dispose();
    }

    private async Task DrainAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await DrainAsync(answer, cancellationToken);
    }

    private async Task DrainAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        while (await body.ReadAsync(_buffer, cancellationToken) > 0) { }
    }

    private async Task SendAsync(HttpClient http, HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        await DrainAsync(answer, cancellationToken);
    }

    private async Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _ours.PostAsJsonAsync(
            string.Create(CultureInfo.InvariantCulture, $"{path}?agent_id={_agent}"), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    private static long Id(JsonNode node) => node["id"]!.GetValue<long>();
}
