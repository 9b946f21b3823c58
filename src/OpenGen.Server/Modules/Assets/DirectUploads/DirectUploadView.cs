using System.Text.Json.Serialization;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>An announced upload.</summary>
/// <param name="Checksum">MD5 in base64.</param>
/// <param name="SignedId">Stands in place of the file in POST /v1/content_resources once it is uploaded.</param>
/// <param name="DirectUpload">Where to PUT it.</param>
internal sealed record DirectUploadView(
    long Id, string Key, string Filename, string ContentType, long ByteSize, string Checksum, string SignedId, UploadTarget DirectUpload);

/// <summary>Where to PUT a file, and with which headers.</summary>
internal sealed record UploadTarget(string Url, UploadHeaders Headers);

/// <summary>The headers that the file's PUT must have.</summary>
internal sealed record UploadHeaders(
    [property: JsonPropertyName("Content-Type")] string ContentType,
    [property: JsonPropertyName("Content-MD5")] string ContentMd5);
