using OpenGen.Making;
using OpenGen.Server.Modules.Generations.Local.Writing.Content;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>
/// The words and sentences that this machine makes content with: files beside the program, or in the folder that
/// <c>Content:Folder</c> names. See docs/adding-a-language.md.
/// </summary>
/// <param name="Writer">What the writer says and reads.</param>
/// <param name="Scenes">What the makers of pictures understand.</param>
internal sealed record LocalContent(WriterContent Writer, SceneWords Scenes)
{
    /// <exception cref="StartupException">Something in it cannot be meant; a line for each.</exception>
    public static LocalContent Read(IConfiguration configuration)
    {
        var folder = configuration["Content:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "content");
        var faults = new List<string>();
        var content = new LocalContent(WriterContent.Read(folder, faults), SceneWords.Read(folder, faults));
        StartupException.ThrowIfAny($"The content in {folder} (Content:Folder)", faults);
        return content;
    }
}
