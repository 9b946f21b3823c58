using System.Globalization;

namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>Avatars as a path names them: <c>7</c>, or several, <c>7_8_9</c>.</summary>
internal static class AvatarIds
{
    /// <summary>Characters that all avatars of an agent take: each an id of 19 digits at most, and what parts it from the next.</summary>
    public const int Longest = AvatarStore.Most * 20;

    /// <summary>The ids, each once; none when one of them is no id.</summary>
    public static List<long> Read(string text)
    {
        var ids = new List<long>();
        foreach (var part in text.Split('_'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return [];
            if (!ids.Contains(id)) ids.Add(id);
        }
        return ids;
    }
}
