using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Assets.Storage;

/// <summary>Settings of where files are kept.</summary>
internal sealed class StorageOptions : ISettings
{
    /// <summary>An S3 bucket in place of the data folder, when its name is set.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>How many bytes of copies of remote files stay in the scratch folder after their use, to be used again.</summary>
    public long CopiesKept { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (CopiesKept < 0) yield return "Storage:CopiesKept is a number of bytes, and cannot be negative";
        if (!S3.IsUsed)
        {
            if (S3.Endpoint is not null || S3.AccessKey is not null)
                yield return "Storage:S3 is set but for Storage:S3:Bucket; name the bucket, or remove the others to keep files on disk";
            yield break;
        }
        if (S3.Endpoint is null && S3.Region is null)
            yield return "Set Storage:S3:Region for Amazon's S3, or Storage:S3:Endpoint for another one";
        if (string.IsNullOrEmpty(S3.AccessKey) != string.IsNullOrEmpty(S3.SecretKey))
            yield return "Set both Storage:S3:AccessKey and Storage:S3:SecretKey, or neither to use the machine's own role";
        foreach (var (name, url) in new[] { ("Endpoint", S3.Endpoint), ("PublicUrl", S3.PublicUrl) })
            if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                yield return $"Storage:S3:{name} must be an http or https URL";
    }
}

/// <summary>An S3 bucket: Amazon's, or any server that speaks its protocol.</summary>
internal sealed class S3Options
{
    /// <summary>The bucket, which must exist and should be private: the server itself hands its files out.</summary>
    public string? Bucket { get; set; }

    /// <summary>What all keys begin with, such as <c>opengen/</c>, in a bucket that others use too.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The server's URL; unset for Amazon's.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The URL under which clients reach the same server for direct uploads; unset when it is the endpoint.</summary>
    public string? PublicUrl { get; set; }

    public string? Region { get; set; }

    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>Whether the bucket's name is in the path rather than in the host; most servers other than Amazon's want that.</summary>
    public bool ForcePathStyle { get; set; }

    public bool IsUsed => !string.IsNullOrWhiteSpace(Bucket);
}
