using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Workspaces;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Jobs;

/// <summary>
/// Whatever happens to a job in whatever order, worker crashes included: it is charged once a run, refunded at most once a charge, ends
/// once, and only the worker that holds it writes. Held against a model of a few lines.
/// </summary>
public sealed class Histories
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    /// <summary>Histories by default; more on demand.</summary>
    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("OPENGEN_PROPERTY_CASES") ?? "150", CultureInfo.InvariantCulture);

    public enum What
    {
        Claim,
        LoseLease,
        Renew,
        Remember,
        Complete,
        Fail,
        Release,
        Stop,
        Continue,
    }

    private static readonly Gen<(What What, int Worker)[]> All = Gen.Select(Gen.Enum<What>(), Gen.Int[0, 3]).Array[1, 16];

    [Theory, MemberData(nameof(Both))]
    public async Task Any_history_of_a_job_keeps_the_books_and_has_one_end(Database database)
    {
        await using var world = await LifeCycle.World.StartAsync(database);
        await All.SampleAsync(async steps => await RunAsync(world, steps), iter: Cases, threads: 1);
    }

    private static async Task RunAsync(LifeCycle.World world, (What What, int Worker)[] steps)
    {
        var before = await world.CreditsAsync();
        var id = (await world.OrderAsync(1, world.User, "local", Lane.Quick, cost: 3))[0];
        var (status, holder, paid, refunds, runs, attempts, expired, text) = (
            JobStatus.Pending, default(Job), true, 0, 1, 0, false, default(string));
        var workers = new List<Job>();
        for (var i = 0; i < steps.Length; i++)
        {
            var (what, worker) = steps[i];
            var by = workers.Count == 0 ? null : workers[worker % workers.Count];
            var holds = by is not null && status == JobStatus.Processing && by.Fence == holder!.Fence;
            switch (what)
            {
                case What.Claim:
                    var claimed = await world.ClaimAsync();
                    var may = status == JobStatus.Pending || (status == JobStatus.Processing && expired);
                    // The fifth try in a row is not made: the job is failed in its place.
                    if (may && attempts == 4)
                    {
                        Assert.Null(claimed);
                        (status, holder, paid, refunds, expired) = (JobStatus.Failed, null, false, refunds + 1, false);
                        break;
                    }
                    Assert.Equal(may ? id : null, claimed?.Id);
                    if (claimed is null) break;
                    workers.Add(claimed);
                    (status, holder, attempts, expired) = (JobStatus.Processing, claimed, attempts + 1, false);
                    break;
                case What.LoseLease when status == JobStatus.Processing:
                    await world.LoseLeaseAsync(id);
                    expired = true;
                    break;
                case What.Renew when by is not null:
                    Assert.Equal(holds, await world.DoAsync(jobs => jobs.RenewAsync(by, 50, CancellationToken.None)));
                    if (holds) expired = false;
                    break;
                case What.Remember when by is not null:
                    Assert.Equal(holds, await world.DoAsync(jobs => jobs.RememberAsync(by, "there", CancellationToken.None)));
                    break;
                case What.Complete when by is not null:
                    var mine = $"by {by.Fence}";
                    Assert.Equal(
                        holds,
                        await world.DoAsync(
                            jobs =>
                                jobs.CompleteAsync(by, new JobOutcome.Completed(RawJson.EmptyObject, [], mine), CancellationToken.None)));
                    if (holds) (status, holder, text, expired) = (JobStatus.Completed, null, mine, false);
                    break;
                case What.Fail when by is not null:
                    Assert.Equal(holds, await world.DoAsync(jobs => jobs.FailAsync(by, "it failed", CancellationToken.None)));
                    if (holds) (status, holder, paid, refunds, expired) = (JobStatus.Failed, null, false, refunds + 1, false);
                    break;
                case What.Release when by is not null:
                    await world.DoAsync(async jobs => { await jobs.ReleaseAsync(by, CancellationToken.None); return true; });
                    if (holds) (status, holder, attempts, expired) = (JobStatus.Pending, null, attempts - 1, false);
                    break;
                case What.Stop:
                    var stopped = await world.DoAsync(jobs => jobs.StopAsync(id, CancellationToken.None));
                    Assert.Equal(status is JobStatus.Pending or JobStatus.Processing, stopped is null);
                    if (stopped is null) (status, holder, paid, refunds, expired) = (JobStatus.Stopped, null, false, refunds + 1, false);
                    break;
                case What.Continue:
                    var continued = await world.DoAsync(jobs => jobs.ContinueAsync(id, CancellationToken.None));
                    Assert.Equal(status == JobStatus.Stopped, continued is null);
                    if (continued is null) (status, paid, runs, attempts) = (JobStatus.Pending, true, runs + 1, 0);
                    break;
                default:
                    break;
            }
        }
        await using var scope = world.Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id);
        Assert.Equal((status, runs), (job.Status, job.Run));
        var lines = await db.CreditTransactions.Where(l => l.JobId == id).ToListAsync();
        Assert.Equal(
            (runs, refunds, paid ? -3 : 0), (lines.Count(l => l.Amount < 0), lines.Count(l => l.Amount > 0), lines.Sum(l => l.Amount)));
        Assert.Equal(before - (paid ? 3 : 0), await world.CreditsAsync());
        Assert.Equal(
            text, await db.SheetCells.Where(c => c.Id == job.CellId && c.DefaultJobId == id).Select(c => c.Value).FirstOrDefaultAsync());
        // Out of the way of the next history.
        if (status is JobStatus.Pending or JobStatus.Processing) await world.DoAsync(jobs => jobs.StopAsync(id, CancellationToken.None));
    }
}
