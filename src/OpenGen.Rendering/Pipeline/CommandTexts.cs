using OpenGen.Rendering.Graph;

namespace OpenGen.Rendering.Pipeline;

/// <summary>The small files that commands of FFmpeg read.</summary>
internal static class CommandTexts
{
    /// <summary>Writes a command's: before any command runs that shares one with it.</summary>
    public static async Task WriteTextsAsync(this FFmpegCommand command, CancellationToken cancellationToken)
    {
        foreach (var (path, text) in command.Texts) await File.WriteAllTextAsync(path, text, cancellationToken);
    }
}
