using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>An agent's folders and files, as a person looks through them.</summary>
[Operation("listAssetLibraries", Phase.Edit,
    Says = "Folders first, then files, each newest first: of one folder, of the top, or by a search through all; pages count from 1")]
[Needs(Role.Manager)]
internal sealed class ListAssetLibraries(AppDbContext db, IPublicUrls urls)
    : IOperation<AgentScope, ListAssetLibraries.Request, Listed<AssetLibraryItem>>
{
    private const int DefaultPageSize = 20;
    private const int LargestPage = 200;

    /// <param name="FolderId">What lies in this one; at the top without it.</param>
    /// <param name="AssetType">Some of image, video, audio, folder, separated by commas; all without it.</param>
    /// <param name="Search">What is to be in the name; without a folder, all folders are looked through.</param>
    /// <param name="Order">Nothing but <c>recent</c>, which is what is usual.</param>
    /// <param name="Page">From 1; all without this and the next.</param>
    /// <param name="PageSize">1 to 200; 20 without it.</param>
    public sealed record Request(
        long? FolderId = null, [MaxLength(1_000)] string? AssetType = null, [MaxLength(4_000)] string? Search = null,
        [MaxLength(100)] string? Order = null, int? Page = null, int? PageSize = null);

    public async Task<Result<Listed<AssetLibraryItem>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var kinds = Kinds(request.AssetType);
        var faults = new Dictionary<string, string[]>();
        if (kinds is null) faults["asset_type"] = ["must be some of image, video, audio, folder, separated by commas"];
        if (request.Order is not (null or "" or "recent")) faults["order"] = ["must be recent"];
        if (request.Page < 0) faults["page"] = ["must not be negative"];
        if (request.PageSize is < 1 or > LargestPage) faults["page_size"] = [$"must be between 1 and {LargestPage}"];
        if (faults.Count > 0) return Error.Invalid(faults);
        if (request.FolderId is { } id && !await db.HasFolderAsync(scope, id, cancellationToken)) return AssetFolderQueries.NotFound;

        var (folders, files) = (Folders(scope, request, kinds!), Files(scope, request, kinds!));
        var (skip, take) = Slice(request.Page, request.PageSize);
        var folderCount = take == int.MaxValue ? 0 : await folders.CountAsync(cancellationToken);
        var foldersShown = Math.Clamp(folderCount - skip, 0, take);
        return new Listed<AssetLibraryItem>(
            folders.ReadNewestFirstAsync(skip, take, cancellationToken)
                .Select(f => new AssetLibraryItem(f.Id, AssetType.Folder, f.Name, null, null, null, null))
                .Concat(files.ReadNewestFirstAsync(Math.Max(0, skip - folderCount), take - foldersShown, cancellationToken)
                    .Select(r => AssetLibraryItem.Of(r, urls))));
    }

    private IQueryable<AssetFolder> Folders(AgentScope scope, Request request, HashSet<string> kinds)
    {
        IQueryable<AssetFolder> found = db.FoldersOf(scope);
        if (kinds.Count > 0 && !kinds.Contains("folder")) found = found.Where(f => false);
        if (IsOfOneFolder(request)) found = found.Where(f => f.ParentId == request.FolderId);
        if (Pattern(request.Search) is { } like && Pattern(request.Search?.ToLowerInvariant()) is { } lower)
            found = found.Where(f => EF.Functions.Like(f.Name, like, "\\") || EF.Functions.Like(f.Name.ToLower(), lower, "\\"));
        return found;
    }

    private IQueryable<ContentResource> Files(AgentScope scope, Request request, HashSet<string> kinds)
    {
        var found = db.ContentResources.Where(r => r.AgentId == scope.AgentId);
        if (kinds.Count > 0)
        {
            var wanted = new List<FileKind>();
            if (kinds.Contains("image")) wanted.Add(FileKind.Image);
            if (kinds.Contains("video")) wanted.Add(FileKind.Video);
            if (kinds.Contains("audio")) wanted.Add(FileKind.Audio);
            found = found.Where(r => wanted.Contains(r.Kind));
        }
        if (IsOfOneFolder(request)) found = found.Where(r => r.FolderId == request.FolderId);
        if (Pattern(request.Search) is { } like && Pattern(request.Search?.ToLowerInvariant()) is { } lower)
            found = found.Where(r => EF.Functions.Like(r.FileName, like, "\\") || EF.Functions.Like(r.FileName.ToLower(), lower, "\\"));
        return found;
    }

    /// <summary>A search without a folder goes through all of them.</summary>
    private static bool IsOfOneFolder(Request request) => request.FolderId is not null || Pattern(request.Search) is null;

    /// <summary>For a LIKE. What databases call lower case is ASCII's alone in some, so a text is looked for as it was typed too.</summary>
    private static string? Pattern(string? search)
    {
        if (string.IsNullOrWhiteSpace(search)) return null;
        var escaped = search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }

    /// <summary>The kinds asked for; none for all; null when one is unknown.</summary>
    private static HashSet<string>? Kinds(string? asked)
    {
        const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var kinds = (asked ?? "").Split(',', Split).ToHashSet(StringComparer.Ordinal);
        return kinds.All(k => k is "image" or "video" or "audio" or "folder") ? kinds : null;
    }

    private static (int Skip, int Take) Slice(int? page, int? pageSize)
    {
        if (page is null && pageSize is null) return (0, int.MaxValue);
        var size = pageSize ?? DefaultPageSize;
        return ((int)Math.Min(int.MaxValue, ((long)Math.Max(page ?? 1, 1) - 1) * size), size);
    }
}
