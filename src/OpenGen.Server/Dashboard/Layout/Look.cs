using MudBlazor;

namespace OpenGen.Server.Dashboard.Layout;

/// <summary>
/// MudBlazor's side of the design: type and shape. Colours are CSS variables of our own (css/tokens.css, mapped in css/mud.css),
/// because a browser can tell light from dark before any component of MudBlazor runs.
/// </summary>
internal static class Look
{
    private static readonly string[] Text = ["Inter", "system-ui", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "12px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Text, FontSize = "0.9375rem", LineHeight = "1.55", LetterSpacing = "normal" },
        },
    };
}
