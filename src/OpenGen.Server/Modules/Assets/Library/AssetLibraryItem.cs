using System.Text.Json.Serialization;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>What lies in a library.</summary>
internal enum AssetType
{
    [JsonStringEnumMemberName("AssetFolder")]
    Folder,

    [JsonStringEnumMemberName("ContentResource")]
    File,
}

/// <summary>A folder has a name, a file the rest; what one has not is left out.</summary>
internal sealed record AssetLibraryItem(
    long Id, AssetType Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FileName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ContentType = null)
{
    public static AssetLibraryItem Of(ContentResource r, IPublicUrls urls) =>
        new(r.Id, AssetType.File, null, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.FileName, r.ContentType);
}
