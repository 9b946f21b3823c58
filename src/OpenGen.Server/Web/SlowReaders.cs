using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace OpenGen.Server.Web;

/// <summary>Ends answers that nobody reads: some are read from the database while they are written, and hold a connection to it.</summary>
internal static class SlowReaders
{
    /// <summary>Bytes a second, after ten seconds; a telephone on a bad day has more.</summary>
    private static readonly MinDataRate Least = new(bytesPerSecond: 8 * 1024, gracePeriod: TimeSpan.FromSeconds(10));

    /// <summary>Has the connection closed when this answer is read more slowly than that.</summary>
    public static void Bound(HttpContext context)
    {
        // HTTP/2 knows a rate for the connection alone; a proxy that speaks it reads at its own speed.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = Least;
    }
}
