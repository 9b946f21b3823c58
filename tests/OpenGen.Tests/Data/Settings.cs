using Microsoft.Extensions.Configuration;
using OpenGen.Rendering;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Data;

/// <summary>Settings that cannot be meant keep the server from starting, all of a section's at once, each by its name.</summary>
public sealed class Settings
{
    [Fact]
    public void All_that_is_wrong_with_a_section_is_said_at_once()
    {
        var refused = Assert.Throws<StartupException>(
            () => Of(("Jobs:Rendr", "2"), ("Jobs:Vendor", "-1"), ("Jobs:PollEvery", "2.00:00:00")).Read<JobOptions>("Jobs"));
        Assert.Contains("Jobs:Rendr is no setting; there are Enabled, Fetch, PollEvery, Quick, Render, Vendor", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Jobs:Vendor -1 must be from 0 to 1000", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Jobs:PollEvery 2.00:00:00 must be from 00:00:00.0010000 to 01:00:00", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rendering:Crf", "52")]
    [InlineData("Rendering:Segments", "-1")]
    [InlineData("Rendering:MaxFrames", "0")]
    [InlineData("Rendering:FFmpegTimeLimit", "00:00:00")]
    [InlineData("Rendering:MaxOutputBytes", "-5")]
    [InlineData("Rendering:Crf", "good")]
    public void A_number_out_of_its_bounds_is_named(string name, string value)
    {
        var refused = Assert.Throws<StartupException>(() => Of((name, value)).Read<RenderingOptions>("Rendering"));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("E+", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_settings_say_of_themselves_is_said_too()
    {
        var refused = Assert.Throws<StartupException>(() => Of(("Storage:CopiesKept", "-1")).Read<StorageOptions>("Storage"));
        Assert.Contains("Storage:CopiesKept is a number of bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_have_no_case_and_what_is_not_set_is_as_it_was()
    {
        var options = Of(("jobs:render", "3")).Read<JobOptions>("Jobs");
        Assert.Equal((3, 8), (options.Render, options.Vendor));
    }

    [Fact]
    public async Task The_server_does_not_start_by_them()
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => RunningServer.StartAsync(Database.Sqlite, ("Webhooks:AtOnce", "0")));
        Assert.Contains("Webhooks:AtOnce 0 must be from 1 to 1000", refused.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
}
