namespace OpenGen.Media;

/// <summary>A folder for the files of one piece of work; gone with all that is in it when disposed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(MediaOptions options)
    {
        Directory.CreateDirectory(options.ScratchFolder);
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(options.ScratchFolder), Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody swept the scratch folder already.
        }
    }
}
