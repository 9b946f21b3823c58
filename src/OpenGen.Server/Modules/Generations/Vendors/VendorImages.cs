using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Generations.Local;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>Pictures that go to a vendor, and those that come back inside of its answers.</summary>
internal sealed class VendorImages(RequestFiles files, IResourceStore shelf)
{
    private static readonly string[] Taken = ["image/png", "image/jpeg", "image/webp"];

    /// <summary>What to draw; what not to draw is said in words, since models that answer at once have no field for it.</summary>
    public static string Prompt(GenerationRequest request) =>
        request.Text("prompt")! + (request.Text("negative_prompt") is { } not ? $"\n\nThe picture must not show: {not}" : "");

    /// <summary>The reference pictures of a request.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    /// <param name="most">How many the vendor takes.</param>
    /// <param name="mostBytes">How large all of them together may be.</param>
    /// <exception cref="GenerationFailedException">The vendor does not take them.</exception>
    public async Task<List<LocalFile>> ReferencesAsync(
        GenerationRequest request, string vendor, int most, long mostBytes, CancellationToken cancellationToken)
    {
        var found = await files.AllAsync(request, "content_resource_ids", cancellationToken);
        if (found.Count > most) throw new GenerationFailedException($"{vendor} takes {most} reference pictures at most");
        if (found.Find(f => !Taken.Contains(f.ContentType)) is { } other)
            throw new GenerationFailedException($"The file {other.Id} is no picture that {vendor} takes: PNG, JPEG or WebP");
        if (found.Sum(f => new FileInfo(f.Path).Length) > mostBytes)
            throw new GenerationFailedException(
                $"The reference pictures are too large for {vendor}: {mostBytes / 1024 / 1024} MB at most together");
        return found;
    }

    /// <summary>Writes a picture that came as base64.</summary>
    /// <param name="number">From 1.</param>
    /// <exception cref="GenerationFailedException">It is no picture.</exception>
    public async Task<ProducedFile> SaveAsync(
        GenerationRequest request, string vendor, string base64, int number, CancellationToken cancellationToken)
    {
        var path = Path.Combine(request.Scratch, $"image-{number}");
        try
        {
            await File.WriteAllBytesAsync(path, Convert.FromBase64String(base64), cancellationToken);
            var made = await shelf.DescribeAsync(path, $"image-{number}.png", null, cancellationToken);
            var ending = made.ContentType switch { "image/jpeg" => ".jpg", "image/webp" => ".webp", _ => ".png" };
            if (made.Kind == FileKind.Image) return made with { FileName = $"image-{number}{ending}" };
        }
        catch (Exception odd) when (odd is FormatException or InvalidDataException)
        {
            // Not base64, or no media: said below.
        }
        throw new GenerationFailedException($"What {vendor} made is no picture that can be read");
    }
}
