using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>What the operations on variables share.</summary>
internal static class VariableQueries
{
    public const int LongestKey = 100;
    public const int LongestValue = 20_000;

    public static readonly Error NotFound = Error.NotFound("Variable");

    /// <summary>A variable of a sheet, to be changed; null when it is not there.</summary>
    public static Task<GlobalVariable?> VariableAsync(
        this AppDbContext db, SheetScope scope, long id, CancellationToken cancellationToken) =>
        db.GlobalVariables.FirstOrDefaultAsync(v => v.Id == id && v.SheetId == scope.SheetId, cancellationToken);

    /// <summary>Saves, unless a key is taken.</summary>
    public static async Task<Error?> SaveVariablesAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException clash) when (clash.IsUniqueViolation())
        {
            return Error.Invalid("key", "is taken");
        }
    }
}
