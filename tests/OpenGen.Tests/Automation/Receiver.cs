using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenGen.Tests.Automation;

/// <summary>Somebody's server that takes webhooks; answers as it is told.</summary>
internal sealed class Receiver(WebApplication app) : IAsyncDisposable
{
    public string Address => app.Urls.First();

    public ConcurrentQueue<Call> Calls { get; } = new();

    public Func<Call, Reply> Answer { get; set; } = _ => new Reply(200);

    /// <summary>Answers nothing to these paths as long as the test runs.</summary>
    public string Hangs { get; set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>What it was told at a path, in the order in which it came.</summary>
    public IReadOnlyList<string> Types(string path) => [.. Calls.Where(c => c.Path == path).Select(c => c.Type)];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        var call = new Call(
            context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(),
            headers["webhook-signature"].ToString(), await reader.ReadToEndAsync());
        Calls.Enqueue(call);
        if (call.Path == Hangs)
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var reply = Answer(call);
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
    }
}

internal sealed record Reply(int Status, params (string Name, string Value)[] Headers);

/// <summary>A webhook as it came in.</summary>
internal sealed record Call(string Path, string Id, string Timestamp, string Signatures, string Body)
{
    public JsonNode Node => JsonNode.Parse(Body)!;

    public string Type => Node["type"]!.ToString();

    public JsonNode Data => Node["data"]!;

    public long SentAt => long.Parse(Timestamp, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As docs/webhooks.md tells receivers to check.</summary>
    public bool IsSignedWith(string secret)
    {
        var mac = HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}"));
        return Signatures.Split(' ').Contains("v1," + Convert.ToBase64String(mac));
    }
}
