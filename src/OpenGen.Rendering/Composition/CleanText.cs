using System.Text;

namespace OpenGen.Rendering.Composition;

/// <summary>Text as it can be drawn: lines ended by \n, no control characters, no half of a surrogate pair.</summary>
internal static class CleanText
{
    public static string Of(string text, out bool removed)
    {
        var result = new StringBuilder(text.Length);
        removed = false;
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u2028', '\n').Replace('\u2029', '\n');
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                removed = true;
            }
            else if (rune.Value == '\t')
            {
                result.Append("    ");
            }
            else if (rune.Value != '\n' && (Rune.IsControl(rune) || rune.Value is 0xfeff or 0xfffe or 0xffff))
            {
                removed = true;
            }
            else
            {
                result.Append(rune.ToString());
            }
            at += Math.Max(1, length);
        }
        return result.ToString();
    }
}
