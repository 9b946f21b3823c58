using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OpenGen.Server.Data;

internal static class Clashes
{
    /// <summary>Whether a save failed because somebody else saved the same unique thing first.</summary>
    public static bool IsUniqueViolation(this DbUpdateException fault) => fault.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <summary>
    /// Whether the same would fail again however often it is tried: the database does not take such data, or our own code does not cope
    /// with it. Not for what passes: a busy or absent database, a network, a full disk.
    /// </summary>
    public static bool IsPermanent(this Exception fault) => fault switch
    {
        DbUpdateException { InnerException: { } inner } => inner.IsPermanent(),
        // Too large, a constraint, a type.
        SqliteException { SqliteErrorCode: 18 or 19 or 20 } => true,
        // Data exceptions and broken constraints.
        PostgresException { SqlState: ['2', '2' or '3', ..] } => true,
        JsonException or ArgumentException or FormatException or ArithmeticException or NullReferenceException or InvalidCastException
            or IndexOutOfRangeException => true,
        _ => false,
    };

    /// <summary>Whether a save failed because what it refers to was deleted meanwhile.</summary>
    public static bool IsMissingReference(this DbUpdateException fault) => fault.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: 787 } => true,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => true,
        _ => false,
    };

    /// <summary>
    /// Whether work failed because of a deletion that came between finding a thing and using it: what is referred to is not there any more,
    /// or the row to be changed. Both databases keep themselves whole then, and nothing was written.
    /// </summary>
    public static bool IsDeletedMeanwhile(this Exception fault) => fault switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException update => update.IsMissingReference(),
        SqliteException { SqliteExtendedErrorCode: 787 } => true,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => true,
        _ => false,
    };
}
