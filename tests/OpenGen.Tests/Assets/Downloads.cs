using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenGen.Server.Web;

namespace OpenGen.Tests.Assets;

/// <summary>Fetching from servers that do what they like.</summary>
public sealed class Downloads
{
    /// <summary>As the server has it; with private addresses, which is what a test's own server is on.</summary>
    internal static GuardedDownload New(DownloadOptions? options = null, bool allowPrivate = false) => new(
        new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Http:AllowPrivateAddresses"] = allowPrivate ? "true" : "false" }).Build(),
        options ?? new DownloadOptions(), TimeProvider.System, NullLogger<GuardedDownload>.Instance);

    [Fact]
    public async Task A_body_that_drips_ends_at_the_deadline()
    {
        await using var slow = await SlowServer.StartAsync();
        using var download = New(new DownloadOptions { Deadline = TimeSpan.FromSeconds(1), LeastBytesPerSecond = 0 }, allowPrivate: true);
        Assert.Equal("it took too long", await FetchAsync(download, slow.Address + "/drip"));
        Assert.Equal("it took too long", await FetchAsync(download, slow.Address + "/no-headers"));
    }

    [Fact]
    public async Task A_body_that_drips_ends_when_too_little_came_long_before_the_deadline()
    {
        await using var slow = await SlowServer.StartAsync();
        using var download = New(
            new DownloadOptions { Deadline = TimeSpan.FromHours(1), Patience = TimeSpan.FromSeconds(1) }, allowPrivate: true);
        Assert.Equal("it came too slowly", await FetchAsync(download, slow.Address + "/drip"));
        Assert.Equal("it took too long", await FetchAsync(download, slow.Address + "/no-headers"));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:text/plain,a")]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("http://[")]
    [InlineData("\u00e9://")]
    public async Task Where_a_redirect_leads_is_never_our_fault(string location)
    {
        await using var slow = await SlowServer.StartAsync();
        using var download = New(allowPrivate: true);
        Assert.NotNull(await FetchAsync(download, slow.Address + "/redirect?" + Convert.ToHexString(Encoding.UTF8.GetBytes(location))));
    }

    [Fact]
    public async Task What_is_fetched_may_be_refused_on_the_way()
    {
        await using var slow = await SlowServer.StartAsync();
        using var download = New(allowPrivate: true);
        var path = Path.GetTempFileName();
        var left = 1500;
        Assert.Equal(
            "no room",
            await download.FetchAsync(
                slow.Address + "/bytes?1000000", path, 10_000_000, bytes => (left -= bytes) < 0 ? "no room" : null,
                TestContext.Current.CancellationToken));
        Assert.Equal(
            "it is too large",
            await download.FetchAsync(slow.Address + "/bytes?1000000", path, 999_999, TestContext.Current.CancellationToken));
        Assert.Null(await download.FetchAsync(slow.Address + "/bytes?1000000", path, 1_000_000, TestContext.Current.CancellationToken));
        Assert.Equal(1_000_000, new FileInfo(path).Length);
        File.Delete(path);
    }

    private static async Task<string?> FetchAsync(GuardedDownload download, string url)
    {
        var path = Path.GetTempFileName();
        try
        {
            return await download.FetchAsync(url, path, 1000, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>Somebody's server that takes its time: <c>/drip</c> sends a byte and then nothing, <c>/no-headers</c> nothing at all.</summary>
internal sealed class SlowServer(WebApplication app) : IAsyncDisposable
{
    private int _dripping;

    public string Address => app.Urls.First();

    /// <summary>Requests that are being dripped to now.</summary>
    public int Dripping => Volatile.Read(ref _dripping);

    public static async Task<SlowServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new SlowServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (response, gone) = (context.Response, context.RequestAborted);
        var query = context.Request.QueryString.Value?.TrimStart('?') ?? "";
        switch (context.Request.Path.Value)
        {
            case "/bytes":
                await response.Body.WriteAsync(new byte[int.Parse(query, System.Globalization.CultureInfo.InvariantCulture)], gone);
                return;
            case "/redirect":
                response.StatusCode = 302;
                response.Headers.Location = Encoding.UTF8.GetString(Convert.FromHexString(query)) is var to && to.All(char.IsAscii)
                    ? to
                    : Uri.EscapeDataString(to);
                return;
            case "/drip":
                response.ContentType = "image/png";
                await response.Body.WriteAsync("\u0089"u8.ToArray(), gone);
                await response.Body.FlushAsync(gone);
                break;
        }
        Interlocked.Increment(ref _dripping);
        await Task.Delay(Timeout.Infinite, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _dripping);
    }
}
