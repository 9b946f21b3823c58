using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Jobs;
using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Tests.Vendors;

/// <summary>Work that a vendor has already, by its id there.</summary>
public sealed class RemoteJobs
{
    private static readonly VendorWork Known = new("fal", "fal", "id-there", (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);

    private readonly JsonObject _made = [];
    private int _looks;

    [Fact]
    public async Task What_is_done_there_is_looked_at_once()
    {
        Assert.Same(_made, await RunAsync(() => new VendorJob.Done(_made)));
        Assert.Equal(1, _looks);
    }

    [Fact]
    public async Task What_may_not_be_looked_at_for_now_goes_on()
    {
        Assert.Same(_made, await RunAsync(() => _looks < 3
            ? throw new VendorFailedException("fal takes no more requests for now", HttpStatusCode.TooManyRequests)
            : new VendorJob.Done(_made)));
        Assert.Equal(3, _looks);
    }

    private Task<JsonObject> RunAsync(Func<VendorJob> look)
    {
        var settings = VendorsSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection([new("Providers:Fal:PollEvery", "00:00:00.01")]).Build());
        return new VendorJobs(settings, TimeProvider.System).RunAsync(
            Known, _ => throw new InvalidOperationException("It is submitted already"),
            (_, _) =>
            {
                _looks++;
                return Task.FromResult(look());
            },
            new Progress<int>(), TestContext.Current.CancellationToken);
    }
}
