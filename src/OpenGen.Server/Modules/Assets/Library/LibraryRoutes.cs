using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>/v1/asset_libraries and /v1/asset_folders: an agent's files in their folders.</summary>
internal static class LibraryRoutes
{
    public static void MapLibrary(this RouteGroupBuilder v1)
    {
        var library = v1.MapGroup("").WithTags("Asset Libraries");
        library.Get<ListAssetLibraries>("/asset_libraries");
        library.Create<CreateAssetFolder, AssetFolderRef>(
            "/asset_folders", (_, made) => $"/v1/asset_libraries?folder_id={made.AssetFolderId}");
        library.Patch<UpdateAssetFolder>("/asset_folders/{id:long}");
        library.Delete<DeleteAssetFolder>("/asset_folders/{id:long}");
    }
}
