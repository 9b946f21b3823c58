namespace OpenGen.Media;

/// <summary>
/// Filters that make of a camera's frames what a screen shows. Each begins with a comma, and is empty for a source that needs none.
/// </summary>
internal static class ScreenFilters
{
    /// <summary>Makes whole frames of the two fields of an interlaced one; must come before any scaling, which would mix them.</summary>
    public static string Deinterlace(MediaFacts facts) => facts.IsInterlaced ? ",bwdif=mode=send_frame:deint=interlaced" : "";

    /// <summary>
    /// Brings PQ and HLG down to a screen's range; yields BT.709 in eight bits. White of 203 cd/m² (BT.2408) becomes 228 of 255, and
    /// what is
    /// brighter, up to 1000 cd/m², shares the rest.
    /// </summary>
    public static string ToneMap(MediaFacts facts) => facts.HighDynamicRange is { } transfer
        ? $",zscale=tin={transfer}:min=2020_ncl:pin=2020:t=linear:npl=203,format=gbrpf32le,zscale=p=709,tonemap=mobius:param=0.5:peak=4.93:desat=0,zscale=t=709:m=709:r=limited,format=yuv420p"
        : "";
}
