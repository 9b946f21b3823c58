using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenGen.Making;
using OpenGen.Rendering;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Accounts.SignIn;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Core;
using OpenGen.Server.Modules.Assets.ContentResources;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Cells;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Engines.Sheets;
using OpenGen.Server.Modules.Engines.Templates;
using OpenGen.Server.Modules.Generations.History;
using OpenGen.Server.Modules.Generations.Ordering;
using OpenGen.Server.Modules.Renders.Ordering;
using OpenGen.Server.Web;

namespace OpenGen.Server.Commands;

/// <summary>The five steps from nothing to a video, by the operations that every front calls.</summary>
/// <param name="http">Downloads the video, as whoever is given its URL would.</param>
internal sealed class DemoJourney(IServiceScopeFactory scopes, HttpClient http, string scratch)
{
    /// <summary>Whose account it makes.</summary>
    private const string Email = "demo@opengen.example";

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

    private Caller? _caller;

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
        await RegisterAsync(cancellationToken);
        var agent = await MakeAgentAsync(cancellationToken);
        var sheet = await MakeSheetAsync(agent, wishes, cancellationToken);
        foreach (var column in sheet.Columns)
            if (column.AdditionalAttributes.AsObject()["creation_card"] is not null && sheet.CellOf(column) is { Value: null } cell)
                await GenerateAsync(sheet, cell, column.Title, cancellationToken);
        return await RenderAsync(sheet, wishes, cancellationToken);
    }

    /// <summary>Setup: an account.</summary>
    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var password = Guid.NewGuid().ToString("N");
        var made = await scope.ServiceProvider.GetRequiredService<Register>().RunAsync(
            new Anyone(null), new Register.Request(Email, password, "Demo", null), cancellationToken);
        if (made.Failed) throw DemoFailedException.At<Register>(made.Error);
        // The account is this machine's own: nobody has to show that its address is theirs.
        var users = scope.ServiceProvider.GetRequiredService<IUserDirectory>();
        await users.ConfirmEmailAsync(made.Value.Id, Email, cancellationToken);
        _caller = (await users.FindAsync([made.Value.Id], cancellationToken))[made.Value.Id];
        Say($"Registered {Email}");
    }

    private async Task<long> MakeAgentAsync(CancellationToken cancellationToken)
    {
        var made = await RunAsync((CreateAgent o) => o, new(null, "Aurora", "Makes videos for a small coffee roastery", null),
            cancellationToken);
        var agent = made.Agent.Id;
        await RunAsync((PatchAgentCore o) => o, PatchAgentCore.Request.Nothing with
        {
            BrandName = new(true, "Aurora Coffee"),
            Description = new(true, "A small roastery that sells fresh beans"),
            IdentityType = new(true, "brand"),
            Goal = new(true, "get people to try our beans"),
            Personality = new(true, "warm, friendly, a little playful"),
            Keywords = new(true, ["coffee", "roastery", "barista"]),
        }, cancellationToken, ("agent_id", agent));
        Say("Made an agent, and told it its brand: Aurora Coffee");
        return agent;
    }

    /// <summary>Convert: a template's sheet, its text cells filled, a picture of the user's in it.</summary>
    private async Task<DemoSheet> MakeSheetAsync(long agent, DemoWishes wishes, CancellationToken cancellationToken)
    {
        var sheet = await RunAsync((CloneTemplate o) => o, new(wishes.Template), cancellationToken, DemoSheet.ReadAsync, ("agent_id", agent));
        (string, long)[] target = [("agent_id", agent), ("sheet_id", sheet.Id)];
        var texts = TextsFor(wishes.Script);
        var filled = sheet.Columns.Where(c => c.Type == ColumnType.Text && texts.ContainsKey(c.Title) && sheet.CellOf(c) is not null)
            .Select(c => new CellChange(sheet.CellOf(c)!.Id, new(true, texts[c.Title]), null)).ToList();
        await RunAsync((MassUpdateCells o) => o, new(filled), cancellationToken, target);
        Say($"Cloned the template \"{sheet.Title}\", filled {filled.Count} text cells");

        if (sheet.Columns.FirstOrDefault(c => c.Title == "Photo") is { } photo)
        {
            var picture = new FileInfo(wishes.Photo ?? await DrawPhotoAsync(cancellationToken));
            var uploaded = await RunAsync((CreateContentResource o) => o,
                new(new(new(picture.Name, picture.Length, picture.OpenRead), null), null, null), cancellationToken, ("agent_id", agent));
            await RunAsync((UpdateCell o) => o,
                new(sheet.CellOf(photo)!.Id, new(true, uploaded.ContentResource.Url), null), cancellationToken, target);
            Say($"Uploaded a picture ({uploaded.ContentResource.FileName}) and put it into \"Photo\"");
        }
        return await RunAsync((GetSheet o) => o, new(), cancellationToken, DemoSheet.ReadAsync, target) with { AgentId = agent };
    }

    /// <summary>Edit: a cell's content.</summary>
    private async Task GenerateAsync(DemoSheet sheet, CellView cell, string title, CancellationToken cancellationToken)
    {
        var ordered = await RunAsync((GenerateCellContent o) => o, new(cell.Id, null, null), cancellationToken, sheet.Target);
        await FollowAsync(ordered.GenerationId, title, cancellationToken);
    }

    /// <summary>Export: render, download, poster.</summary>
    private async Task<int> RenderAsync(DemoSheet sheet, DemoWishes wishes, CancellationToken cancellationToken)
    {
        var cell = sheet.CellOf(sheet.Columns.Single(c => c.Role == ColumnRole.FinalVideo))!;
        var ordered = await RunAsync((RenderVideo o) => o, new(cell.Id), cancellationToken, sheet.Target);
        var done = await FollowAsync(ordered.GenerationId, "Render", cancellationToken);
        var output = done.OutputResources[0];
        await DownloadAsync(output.Url, wishes.Output, cancellationToken);
        await DownloadAsync(output.ThumbnailUrl!, Path.ChangeExtension(wishes.Output, ".jpg"), cancellationToken);
        return done.Result!.Value.AsObject()["frames"]!.GetValue<int>();
    }

    /// <summary>Follows a job to its end, showing its progress.</summary>
    private async Task<JobView> FollowAsync(long id, string what, CancellationToken cancellationToken)
    {
        var took = Stopwatch.StartNew();
        for (var shown = -1; ;)
        {
            var job = await RunAsync((GetGeneration o) => o, new(), cancellationToken, ("generation_id", id));
            switch (job.Status)
            {
                case JobStatus.Completed:
                    Line($"{what}: done in {took.Elapsed.TotalSeconds:0.0} s, {job.ExecutionCost} credits{Shown(job)}", end: true);
                    foreach (var warning in job.Warnings) Say($"  note: {warning}");
                    return job;
                case JobStatus.Failed or JobStatus.Stopped:
                    throw new DemoFailedException($"{what} {job.Status.ToString().ToLowerInvariant()}: {job.FailedReason}");
                case var status when job.Progress != shown:
                    Line($"{what}: {status.ToString().ToLowerInvariant()} {shown = job.Progress} %", end: false);
                    break;
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    private static string Shown(JobView job) =>
        job.Result?.Parse() is JsonValue value && value.ToString() is var text
            ? $": \"{(text.Length > 90 ? text[..90] + "…" : text)}\"" : "";

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

    private Task<TResponse> RunAsync<TOperation, TScope, TRequest, TResponse>(
        Func<TOperation, IOperation<TScope, TRequest, TResponse>> of, TRequest request, CancellationToken cancellationToken,
        params (string Name, long Id)[] target)
        where TOperation : notnull where TRequest : notnull =>
        RunAsync(of, request, cancellationToken, (answer, _) => Task.FromResult(answer), target);

    /// <summary>Runs an operation, and reads its answer while its scope lasts.</summary>
    private async Task<T> RunAsync<TOperation, TScope, TRequest, TResponse, T>(
        Func<TOperation, IOperation<TScope, TRequest, TResponse>> of, TRequest request, CancellationToken cancellationToken,
        Func<TResponse, CancellationToken, Task<T>> read, params (string Name, long Id)[] target)
        where TOperation : notnull where TRequest : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<Operations>()
            .RunAsync(of, _caller!, request, new Target(target), cancellationToken);
        return answer.Failed ? throw DemoFailedException.At<TOperation>(answer.Error) : await read(answer.Value, cancellationToken);
    }

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

/// <summary>A sheet with one row, as the demo reads it.</summary>
/// <param name="Cells">Of its row.</param>
internal sealed record DemoSheet(long Id, string Title, IReadOnlyList<ColumnView> Columns, IReadOnlyList<CellView> Cells)
{
    /// <summary>Whose it is.</summary>
    public long AgentId { get; init; }

    /// <summary>What operations find it by.</summary>
    public (string Name, long Id)[] Target => [("agent_id", AgentId), ("sheet_id", Id)];

    /// <summary>Reads an answer, whose rows come while they are read.</summary>
    public static async Task<DemoSheet> ReadAsync(SheetView sheet, CancellationToken cancellationToken)
    {
        var row = await sheet.SpreadsheetRows.FirstAsync(cancellationToken);
        return new DemoSheet(sheet.Id, sheet.Title, sheet.SpreadsheetColumns, row.SpreadsheetCells);
    }

    /// <summary>The cell of a column; null where there is none.</summary>
    public CellView? CellOf(ColumnView column) => Cells.FirstOrDefault(cell => cell.ColumnId == column.Id);
}
