using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.DirectUploads;
using OpenGen.Server.Modules.Assets.Library;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>The tables of files.</summary>
internal static class AssetTables
{
    extension(AppDbContext db)
    {
        public DbSet<ContentResource> ContentResources => db.Set<ContentResource>();
        public DbSet<AssetFolder> AssetFolders => db.Set<AssetFolder>();
        public DbSet<DirectUpload> DirectUploads => db.Set<DirectUpload>();
        public DbSet<Picture> Pictures => db.Set<Picture>();
        public DbSet<DoomedFile> DoomedFiles => db.Set<DoomedFile>();
    }
}
