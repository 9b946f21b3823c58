using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>
/// Two servers on one PostgreSQL and one folder of files; one or the other is killed every few seconds and started again.
/// </summary>
public sealed class KilledNodes
{
    /// <summary>In a row: three texts, and a picture or a recording.</summary>
    private const int GenerationsARow = 4;

    /// <summary>Pictures take this machine longer than all else.</summary>
    private const int RowsAPicture = 5;

    /// <summary>
    /// Generations completed between two kills: a few seconds' work. Counted in work rather than in seconds, so that a slow machine
    /// meets no more kills than a fast one, and a fast one no fewer.
    /// </summary>
    private const int DoneBetweenKills = 30;

    [Theory]
    [InlineData(18)]
    [InlineData(50, Explicit = true)]
    public async Task Generations_complete_exactly_once(int rows)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var data = Directory.CreateTempSubdirectory("opengen-nodes-");
        var (nodes, started) = (new ServerProcess[2], new List<ServerProcess>());
        try
        {
            for (var i = 0; i < nodes.Length; i++) nodes[i] = await StartAsync();
            var user = await Api.NewUserAsync(nodes[0].Address);
            var ordered = await OrderAsync(user, rows);
            var kills = 0;
            for (; (kills + 1) * DoneBetweenKills < rows * GenerationsARow; kills++)
            {
                await Waiting.UntilAsync(
                    async () => await CountAsync("Completed") >= (kills + 1) * DoneBetweenKills,
                    $"{(kills + 1) * DoneBetweenKills} are completed");
                await nodes[kills % 2].KillAsync();
                nodes[kills % 2] = await StartAsync();
            }
            await Waiting.UntilAsync(
                async () => await CountAsync("Pending") + await CountAsync("Processing") == 0, "nothing is left to do");

            await AssertCompletedOnceAsync(database, ordered);
            await AssertBooksAsync(
                database, new User(new Api(Client(nodes[0], user.Api.ApiKey!)), user.Email, user.Password, user.AgentId, user.WorkspaceId));
            await AssertFilesAsync(database, data, () => RestartAsync(0));
        }
        finally
        {
            started.ForEach(node => node.Dispose());
            data.Delete(recursive: true);
        }

        async Task<ServerProcess> StartAsync()
        {
            started.Add(await ServerProcess.StartAsync(data.FullName, ("Data:Database", database.Connection)));
            return started[^1];
        }

        Task<long> CountAsync(string status) => database.CountAsync($"SELECT count(*) FROM jobs WHERE status = '{status}'");

