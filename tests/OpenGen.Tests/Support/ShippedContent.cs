using OpenGen.Server.Modules.Generations.Local.Writing.Content;

namespace OpenGen.Tests.Support;

/// <summary>The words and sentences that the product comes with.</summary>
internal static class ShippedContent
{
    /// <summary>Where they stand, beside the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "content");

    /// <summary>What the local writer says.</summary>
    public static WriterContent Writer { get; } = ReadWriter(Folder);

    /// <summary>Reads a folder in which nothing is wrong.</summary>
    public static WriterContent ReadWriter(string folder)
    {
        var faults = new List<string>();
        var writer = WriterContent.Read(folder, faults);
        Assert.Empty(faults);
        return writer;
    }
}
