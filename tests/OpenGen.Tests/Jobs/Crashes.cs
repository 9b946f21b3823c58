using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>The server is killed in the middle of work, and started again on the same data.</summary>
public sealed class Crashes
{
    [Fact]
    public async Task What_a_killed_server_was_working_on_is_finished_by_the_next_one_and_charged_once()
    {
        var data = Directory.CreateTempSubdirectory("opengen-crash-");
        try
        {
            string key;
            long agent, sheet, video, render;
            using (var first = await ServerProcess.StartAsync(data.FullName))
            {
                var user = await Api.NewUserAsync(first.Address);
                (key, agent) = (user.Api.ApiKey!, user.AgentId);
                var made = await user.NewSheetAsync("Clip:video");
                sheet = made.Id;
                await user.Api.PostAsync(made.Path($"/cells/{made.CellId("Final Video")}/layers"),
                    new { name = "Title", type = "text", additional_attributes = new { content = "Still here", durationInFrames = 600 } });
                video = Ordered(
                    await made.OrderAsync(
                        "Clip",
                        new { generation_type = "video_from_text", data = new { prompt = "waves", aspect_ratio = "1:1", duration = 4 } }));
                render = Ordered(await user.Api.PostAsync(made.Path($"/cells/{made.CellId("Final Video")}/render")));
                await ProcessingAsync(user.Api, video);
                await first.KillAsync();
            }

            // The generation's lease still holds, so the render is taken up first, and is killed too.
            using (var second = await ServerProcess.StartAsync(data.FullName))
            {
                using var api = new Api(Client(second, key));
                await ProcessingAsync(api, render);
                await second.KillAsync();
            }

            using var third = await ServerProcess.StartAsync(data.FullName);
            using var last = new Api(Client(third, key));
            Assert.Equal("completed", (await last.FollowAsync(video))["status"]!.ToString());
            var done = await last.FollowAsync(render);
            Assert.Equal(("completed", 600), (done["status"]!.ToString(), done["result"]!["frames"]!.GetValue<int>()));

            var organization = (await last.GetAsync("/v1/organizations")).Node[0]!;
            var ledger = (await last.GetAsync($"/v1/organizations/{organization["id"]}/credit_transactions")).Node.AsArray();
            Assert.Equal(2, ledger.Count(l => l!["kind"]!.ToString() == "charge"));
            Assert.DoesNotContain(ledger, l => l!["kind"]!.ToString() == "refund");
            Assert.Equal(
                decimal.Parse(organization["credit"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture),
                ledger.Sum(l => decimal.Parse(l!["amount"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)));

            var jobs = (await last.GetAsync($"/v1/autocontentengine/{sheet}?agent_id={agent}")).Node["spreadsheet_rows"]![0]![
                "spreadsheet_cells"]!.AsArray()
                .SelectMany(c => c!["user_jobs"]!.AsArray()).Select(j => j!["status"]!.ToString());
            Assert.Equal(["completed", "completed"], jobs);
            Assert.Equal(0, await third.TerminateAsync());
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(data.FullName, "scratch")));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static long Ordered(Answer answer) => answer.Node["generation_id"]!.GetValue<long>();

    private static HttpClient Client(ServerProcess server, string key) =>
        new() { BaseAddress = server.Address, DefaultRequestHeaders = { { "X-API-Key", key } } };

    private static Task ProcessingAsync(Api api, long id) =>
        Waiting.UntilAsync(
            async () => (await api.GetAsync($"/v1/generations/{id}")).Text("status") == "processing", $"generation {id} is taken up");
}
