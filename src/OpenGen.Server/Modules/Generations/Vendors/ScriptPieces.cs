namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>Divides a script that is longer than a vendor takes at once.</summary>
internal static class ScriptPieces
{
    /// <summary>
    /// Pieces that end where a sentence does, else between words, else, where there is neither, between two letters. Spaces at their
    /// ends are left out, and nothing else.
    /// </summary>
    /// <param name="most">Characters (UTF-16 code units) of a piece, 2 or more.</param>
    public static IReadOnlyList<string> Of(string script, int most)
    {
        var pieces = new List<string>();
        for (var rest = script.Trim(); rest.Length > 0;)
        {
            var end = rest.Length <= most ? rest.Length : EndIn(rest, most);
            pieces.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }
        return pieces;
    }

    private static int EndIn(string text, int most)
    {
        for (var i = most; i > most / 4; i--)
            if (IsSentenceEnd(text, i)) return i;
        for (var i = most; i > 0; i--)
            if (char.IsWhiteSpace(text[i])) return i;
        return char.IsLowSurrogate(text[most]) ? most - 1 : most;
    }

    /// <summary>Whether a sentence ends before a place: Chinese and Japanese put no space behind it.</summary>
    private static bool IsSentenceEnd(string text, int at) =>
        text[at - 1] is '。' or '！' or '？' or '\n' || (text[at - 1] is '.' or '!' or '?' or '…' && char.IsWhiteSpace(text[at]));
}
