using System.Runtime.InteropServices;

namespace OpenGen.Server.Data;

/// <summary>The data folder is the server's user's alone: nobody else on the machine reads the database, the files or the keys.</summary>
internal static partial class PrivateFiles
{
    /// <summary>What to do when the data folder cannot be used.</summary>
    public const string Remedy = "give the server's user the right to write there, or name another folder with --data (Data:Folder)";

    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the data folder 0700, and the database's files 0600 that an earlier version left open to all.</summary>
    /// <exception cref="StartupException">The folder cannot be made or written.</exception>
    public static void Prepare(DataOptions options)
    {
        try
        {
            Folder(options.Folder);
            if (!options.OnPostgres) Close(options.SqliteFile);
            var probe = Path.Combine(options.Folder, $".write-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {options.Folder} cannot be written ({fault.Message}); {Remedy}", fault);
        }
    }

    /// <summary>A folder that its owner alone opens; made when it is not there.</summary>
    public static DirectoryInfo Folder(string path)
    {
        var folder = Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && folder.UnixFileMode != OwnersFolder) folder.UnixFileMode = OwnersFolder;
        return folder;
    }

    /// <summary>What this process and its children write from here on is for its user alone (umask 077), as a service should run.</summary>
    public static void FromHereOn()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(Convert.ToUInt32("077", 8));
    }

    /// <summary>An empty database that its owner alone opens, for SQLite to fill; SQLite gives its log and index the same mode.</summary>
    public static void Create(string database)
    {
        if (OperatingSystem.IsWindows() || File.Exists(database)) return;
        using (new FileStream(
            database, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnersFile })) { }
    }

    /// <summary>Never opened when it is there: closing it would drop the locks that this process may hold on it (POSIX).</summary>
    private static void Close(string database)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in new[] { database, database + "-wal", database + "-shm" })
            if (File.Exists(path) && File.GetUnixFileMode(path) != OwnersFile) File.SetUnixFileMode(path, OwnersFile);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
