using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace OpenGen.Server.Http;

/// <summary>Which part of a list is asked for: all of it, unless a page is. Taken with <c>[AsParameters]</c>.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Size">How many a page has: 20 unless said, 1,000 at most.</param>
internal readonly record struct Page(
    [property: FromQuery(Name = "page"), Description("The page, from 1; without it the whole list is answered")] int? Number,
    [property: FromQuery(Name = "per_page"), Description("How many a page has: 20 unless said, 1,000 at most")] int? Size)
{
    private const int UsualSize = 20;
    private const int LargestSize = 1000;

    /// <summary>The whole list.</summary>
    public static readonly Page All;

    private bool IsAll => Number is null && Size is null;

    /// <summary>How many come before it.</summary>
    public int Skip => IsAll ? 0 : (int)Math.Min((Math.Max(Number ?? 1, 1) - 1L) * Take, int.MaxValue);

    /// <summary>How many it has at most.</summary>
    public int Take => IsAll ? int.MaxValue : Math.Clamp(Size ?? UsualSize, 1, LargestSize);

    /// <summary>That part of a query.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> all) => IsAll ? all : all.Skip(Skip).Take(Take);
}
