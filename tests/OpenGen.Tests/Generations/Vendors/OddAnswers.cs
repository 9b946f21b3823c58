using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>Answers that are JSON and yet not what they should be: the vendor's fault, said as such, and refunded.</summary>
public sealed class OddAnswers
{
    private static readonly VendorCase[] Cases = [.. FakeFal.Cases, .. FakeVeo.Cases, .. FakeSora.Cases, .. FakeSync.Cases];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_vendor_that_answers_or_makes_nothing_of_what_it_should_is_named(string name)
    {
        var of = Cases.Single(c => c.Name == name);
        await using var vendor = (AsyncVendor)await of.Vendor().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync(of.Column);
        var card = await of.CardAsync(user, sheet);
        var before = await user.CreditsAsync();

        vendor.SaysNothing = true;
        await FailsAsync("not understood");
        (vendor.SaysNothing, vendor.MakesNothing) = (false, true);
        await FailsAsync(name == "sora" ? "no video that can be read" : "not understood");
        Assert.Equal(before, await user.CreditsAsync());

        async Task FailsAsync(string why)
        {
            var job = await sheet.GenerateAsync("Out", card);
            Assert.Equal("failed", job["status"]!.ToString());
            Assert.Contains(why, job["failed_reason"]!.ToString(), StringComparison.Ordinal);
        }
    }
}
