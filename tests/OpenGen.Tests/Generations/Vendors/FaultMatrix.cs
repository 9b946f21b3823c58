using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>One way of asking one vendor for something: what the matrix and the tests of each adapter run through.</summary>
/// <param name="Name">In test names.</param>
/// <param name="Column">The column's title and type, as <see cref="User.NewSheetAsync"/> takes them.</param>
/// <param name="CardAsync">The card; may upload the files it names.</param>
/// <param name="CheckAsync">Holds the finished job, and what it made, against what the vendor sent.</param>
internal sealed record VendorCase(
    string Name, Func<FakeVendor> Vendor, string Column, Func<User, TestSheet, Task<object>> CardAsync,
    Func<User, JsonNode, Task> CheckAsync);

/// <summary>Every adapter × every fault: how it ends, what is refunded, how often the vendor took the work on.</summary>
public sealed class FaultMatrix
{
    private static readonly Dictionary<string, VendorCase> Cases =
        new[]
        {
            FakeOpenAi.Cases,
            FakeGemini.Cases,
            FakeAnthropic.Cases,
            FakeFal.Cases,
            FakeVeo.Cases,
            FakeSora.Cases,
            FakeSync.Cases,
            FakeElevenLabs.Cases,
            FakeHume.Cases,
        }.SelectMany(c => c).ToDictionary(c => c.Name);

    public static TheoryData<string> All() => [.. Cases.Keys];

    /// <summary>One server for all faults of a case: to start it takes longer than they do.</summary>
    [Theory, MemberData(nameof(All))]
    public async Task An_adapter_meets_every_fault(string name)
    {
        var of = Cases[name];
        await using var vendor = await of.Vendor().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        foreach (var fault in Enum.GetValues<Fault>())
        {
            var user = await Api.NewUserAsync(server);
            var sheet = await user.NewSheetAsync(of.Column);
            var card = await of.CardAsync(user, sheet);
            var (before, taken) = (await user.CreditsAsync(), vendor.Taken);
            vendor.Fault = fault;

            var job = await sheet.GenerateAsync(of.Column.Split(':')[0], card);

            Assert.Equal(vendor.Provider, job["provider"]!.ToString());
            Assert.True(vendor.Taken == taken + 1, $"{fault}: taken {vendor.Taken - taken} times");
            Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
            if (fault is Fault.None or Fault.Slow or Fault.Busy)
            {
                Assert.True(job["status"]!.ToString() == "completed", $"{fault}: {job.ToJsonString()}");
                Assert.Equal(
                    before - decimal.Parse(job["execution_cost"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture),
                    await user.CreditsAsync());
                await of.CheckAsync(user, job);
            }
            else
            {
                Assert.True(job["status"]!.ToString() == "failed", $"{fault}: {job.ToJsonString()}");
                Assert.DoesNotContain("our side", job["failed_reason"]!.ToString(), StringComparison.Ordinal);
                Assert.Equal(before, await user.CreditsAsync());
            }
            vendor.Fault = Fault.None;
        }
    }
}