        async Task RestartAsync(int node)
        {
            Assert.Equal(0, await nodes[node].TerminateAsync());
            nodes[node] = await StartAsync();
        }
    }

    /// <summary>A sheet of texts, pictures and speech, ordered as one.</summary>
    private static async Task<List<long>> OrderAsync(User user, int rows)
    {
        var sheet = await user.NewSheetAsync("Hook", "Title", "Caption", "Picture:image", "Voice:audio");
        foreach (var text in new[] { "Hook", "Title", "Caption" })
            await CardAsync($"/columns/{sheet.Column(text)["id"]}", "text", new { prompt = $"A {text} about tea", model = "local" });
        for (var i = 1; i < rows; i++) await user.Api.PostAsync(sheet.Path("/rows"), new { });
        sheet = await sheet.ReadAgainAsync();
        for (var i = 0; i < rows; i++)
            await (i % RowsAPicture == 0
                ? CardAsync(
                    $"/cells/{sheet.CellId("Picture", i)}", "image_from_text",
                    new { prompt = "A cup of tea by a window", aspect_ratio = "1:1", model = "local" })
                : CardAsync(
                    $"/cells/{sheet.CellId("Voice", i)}", "speech_from_text",
                    new { script = "Tea tastes of the water it is made with.", voice_method = "my_voices", model = "local" }));
        var ordered = await user.Api.PostAsync(sheet.Path("/generate_batch"), new { });
        Assert.True(ordered.Status == System.Net.HttpStatusCode.Created, ordered.Body);
        Assert.Equal(rows * GenerationsARow, ordered.Node.AsArray().Count);
        return [.. ordered.Node.AsArray().Select(o => o!["generation_id"]!.GetValue<long>())];

        Task CardAsync(string of, string type, object data) =>
            user.Api.PatchAsync(
                sheet.Path(of), new { additional_attributes = new { creation_card = new { generation_type = type, data } } });
    }

    private static async Task AssertCompletedOnceAsync(PostgresDatabase database, List<long> ordered)
    {
        var jobs = await database.ReadAsync("SELECT id, status, failed_reason, fence FROM jobs ORDER BY id",
            row =>
                (Id: row.GetInt64(0), Status: row.GetString(1), Reason: row.IsDBNull(2) ? null : row.GetString(2), Fence: row.GetInt64(3)));
        Assert.Equal(ordered.Order(), jobs.Select(j => j.Id));
        Assert.DoesNotContain(jobs, j => j.Status != "Completed" || j.Reason is not null);
        // Else the kills hit nobody, and this says nothing.
        Assert.Contains(jobs, j => j.Fence > 1);
        Assert.Equal(
            ordered.Count,
            await database.CountAsync(
                "SELECT count(*) FROM sheet_cells c JOIN jobs j ON j.id = c.default_job_id AND j.cell_id = c.id WHERE c.value <> ''"));
        // A picture and a recording are one file each; a text is none.
        Assert.Empty(await database.ReadAsync(
            "SELECT j.id FROM jobs j LEFT JOIN content_resources r ON r.job_id = j.id GROUP BY j.id, j.type HAVING count(r.id) <> CASE "
                + "j.type WHEN 'text' THEN 0 ELSE 1 END", row => row.GetInt64(0)));
    }

    /// <summary>Each generation was charged once, nothing was given back, and the balance is what the ledger says.</summary>
    private static async Task AssertBooksAsync(PostgresDatabase database, User user)
    {
        Assert.Empty(await database.ReadAsync(
            """
            SELECT j.id FROM jobs j LEFT JOIN credit_transactions l ON l.job_id = j.id GROUP BY j.id, j.cost
            HAVING count(*) FILTER (WHERE l.kind = 'Charge') <> 1 OR count(*) FILTER (WHERE l.kind = 'Refund') <> 0 OR sum(l.amount) <> -j.cost
            """, row => row.GetInt64(0)));
        Assert.Equal(await database.CountAsync("SELECT sum(amount)::bigint FROM credit_transactions"), await user.CreditsAsync());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }

    /// <summary>
    /// Every file that is named is there. What the killed were about to store goes when its hour is over, and their unfinished work when
    /// the next server starts.
    /// </summary>
    private static async Task AssertFilesAsync(PostgresDatabase database, DirectoryInfo data, Func<Task> restartAsync)
    {
        await database.ExecuteAsync("UPDATE doomed_files SET due_at = due_at - INTERVAL '1 day'");
        await restartAsync();
        await Waiting.UntilAsync(
            async () => await database.CountAsync("SELECT count(*) FROM doomed_files") == 0, "what was stored in vain is swept");
        var named = await database.ReadAsync(
            """
            SELECT key FROM content_resources UNION ALL SELECT thumbnail_key FROM content_resources WHERE thumbnail_key IS NOT NULL
            UNION ALL SELECT key FROM pictures UNION ALL SELECT thumbnail_key FROM pictures WHERE thumbnail_key IS NOT NULL
            """, row => row.GetString(0));
        Assert.Equal(
            named.Order(StringComparer.Ordinal),
            data.EnumerateDirectories("files").Single().EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.Name)
                .Order(StringComparer.Ordinal));
        // One folder for each of the servers that live, and in it nothing but its lock.
        var scratch = data.EnumerateDirectories("scratch").Single();
        Assert.Equal(2, scratch.EnumerateDirectories().Count());
        Assert.All(
            scratch.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(f => f.Name != ".lock"),
            f => Assert.Equal(scratch.FullName, Path.GetDirectoryName(f.FullName)));
    }

    private static HttpClient Client(ServerProcess server, string key) =>
        new() { BaseAddress = server.Address, DefaultRequestHeaders = { { "X-API-Key", key } } };
}
