namespace OpenGen.Server.Web;

/// <summary>Who sends a request, once authentication has found out.</summary>
internal static class CurrentCaller
{
    private static readonly object Key = new();

    /// <summary>Takes note of who it is.</summary>
    public static void Attach(HttpContext context, Caller caller) => context.Items[Key] = caller;

    /// <summary>Who it is; null for somebody unknown.</summary>
    public static Caller? Of(HttpContext context) => context.Items[Key] as Caller;
}
