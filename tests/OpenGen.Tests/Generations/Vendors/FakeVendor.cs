using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>What goes wrong at a vendor.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It answers late, and its jobs take several looks.</summary>
    Slow,

    /// <summary>It takes no work at first: 429 with <c>Retry-After</c>, then it does.</summary>
    Busy,

    /// <summary>500 to whoever submits.</summary>
    Broken,

    /// <summary>200 with a body that is no JSON of its own.</summary>
    Malformed,

    /// <summary>It refuses the content, in the vendor's own words.</summary>
    Refused,

    /// <summary>The file of the result, or the answer that holds it, breaks off.</summary>
    CutOff,
}

/// <summary>A server that speaks one vendor's wire format as its documentation has it, and fails as it is told.</summary>
internal abstract class FakeVendor : IAsyncDisposable
{
    public const string Key = "key-of-the-operator";

    private readonly WebApplication _app;
    private int _taken;
    private int _turnedAway;

    protected FakeVendor()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
    }

    /// <summary>The provider's name in the catalog.</summary>
    public abstract string Provider { get; }

    public string Address => _app.Urls.First();

    public Fault Fault { get; set; }

    /// <summary>How often work was submitted and taken on: what it would send a bill for.</summary>
    public int Taken => _taken;

    /// <summary>How often it was too busy for work.</summary>
    public int TurnedAway => _turnedAway;

    /// <summary>The settings of a server that uses it.</summary>
    public (string, string)[] Settings()
    {
        var section = "Providers:" + Provider.Replace("_", "", StringComparison.Ordinal);
        return
        [
            (section + ":ApiKey", Key), (section + ":BaseUrl", Address), (section + ":Backoff", "00:00:00.05"),
            (section + ":PollEvery", "00:00:00.05"),
            ("Http:AllowPrivateAddresses", "true"),
        ];
    }

    public async Task<FakeVendor> StartAsync()
    {
        Map(_app);
        await _app.StartAsync();
        return this;
    }

    /// <summary>Maps the vendor's routes.</summary>
    protected abstract void Map(WebApplication app);

    /// <summary>What the vendor answers to content that it does not want.</summary>
    protected abstract IResult Refusal();

    /// <summary>What becomes of work that is submitted: one of the faults, or what <paramref name="take"/> answers.</summary>
    protected async Task<IResult> SubmitAsync(Func<IResult> take)
    {
        if (Fault == Fault.Busy && Interlocked.Increment(ref _turnedAway) == 1) return new TooBusy();
        Interlocked.Increment(ref _taken);
        if (Fault == Fault.Slow) await Task.Delay(300);
        return Fault switch
        {
            Fault.Broken => Results.Json(new { error = "internal" }, statusCode: 500),
            Fault.Malformed => Results.Text("<html>Bad gateway</html>", "text/html"),
            Fault.Refused => Refusal(),
            _ => take(),
        };
    }

    /// <summary>A file, or the first half of one when it is to break off.</summary>
    protected IResult File(byte[] bytes, string contentType) =>
        Fault == Fault.CutOff ? new Half(bytes, contentType) : Results.Bytes(bytes, contentType);

    /// <summary>JSON, or the first half of it when it is to break off.</summary>
    protected IResult Json(JsonNode body) => File(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private sealed class TooBusy : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = 429;
            httpContext.Response.Headers.RetryAfter = "1";
            return httpContext.Response.WriteAsJsonAsync(new { error = new { message = "slow down" } });
        }
    }

    private sealed class Half(byte[] bytes, string contentType) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = contentType;
            httpContext.Response.ContentLength = bytes.Length;
            await httpContext.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await httpContext.Response.Body.FlushAsync();
            httpContext.Abort();
        }
    }
}
