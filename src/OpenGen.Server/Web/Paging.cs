using System.Globalization;

namespace OpenGen.Server.Web;

/// <summary>Metadata: this endpoint answers a list that can be had in pages.</summary>
internal sealed record AnswersList;

/// <summary>
/// Lists are whole result sets, unless a client asks for a page of them: <c>page</c> (from 1), with <c>per_page</c> or <c>page_size</c>,
/// or <c>cursor</c>, as the <c>Link</c> header of the page before names it. Holds for every endpoint that answers a list and has no
/// paging of its own.
/// </summary>
internal static class Paging
{
    private const int PageSize = 20;
    private const int LargestPage = 1000;

    /// <summary>Whether a page is asked for, rather than the whole list.</summary>
    public static bool IsAsked(IQueryCollection query) =>
        query.ContainsKey("page") || query.ContainsKey("per_page") || query.ContainsKey("page_size") || query.ContainsKey("cursor");

    /// <summary>Which page is asked for; or 422 when it cannot be one.</summary>
    /// <param name="from">How many come before it.</param>
    /// <param name="size">How many it has at most.</param>
    public static Error? Read(IQueryCollection query, out int from, out int size)
    {
        var faults = new Dictionary<string, string[]>();
        size = Number("page_size", Number("per_page", PageSize, 1), 1);
        size = Math.Min(size, LargestPage);
        var page = Number("page", 1, 1);
        from = query["cursor"].ToString().Length > 0 ? Number("cursor", 0, 0) : (int)Math.Min((page - 1L) * size, int.MaxValue);
        return faults.Count > 0 ? Error.Invalid(faults) : null;

        int Number(string name, int otherwise, int least)
        {
            if (query[name].ToString() is not { Length: > 0 } text) return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
            faults[name] = [$"must be a whole number, {least} or more"];
            return otherwise;
        }
    }

    /// <summary>Where an endless list goes on (RFC 8288).</summary>
    public static void Announce(HttpContext context, string nextCursor)
    {
        var query = QueryString.Create(context.Request.Query.Where(q => q.Key is not ("page" or "cursor"))).Add("cursor", nextCursor);
        context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{query}>; rel=\"next\"";
    }

    /// <summary>How many there are, and where the next ones are (RFC 8288).</summary>
    public static void Announce(HttpContext context, int count, int next)
    {
        context.Response.Headers["X-Total-Count"] = count.ToString(CultureInfo.InvariantCulture);
        if (next < count) Announce(context, next.ToString(CultureInfo.InvariantCulture));
    }
}
