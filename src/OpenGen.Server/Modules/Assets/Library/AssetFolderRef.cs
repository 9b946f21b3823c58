namespace OpenGen.Server.Modules.Assets.Library;

/// <summary>A folder, by its id.</summary>
internal sealed record AssetFolderRef(long AssetFolderId);
