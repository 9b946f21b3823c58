using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>/v1/asset_libraries: an agent's folders and files, as a person looks through them.</summary>
internal static class AssetLibraryEndpoints
{
    private const int DefaultPageSize = 20;
    private const int LargestPage = 200;

    public enum AssetType
    {
        [JsonStringEnumMemberName("AssetFolder")]
        Folder,

        [JsonStringEnumMemberName("ContentResource")]
        File,
    }

    /// <summary>A folder has a name, a file the rest; what one has not is left out.</summary>
    public sealed record AssetLibraryItem(
        long Id, AssetType Type,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FileName = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ContentType = null);

    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/asset_libraries", ListAsync).WithName("listAssetLibraries").WithTags("Asset Libraries").InPhase(Phase.Edit).ForAgent()
            .WithSummary("Folders first, then files, each newest first: of one folder, of the top, or by a search through all; pages count from 1");

    /// <summary>What is asked for; bundled, as it is much.</summary>
    public sealed record Query(
        [property: FromQuery(Name = "folder_id")] long? FolderId,
        [property: FromQuery(Name = "asset_type")] string? AssetTypes,
        [property: FromQuery(Name = "search")] string? Search,
        [property: FromQuery(Name = "order")] string? Order);

    private static async Task<Results<Ok<AssetLibraryItem[]>, Problem>> ListAsync(
        AgentScope scope, [AsParameters] Query query, int? page, [FromQuery(Name = "page_size")] int? pageSize, AppDbContext db, PublicUrls urls, CancellationToken stop)
    {
        var kinds = Kinds(query.AssetTypes);
        var faults = new Dictionary<string, string[]>();
        if (kinds is null) faults["asset_type"] = ["must be some of image, video, audio, folder, separated by commas"];
        if (query.Order is not (null or "" or "recent")) faults["order"] = ["must be recent"];
        if (page < 0) faults["page"] = ["must not be negative"];
        if (pageSize is < 1 or > LargestPage) faults["page_size"] = [$"must be between 1 and {LargestPage}"];
        if (faults.Count > 0) return Error.Invalid(faults).AsProblem();
        if (query.FolderId is { } id && !await db.AssetFolders.AnyAsync(f => f.Id == id && f.AgentId == scope.AgentId, stop)) return AssetFolderEndpoints.NotFound.AsProblem();

        var (folders, files) = (Folders(scope, query, kinds!, db), Files(scope, query, kinds!, db));
        var (skip, take) = Slice(page, pageSize);
        var folderCount = take is null ? 0 : await folders.CountAsync(stop);
        var shown = await Slice(folders, skip, take).Select(f => new AssetLibraryItem(f.Id, AssetType.Folder, f.Name, null, null, null, null)).ToListAsync(stop);
        var left = take - shown.Count;
        var resources = left is 0 ? [] : await Slice(files, Math.Max(0, skip - folderCount), left).ToListAsync(stop);
        return TypedResults.Ok<AssetLibraryItem[]>([.. shown, .. resources.Select(r =>
            new AssetLibraryItem(r.Id, AssetType.File, null, urls.Of(r.Key, r.FileName), urls.OfThumbnail(r.ThumbnailKey), r.FileName, r.ContentType))]);
    }

    private static IQueryable<AssetFolder> Folders(AgentScope scope, Query query, HashSet<string> kinds, AppDbContext db)
    {
        var found = db.AssetFolders.AsNoTracking().Where(f => f.AgentId == scope.AgentId);
        if (kinds.Count > 0 && !kinds.Contains("folder")) found = found.Where(f => false);
        if (IsOfOneFolder(query)) found = found.Where(f => f.ParentId == query.FolderId);
        if (Pattern(query.Search) is { } like && Pattern(query.Search?.ToLowerInvariant()) is { } lower)
            found = found.Where(f => EF.Functions.Like(f.Name, like, "\\") || EF.Functions.Like(f.Name.ToLower(), lower, "\\"));
        return found.OrderByDescending(f => f.Id);
    }

    private static IQueryable<ContentResource> Files(AgentScope scope, Query query, HashSet<string> kinds, AppDbContext db)
    {
        var found = db.ContentResources.AsNoTracking().Where(r => r.AgentId == scope.AgentId);
        if (kinds.Count > 0)
        {
            var wanted = new List<MediaKind>();
            if (kinds.Contains("image")) wanted.Add(MediaKind.Image);
            if (kinds.Contains("video")) wanted.Add(MediaKind.Video);
            if (kinds.Contains("audio")) wanted.Add(MediaKind.Audio);
            found = found.Where(r => wanted.Contains(r.Kind));
        }
        if (IsOfOneFolder(query)) found = found.Where(r => r.FolderId == query.FolderId);
        if (Pattern(query.Search) is { } like && Pattern(query.Search?.ToLowerInvariant()) is { } lower)
            found = found.Where(r => EF.Functions.Like(r.FileName, like, "\\") || EF.Functions.Like(r.FileName.ToLower(), lower, "\\"));
        return found.OrderByDescending(r => r.Id);
    }

    /// <summary>A search without a folder goes through all of them.</summary>
    private static bool IsOfOneFolder(Query query) => query.FolderId is not null || Pattern(query.Search) is null;

    /// <summary>For a LIKE. What databases call lower case is ASCII's alone in some, so a text is looked for as it was typed too.</summary>
    private static string? Pattern(string? search) => string.IsNullOrWhiteSpace(search)
        ? null
        : "%" + search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";

    /// <summary>The kinds asked for; none for all; null when one is unknown.</summary>
    private static HashSet<string>? Kinds(string? asked)
    {
        var kinds = (asked ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return kinds.All(k => k is "image" or "video" or "audio" or "folder") ? kinds : null;
    }

    private static (int Skip, int? Take) Slice(int? page, int? pageSize)
    {
        if (page is null && pageSize is null) return (0, null);
        var size = pageSize ?? DefaultPageSize;
        return ((int)Math.Min(int.MaxValue, ((long)Math.Max(page ?? 1, 1) - 1) * size), size);
    }

    private static IQueryable<T> Slice<T>(IQueryable<T> found, int skip, int? take) => take is { } most ? found.Skip(skip).Take(most) : found;
}
