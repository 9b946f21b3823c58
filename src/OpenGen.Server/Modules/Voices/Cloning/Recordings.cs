using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices.Cloning;

/// <summary>Gets the recordings that voices are made from.</summary>
internal sealed class Recordings(IResourceStore files, GuardedDownload download)
{
    /// <summary>The largest recording that is fetched, in bytes; one sent as base64 fits into a body of the usual size.</summary>
    private const long Largest = 50 * 1024 * 1024;

    /// <summary>The recording that a request names, or that it holds.</summary>
    /// <param name="url">Of one of the agent's files, or where to fetch it from.</param>
    /// <param name="base64">The recording itself, in place of a URL.</param>
    /// <param name="path">Where to put what is none of the agent's files.</param>
    public async Task<Result<LocalFile>> FetchAsync(
        long agentId, string? url, string? base64, string path, CancellationToken cancellationToken)
    {
        if (url is { Length: > 0 })
        {
            if (await files.FindByUrlAsync(agentId, url, cancellationToken) is { } own) return Heard(own);
            if (await download.FetchAsync(url, path, Largest, cancellationToken) is { } why)
                return VoiceErrors.CloneFailed($"The recording could not be fetched: {why}");
        }
        else if (await DecodeAsync(base64!, path, cancellationToken) is { } refused)
        {
            return refused;
        }
        return Heard(await files.LooseAsync(path, cancellationToken));
    }

    private static async Task<Error?> DecodeAsync(string text, string path, CancellationToken cancellationToken)
    {
        if (text.StartsWith("data:", StringComparison.Ordinal)) text = text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..];
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return Error.Invalid("audio_base64", "is not base64");
        if (length > Largest) return VoiceErrors.CloneFailed($"The recording is too large: {Largest / 1024 / 1024} MB at most");
        await File.WriteAllBytesAsync(path, bytes.AsMemory(0, length), cancellationToken);
        return null;
    }

    private static Result<LocalFile> Heard(LocalFile? file) => file?.Kind is FileKind.Audio or FileKind.Video
        ? file
        : VoiceErrors.CloneFailed("The recording is no audio that can be read");
}
