using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace OpenGen.Server.Http;

/// <summary>Settings of rate limits; 0 is no limit. Each node counts for itself.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests a minute with one API key or token.</summary>
    public int PerKey { get; set; }

    /// <summary>Requests a minute from one address.</summary>
    public int PerAddress { get; set; }
}

/// <summary>Limits how often one key, and one address, may ask the API: off unless an operator sets them.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>A window moves on in steps, so that nobody gets twice the limit across its edge.</summary>
    private const int Steps = 6;

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions();
        builder.Services.AddSingleton(limits);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(limits.PerAddress, AddressOf(context))),
                PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(KeyOf(context) is null ? 0 : limits.PerKey, KeyOf(context) ?? "")));
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / Steps;
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return new ValueTask(Problem.WriteAsync(rejected.HttpContext, Error.RateLimited));
            };
        });
    }

    /// <summary>Before authentication, so that guessing keys is limited too.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimitOptions>();
        if (limits is { PerKey: <= 0, PerAddress: <= 0 }) return;
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1"), api => api.UseRateLimiter());
    }

    private static RateLimitPartition<string> Partition(int limit, string who) => limit <= 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit, Window = Window, SegmentsPerWindow = Steps });

    /// <summary>An IPv6 network counts as one address, since each of its hosts has as many as it likes.</summary>
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }

    /// <summary>A hash of the credentials sent, so that no secret is kept.</summary>
    private static string? KeyOf(HttpContext context)
    {
        var sent = context.Request.Headers["X-API-Key"].ToString() is { Length: > 0 } key ? key : context.Request.Headers.Authorization.ToString();
        return sent.Length == 0 ? null : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sent)));
    }
}
