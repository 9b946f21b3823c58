using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Voices;

/// <summary>The tables of voices.</summary>
internal static class VoiceTables
{
    extension(AppDbContext db)
    {
        public DbSet<Voice> Voices => db.Set<Voice>();
    }
}
