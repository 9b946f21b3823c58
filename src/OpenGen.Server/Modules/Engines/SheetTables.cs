using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Engines;

/// <summary>The tables of sheets.</summary>
internal static class SheetTables
{
    extension(AppDbContext db)
    {
        public DbSet<Sheet> Sheets => db.Set<Sheet>();
        public DbSet<SheetColumn> SheetColumns => db.Set<SheetColumn>();
        public DbSet<SheetRow> SheetRows => db.Set<SheetRow>();
        public DbSet<SheetCell> SheetCells => db.Set<SheetCell>();
        public DbSet<Layer> Layers => db.Set<Layer>();
        public DbSet<GlobalVariable> GlobalVariables => db.Set<GlobalVariable>();
    }
}
