using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Vendors.Hume;
using OpenGen.Server.Modules.Vendors.OpenAi;
using OpenGen.Server.Modules.Vendors.Settings;
using OpenGen.Server.Modules.Voices;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Vendors;

/// <summary>Answers that would keep this server waiting, fill it, or give a key away: a vendor says what each test has it say.</summary>
public sealed class VendorCalls : IAsyncDisposable
{
    /// <summary>With characters that JSON may write in another way.</summary>
    private const string Key = "sk-a+secret/0123456789";

    private static readonly SpeechAsked Asked = new("tts", "Hello", null, null, null);

    private readonly MovedClock _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-calls-");
    private readonly List<WebApplication> _apps = [];
    private int _asked;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Sound => Path.Combine(_folder.FullName, "speech.mp3");

    [Theory]
    [InlineData("3600", 1)]
    [InlineData("Fri, 31 Dec 2100 23:59:59 GMT", 1)]
    [InlineData("0", 2)]
    [InlineData("Thu, 01 Jan 2015 00:00:00 GMT", 2)]
    public async Task A_busy_vendor_is_asked_again_when_it_says_and_not_at_all_where_that_is_over_a_minute(string after, int times)
    {
        var (client, server) = Home(await StartAsync(context => _asked == 1 ? BusyAsync(context, after) : JsonAsync(context, "{}"),
            ("Compatible:home:Backoff", "00:01:00")));

        var call = client.PostAsync(server, "images/generations", JsonContent.Create(new { }), Cancelled)
            .WaitAsync(TimeSpan.FromSeconds(30), Cancelled);

        if (times > 1) await call;
        else Assert.Equal(HttpStatusCode.TooManyRequests, (await Assert.ThrowsAsync<VendorFailedException>(() => call)).Status);
        Assert.Equal(times, _asked);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_given_up()
    {
        var (client, server) = Home(await StartAsync(
            context => HangAsync(context, "{"), ("Compatible:home:CallLimit", "00:00:00.5")));
        var failed = await Assert.ThrowsAsync<VendorFailedException>(
            () => PostAsync(client, server).WaitAsync(TimeSpan.FromSeconds(30), Cancelled));
        Assert.Equal("home took too long to answer", failed.Message);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_said_to_be()
    {
        var (client, server) = Home(await StartAsync(context =>
        {
            context.Response.ContentLength = 3L * 1024 * 1024 * 1024;
            return HangAsync(context, "{");
        }));
        var failed = await Assert.ThrowsAsync<VendorFailedException>(() => PostAsync(client, server));
        Assert.Equal("What home answered is larger than 128 MB", failed.Message);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":[{"b":1,"b":1}]}""")]
    [InlineData("""{"a":["\ud800"]}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("{\"a\":\"\u00ff\"}")]
    [InlineData("[1]")]
    [InlineData("<html>It works!</html>")]
    public async Task JSON_that_cannot_be_read_in_one_way_is_not_understood(string latin1)
    {
        var (client, server) = Home(await StartAsync(
            context => context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(latin1)).AsTask()));
        var failed = await Assert.ThrowsAsync<VendorFailedException>(() => PostAsync(client, server));
        Assert.True(failed.IsNotUnderstood);
    }

    [Fact]
    public async Task A_key_that_a_refusal_says_is_left_out_whichever_header_it_came_in()
    {
        var services = await StartAsync(context => Results.Json(
            new { error = new { message = Said(context) }, detail = new { message = Said(context) }, message = Said(context) },
            statusCode: 403).ExecuteAsync(context));
        var (client, server) = Home(services);

        var failed = await Assert.ThrowsAsync<VendorFailedException>(() => PostAsync(client, server));
        Assert.Equal("home refused it: Bearer *** may not do this", failed.Message);
        Assert.DoesNotContain("secret", failed.Body!.ToJsonString(), StringComparison.Ordinal);
        var voices = await services.GetRequiredService<ElevenLabsClient>().VoicesAsync(Key, Cancelled);
        Assert.Equal("ElevenLabs refused this: *** may not do this", voices.Error!.Message);
        failed = await Assert.ThrowsAsync<VendorFailedException>(
            () => services.GetRequiredService<HumeClient>().SpeakAsync(Key, [], Cancelled));
        Assert.Equal("Hume refused it: *** may not do this", failed.Message);
    }

    [Fact]
    public async Task A_key_that_stands_in_a_success_is_left_out()
    {
        var (client, server) = Home(await StartAsync(
            context => Results.Json(new { failed = new[] { Said(context) } }).ExecuteAsync(context)));
        var answer = await PostAsync(client, server);
        Assert.Equal("Bearer *** may not do this", answer["failed"]![0]!.ToString());
    }

    [Fact]
    public async Task A_full_disk_is_not_the_vendors_fault()
    {
        var (client, server) = Home(await StartAsync(context => context.Response.Body.WriteAsync(new byte[300_000]).AsTask()));
        var full = await Assert.ThrowsAnyAsync<IOException>(() => client.SpeakAsync(server, Asked, "/dev/full", Cancelled));
        Assert.Equal("storage_full", MachineFaults.Of(full)!.Code);
    }

    [Theory]
    [InlineData(200, "<html>It works!</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"audio":"%"}""")]
    [InlineData(404, "{}")]
    public async Task A_server_that_tells_no_times_is_not_asked_for_ten_minutes_unless_the_settings_say_it_does(int status, string said)
    {
        var (client, server) = Home(await StartAsync(context => JsonAsync(context, said, status)));
        Assert.Null(await client.SpeakWithTimesAsync(server, Asked, Sound, Cancelled));
        Assert.Null(await client.SpeakWithTimesAsync(server, Asked, Sound, Cancelled));
        Assert.Equal(1, _asked);
        await Assert.ThrowsAsync<VendorFailedException>(
            () => client.SpeakWithTimesAsync(server with { TellsWordTimes = true }, Asked, Sound, Cancelled));

        _clock.Ahead = TimeSpan.FromMinutes(11);
        var old = (status, said);
        (status, said) = (200, """{"audio":"AAAA","timestamps":[{"word":"Hello","start_time":0.1,"end_time":0.5}]}""");
        Assert.Equal([new SpeechToken("Hello", 0.1, 0.5)], await client.SpeakWithTimesAsync(server, Asked, Sound, Cancelled));
        (status, said) = old;
        Assert.Null(await client.SpeakWithTimesAsync(server, Asked, Sound, Cancelled));
    }

    [Fact]
    public async Task A_server_that_cannot_say_its_voices_is_asked_again_after_a_minute()
    {
        var (client, server) = Home(await StartAsync(context => JsonAsync(context, "{}", 500)));
        Assert.Empty(await client.VoicesAsync(server, Cancelled));
        Assert.Empty(await client.VoicesAsync(server, Cancelled));
        Assert.Equal(1, _asked);
        _clock.Ahead = TimeSpan.FromMinutes(2);
        Assert.Empty(await client.VoicesAsync(server, Cancelled));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task ElevenLabs_is_asked_again_by_a_job_and_once_by_somebody_who_waits()
    {
        var client = (await StartAsync(context => _asked < 3
            ? BusyAsync(context, "0")
            : JsonAsync(context, """{"voices":[{"voice_id":"v1","name":"Ada"}]}"""))).GetRequiredService<ElevenLabsClient>();
        Assert.Equal("vendor_unavailable", (await client.VoicesAsync(Key, Cancelled)).Error!.Code);
        Assert.Equal(1, _asked);
        Assert.Equal("v1", (await new ElevenLabsVoices(client, null!).PickAsync(Key, null, null, Cancelled)).Value!.VoiceId);
        Assert.Equal(3, _asked);
    }

    [Theory]
    [InlineData(true, "the connection broke off")]
    [InlineData(false, "took too long to answer")]
    public async Task A_preview_that_does_not_arrive_is_unavailable_and_not_refused(bool breaksOff, string message)
    {
        var services = await StartAsync(async context =>
        {
            if (!breaksOff)
            {
                await HangAsync(context, "");
                return;
            }
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("ID3");
            await context.Response.Body.FlushAsync();
            context.Abort();
        }, ("ElevenLabs:CallLimit", "00:00:01"));
        var error = await services.GetRequiredService<ElevenLabsClient>().PreviewAsync(Key, "v1", "Hello", Sound, Cancelled);
        Assert.Equal("vendor_unavailable", error!.Code);
        // Whether the answer had begun by then is the network's to say, and told in other words.
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static Task<JsonObject> PostAsync(OpenAiClient client, OpenAiServer server) =>
        client.PostAsync(server, "images/generations", JsonContent.Create(new { }), Cancelled);

    private static (OpenAiClient, OpenAiServer) Home(IServiceProvider services) =>
        (services.GetRequiredService<OpenAiClient>(),
            OpenAiServer.Compatible(Assert.Single(services.GetRequiredService<VendorsSettings>().Compatible)));

    /// <summary>What a vendor says of whoever asked.</summary>
    private static string Said(HttpContext context)
    {
        var headers = context.Request.Headers;
        return $"{headers.Authorization}{headers[ElevenLabsClient.KeyHeader]}{headers[HumeClient.KeyHeader]} may not do this";
    }

    private static Task BusyAsync(HttpContext context, string after)
    {
        context.Response.Headers.RetryAfter = after;
        return JsonAsync(context, "{}", 429);
    }

    private static Task JsonAsync(HttpContext context, string json, int status = 200) =>
        Results.Text(json, "application/json", statusCode: status).ExecuteAsync(context);

    /// <summary>Begins an answer, unless there is nothing of it, and leaves it so until whoever asked hangs up.</summary>
    private static async Task HangAsync(HttpContext context, string begin)
    {
        if (begin.Length > 0) await context.Response.WriteAsync(begin);
        if (begin.Length > 0) await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }

    /// <summary>The clients of a server called home, of ElevenLabs and of Hume, all of which are one that answers as it is told.</summary>
    private async Task<IServiceProvider> StartAsync(RequestDelegate answer, params (string Name, string Value)[] settings)
    {
        var vendor = App(_ => { });
        vendor.Urls.Add("http://127.0.0.1:0");
        vendor.Run(context =>
        {
            Interlocked.Increment(ref _asked);
            return answer(context);
        });
        await vendor.StartAsync(Cancelled);
        (string, string)[] all =
        [
            ("Compatible:home:BaseUrl", vendor.Urls.First()), ("Compatible:home:Models", "speech:tts"), ("Compatible:home:ApiKey", Key),
            ("ElevenLabs:BaseUrl", vendor.Urls.First()), ("Hume:BaseUrl", vendor.Urls.First()), .. settings,
        ];
        return App(builder =>
        {
            foreach (var (name, value) in all) builder.Configuration["Providers:" + name] = value;
            builder.AddVendors();
            builder.Services.AddSingleton<TimeProvider>(_clock);
        }).Services;
    }

    private WebApplication App(Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        add(builder);
        _apps.Add(builder.Build());
        return _apps[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
