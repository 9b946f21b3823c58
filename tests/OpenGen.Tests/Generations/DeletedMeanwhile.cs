using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

/// <summary>What somebody deletes while another changes it.</summary>
public sealed class DeletedMeanwhile
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_generation_whose_agent_is_deleted_while_it_is_stopped_is_not_found(Database database)
    {
        await using var server = await RunningServer.StartAsync(
            database, services => services.AddScoped<IJobHandler, Deleting>(), ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");
        var text = new { generation_type = "text", data = new { prompt = "Write a hook about tea" } };
        var ordered = await user.Api.PostAsync(sheet.Path($"/cells/{sheet.CellId("Text")}/generate"), text);
        var id = ordered.Node["generation_id"]!.GetValue<long>();
        await using var scope = server.Services.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<AppDbContext>().Jobs.Where(j => j.Id == id);
        await jobs.ExecuteUpdateAsync(j => j.SetProperty(x => x.RemoteId, "at a vendor"));

        (await user.Api.PostAsync($"/v1/generations/{id}/stop")).IsError(404, "not_found");
        Assert.Equal(JobStatus.Stopped, await jobs.Select(j => j.Status).SingleAsync());
    }

    /// <summary>Deletes the agent when the vendor is told, which is after the stop is written and before it is answered.</summary>
    private sealed class Deleting(AppDbContext db, TimeProvider clock) : IJobHandler
    {
        public bool Handles(string type) => true;

        public Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CancelAsync(Job job, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return db.Agents.Where(a => a.Id == job.AgentId)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.DeletedAt, now), cancellationToken);
        }
    }
}
