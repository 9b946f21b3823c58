using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>Settings of rate limits; 0 is no limit. Each node counts for itself.</summary>
internal sealed class RateLimitOptions : ISettings
{
    /// <summary>Requests a minute with one API key or token.</summary>
    public int PerKey { get; set; }

    /// <summary>Requests a minute from one address.</summary>
    public int PerAddress { get; set; }

    /// <summary>
    /// Sign-ins, refreshes, codes and proofs a minute from one address, in the API and on the pages, right or wrong; twice as many at once.
    /// An office behind one address stays below it.
    /// </summary>
    public int SignInsPerAddress { get; set; } = 30;

    /// <summary>Accounts registered an hour from one address, in the API and on the page; so many at once as well.</summary>
    public int RegistrationsPerAddress { get; set; } = 20;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        (string Name, int Value)[] all =
            [(nameof(PerKey), PerKey), (nameof(PerAddress), PerAddress), (nameof(SignInsPerAddress), SignInsPerAddress),
                (nameof(RegistrationsPerAddress), RegistrationsPerAddress)];
        foreach (var (name, value) in all)
            if (value is < 0 or > Most) yield return $"RateLimits:{name} {value} must be between 0, which is no limit, and {Most}";
    }

    private const int Most = 1_000_000;
}

/// <summary>What is counted by address on the ways in, whoever comes.</summary>
internal enum AddressLimit
{
    /// <summary><see cref="RateLimitOptions.SignInsPerAddress"/>.</summary>
    SignIns,

    /// <summary><see cref="RateLimitOptions.RegistrationsPerAddress"/>.</summary>
    Registrations,
}

/// <summary>Marks an endpoint or a page whose POSTs count towards a limit of their address.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class LimitPerAddressAttribute(AddressLimit limit) : Attribute
{
    /// <summary>Towards which.</summary>
    public AddressLimit Limit { get; } = limit;
}

/// <summary>
/// Limits how often one address may try to get in, and, when an operator sets it, how often one key and one address may ask the API.
/// </summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>A window moves on in steps, so that nobody gets twice the limit across its edge.</summary>
    private const int Steps = 6;

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.Read<RateLimitOptions>("RateLimits");
        builder.Services.AddSingleton(limits);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(
                    context => Partition(IsProgram(context) ? limits.PerAddress : 0, AddressOf(context))),
                PartitionedRateLimiter.Create<HttpContext, string>(
                    context => KeyOf(context) is { } key ? Partition(limits.PerKey, key) : Unlimited),
                PartitionedRateLimiter.Create<HttpContext, string>(context => WayIn(context, limits)));
            limiter.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
        });
    }

    /// <summary>For programs, before authentication, so that guessing keys is limited too.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimitOptions>();
        var all = limits.PerKey > 0 || limits.PerAddress > 0;
        // The rest pays nothing for limits it has none of.
        app.UseWhen(context => IsProgram(context) && (all || IsWayIn(context)), api => api.UseRateLimiter());
    }

    /// <summary>For pages, after what answers people with a page.</summary>
    public static void UsePageRateLimits(this WebApplication app) =>
        app.UseWhen(context => !IsProgram(context) && IsWayIn(context), pages => pages.UseRateLimiter());

    /// <summary>Counts an endpoint's POSTs towards a limit of their address.</summary>
    public static T LimitPerAddress<T>(this T endpoint, AddressLimit limit) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new LimitPerAddressAttribute(limit));

    private static readonly RateLimitPartition<string> Unlimited = RateLimitPartition.GetNoLimiter("");

    private static bool IsProgram(HttpContext context) => context.Request.Path.StartsWithSegments("/v1");

    private static bool IsWayIn(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && LimitOf(context) is not null;

    private static AddressLimit? LimitOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LimitPerAddressAttribute>()?.Limit;

    private static async Task RefuseAsync(OnRejectedContext rejected)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / Steps;
        LeaveUnread(context);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await Problem.WriteAsync(context, Error.RateLimited);
            return;
        }

        // The page is made by what makes pages of failures; it is no form, and must not be refused for what was wrong with this one.
        context.Request.Method = HttpMethods.Get;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }

    /// <summary>A large body is not read only to be refused, which would be most of the work: its connection ends instead.</summary>
    private static void LeaveUnread(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BodyLimits.Anonymous.Bytes;
        if (context.Request.ContentLength > BodyLimits.Anonymous.Bytes) context.Response.Headers.Connection = "close";
    }

    private static RateLimitPartition<string> Partition(int limit, string who) => limit <= 0
        ? Unlimited
        : RateLimitPartition.GetSlidingWindowLimiter(
            who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit, Window = Window, SegmentsPerWindow = Steps });

    private static RateLimitPartition<string> WayIn(HttpContext context, RateLimitOptions limits)
    {
        if (!IsWayIn(context)) return Unlimited;
        var limit = LimitOf(context);
        var (rate, burst, window) = limit == AddressLimit.SignIns
            ? (limits.SignInsPerAddress, limits.SignInsPerAddress * 2, Window)
            : (limits.RegistrationsPerAddress, limits.RegistrationsPerAddress, TimeSpan.FromHours(1));
        if (rate <= 0) return Unlimited;
        // A token at a time, as evenly as the rate is.
        return RateLimitPartition.GetTokenBucketLimiter(limit + AddressOf(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = window / rate,
        });
    }

    /// <summary>An IPv6 network counts as one address, since each of its hosts has as many as it likes.</summary>
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }

    /// <summary>A hash of what authentication will check, so that no secret is kept and no other spelling of it counts anew.</summary>
    private static string? KeyOf(HttpContext context) =>
        RequestCredentials.Of(context.Request) is { } sent ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sent.Text))) : null;
}
