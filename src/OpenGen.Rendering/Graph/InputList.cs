namespace OpenGen.Rendering.Graph;

/// <summary>The inputs of an FFmpeg command, numbered as they are added.</summary>
internal sealed class InputList
{
    private readonly List<string> arguments = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> Arguments => arguments;

    /// <returns>The input's number.</returns>
    public int Add(params IEnumerable<string> options)
    {
        arguments.AddRange(options);
        return Count++;
    }
}
