using MudBlazor;

namespace OpenGen.Server.Dashboard.Parts;

/// <summary>How dialogs of the dashboard behave.</summary>
internal static class Dialog
{
    /// <summary>A short form or a question: Escape leaves it, a stray click beside it does not.</summary>
    public static readonly DialogOptions Form = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        BackdropClick = false,
        CloseOnEscapeKey = true,
        CloseButton = false,
        // MudBlazor would give the focus a round trip late, to somebody who types already: js/opengen.js does it at once.
        DefaultFocus = DefaultFocus.None,
    };

    /// <summary>Something that is shown once: left by its own button alone.</summary>
    public static readonly DialogOptions ShownOnce = Form with { CloseOnEscapeKey = false };
}
