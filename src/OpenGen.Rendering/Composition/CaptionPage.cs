namespace OpenGen.Rendering.Composition;

internal enum CaptionTemplate { Classic, Karaoke, Pop, Bold }

/// <summary>A word on a page, from the frame at which it is spoken.</summary>
/// <param name="From">Frames from the layer's start.</param>
internal sealed record CaptionWord(string Text, int From);

/// <summary>Words that are on screen together.</summary>
/// <param name="From">Frames from the layer's start.</param>
/// <param name="End">The first frame without it.</param>
internal sealed record CaptionPage(int From, int End, IReadOnlyList<CaptionWord> Words);
