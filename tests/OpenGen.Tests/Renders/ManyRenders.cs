using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Renders;

public sealed class ManyRenders
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Without_a_page_a_thousand_renders_are_listed_and_the_way_to_the_others(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            db.Jobs.AddRange(Enumerable.Range(0, 1_003).Select(_ => new Job
            {
                WorkspaceId = user.WorkspaceId,
                AgentId = user.AgentId,
                Type = Job.Render,
                Lane = Lane.Render,
                Provider = "local",
                Model = "opengen",
            }));
            await db.SaveChangesAsync();
        }

        var first = await user.Api.GetAsync($"/v1/remotion_jobs?agent_id={user.AgentId}");
        Assert.Equal((1_000, "1003"), (first.Node.AsArray().Count, first.Headers["X-Total-Count"]));
        var next = first.Headers["Link"].Split('>')[0].TrimStart('<');
        var rest = await user.Api.GetAsync(next);
        Assert.Equal((3, false), (rest.Node.AsArray().Count, rest.Headers.ContainsKey("Link")));
        var page = await user.Api.GetAsync($"/v1/remotion_jobs?agent_id={user.AgentId}&page=101&per_page=10");
        Assert.Equal((3, "1003"), (page.Node.AsArray().Count, page.Headers["X-Total-Count"]));
    }
}
