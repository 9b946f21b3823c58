using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.Pipeline;

/// <summary>Settings for a look at a video, now.</summary>
internal static class PreviewOptions
{
    /// <summary>The same with x264 at its fastest, whatever is chosen for videos.</summary>
    public static RenderingOptions ForPreview(this RenderingOptions options)
    {
        var changed = options.With(VideoEncoder.Software);
        (changed.Preset, changed.Crf) = ("ultrafast", 26);
        // Pieces as small as these fit into memory side by side, and each is done with a quarter less work when nothing is handed
        // from thread to thread.
        if (changed.Segments <= 0) (changed.Segments, changed.Threads) = (Environment.ProcessorCount, 1);
        return changed;
    }
}
