using Microsoft.Data.Sqlite;
using Npgsql;
using OpenGen.Media;

namespace OpenGen.Server.Data;

/// <summary>
/// What is wrong with the machine rather than with a request or with us: a disk that is full or may not be written, a program that is not
/// there, a database that does not answer. Each is a sentence that says what to do, and passes without a restart once that is done.
/// </summary>
internal static class MachineFaults
{
    // errno of Linux and macOS, which .NET hands on as an IOException's HResult; and what Windows has in their place.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    private static readonly Error DiskFull = new(ErrorKind.StorageFull, "storage_full",
        "The server's disk is full, and nothing was changed; free some space on it, and try again");

    private static readonly Error NotWritable = new(ErrorKind.Unavailable, "storage_read_only",
        "The server may not write to its data folder, and nothing was changed; give it the right to, and try again")
    { RetryAfter = TimeSpan.FromSeconds(30) };

    private static readonly Error DatabaseBusy = new(ErrorKind.Unavailable, "database_busy",
        "Others have been writing to the database for so long that this was given up; nothing was changed, try again in a moment")
    { RetryAfter = TimeSpan.FromSeconds(5) };

    private static readonly Error NoDatabase = new(ErrorKind.Unavailable, "database_unreachable",
        "The server's database cannot be reached; nothing was changed, try again in a moment")
    { RetryAfter = TimeSpan.FromSeconds(10) };

    private static readonly Error TooManyProcesses = Error.Busy("The server is looking at too many files already; try again in a moment");

    /// <summary>What an exception says of the machine, as an answer; null when it says nothing of it.</summary>
    public static Error? Of(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (OfOne(fault) is { } error) return error;
        return null;
    }

    private static Error? OfOne(Exception fault) => fault switch
    {
        ProcessGateFullException => TooManyProcesses,
        ToolMissingException missing =>
            new Error(ErrorKind.Unavailable, "tool_missing", $"The server lacks a program that this needs: {missing.Message}")
            {
                RetryAfter = TimeSpan.FromSeconds(60),
            },
        FFmpegFailedException failed when failed.Log.Contains("No space left on device", StringComparison.Ordinal) => DiskFull,
        IOException { HResult: NoSpace or QuotaOnLinux or QuotaOnMac or DiskFullOnWindows } => DiskFull,
        IOException { HResult: ReadOnlyFileSystem } or UnauthorizedAccessException => NotWritable,
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } => DiskFull,
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM } =>
            NotWritable,
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY } => DatabaseBusy,
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR } =>
            DiskFull with
            {
                Message = "The server's disk could not be written or read; when it is full, free some space on it, and try again",
            },
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => DiskFull,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => NotWritable,
        PostgresException
        {
            SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        } => NoDatabase,
        PostgresException => null,
        NpgsqlException { InnerException: System.Net.Sockets.SocketException or TimeoutException or EndOfStreamException or IOException } =>
            NoDatabase,
        _ => null,
    };
}
