using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>Files on their way to a vendor: as large as it takes them.</summary>
internal static class VendorUploads
{
    /// <summary>A file's bytes as base64.</summary>
    /// <param name="most">Bytes the vendor takes.</param>
    /// <exception cref="GenerationFailedException">It is larger.</exception>
    public static async Task<string> Base64Async(this LocalFile file, string vendor, long most, CancellationToken cancellationToken) =>
        Convert.ToBase64String(await File.ReadAllBytesAsync(file.Within(vendor, most).Path, cancellationToken));

    /// <summary>The file itself, when the vendor takes it.</summary>
    /// <exception cref="GenerationFailedException">It is larger than <paramref name="most"/> bytes.</exception>
    public static LocalFile Within(this LocalFile file, string vendor, long most) =>
        new FileInfo(file.Path).Length <= most
            ? file
            : throw new GenerationFailedException($"The file {file.Id} is too large for {vendor}: {most / 1024 / 1024} MB at most");
}
