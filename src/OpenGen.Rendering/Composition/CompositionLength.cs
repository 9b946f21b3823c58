using OpenGen.Media;

namespace OpenGen.Rendering.Composition;

/// <summary>How long a composition's video becomes, from what is known of its files: none of them is opened.</summary>
public static class CompositionLength
{
    /// <summary>Frames of a second of every video that is made here.</summary>
    public const int FramesPerSecond = Timeline.FramesPerSecond;

    /// <summary>Reads the layers as a render does, without its limits of length and number.</summary>
    /// <param name="input">What is to be rendered; its files may be any names that <paramref name="facts"/> knows.</param>
    /// <param name="facts">What the file of a name is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Frames at 30 fps, 1 or more; null when no layer is left to show or to play.</returns>
    public static async Task<int?> FramesAsync(CompositionInput input, Func<string, MediaFacts> facts, CancellationToken cancellationToken)
    {
        var unlimited = new RenderingOptions { MaxFrames = int.MaxValue, MaxLayers = int.MaxValue };
        var reader = new CompositionReader(unlimited, (file, _) => Task.FromResult<MediaFacts?>(facts(file)));
        try
        {
            return (await reader.ReadAsync(input, cancellationToken)).Timeline.Frames;
        }
        catch (CompositionInvalidException)
        {
            return null;
        }
    }
}
