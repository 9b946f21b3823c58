using System.Net;
using OpenGen.Fuzz;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

/// <summary>The short form of <c>./opengen fuzz</c>.</summary>
public sealed class FuzzTests
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task No_input_is_answered_by_anything_but_a_documented_answer(Database database)
    {
        await using var server = await RunningServer.StartAsync(
            database, ("Providers:ElevenLabs:BaseUrl", "http://127.0.0.1:9"), ("Providers:Hume:BaseUrl", "http://127.0.0.1:9"));
        var address = new IPEndPoint(IPAddress.Loopback, server.Address.Port);
        var successes = 0;
        foreach (var seed in new[] { 1, Random.Shared.Next(2, 1_000_000) })
        {
            // A machine that runs other tests is slow by itself: what is slow is found by the long form.
            var report = await new Fuzzer(
                new FuzzOptions(address, TimeSpan.FromSeconds(4), seed, TimeSpan.FromSeconds(30)) { Workers = 2 }).RunAsync(
                    CancellationToken.None);
            Assert.True(report.Findings.All(f => f.Operation == "healthz"), report.Table() + report.Details());
            successes += report.Tallies.Values.Sum(t => t.Successes);
        }
        // Else nothing of it was near enough to right.
        Assert.InRange(successes, 20, int.MaxValue);
    }
}
