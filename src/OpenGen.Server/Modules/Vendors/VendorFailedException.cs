using System.Net;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>A vendor refused something, could not be asked, or answered what is not understood; the message is fit to be shown.</summary>
/// <param name="reason">A sentence for a person; no key stands in it.</param>
/// <param name="status">What the vendor answered; null when it did not, or when its answer was a success that is not understood.</param>
/// <param name="body">The refusal's JSON; null when it had none.</param>
internal sealed class VendorFailedException(string reason, HttpStatusCode? status = null, JsonObject? body = null) : Exception(reason)
{
    /// <summary>What the vendor answered; null when it did not refuse.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The refusal's JSON; null when it had none. No key stands in it.</summary>
    public JsonObject? Body { get; } = body;

    /// <summary>Whether the answer was a success that makes no sense: a page, or JSON of another kind.</summary>
    public bool IsNotUnderstood { get; init; }
}
