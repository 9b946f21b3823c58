namespace OpenGen.Rendering.Graph;

/// <summary>The inputs of an FFmpeg command, numbered as they are added.</summary>
internal sealed class InputList
{
    private readonly List<string> arguments = [];
    private readonly Dictionary<string, string> texts = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> Arguments => arguments;

    /// <summary>Files that must be there when the command runs, by their paths: what is to be in each.</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    /// <returns>The input's number.</returns>
    public int Add(params IEnumerable<string> options)
    {
        arguments.AddRange(options);
        return Count++;
    }

    /// <summary>Asks for a file; nothing is written before the command runs.</summary>
    public void Needs(string path, string text) => texts[path] = text;
}
