using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>
/// The values <c>{{name}}</c> stands for. First hit wins: the request's own, the row's cells by column title, the sheet's
/// variables, the agent's core. Case and <c>_</c> or space do not matter; an empty cell is no hit.
/// </summary>
internal sealed partial class Variables : IVariables
{
    private readonly IReadOnlySet<string> _promised;

    private readonly List<Func<string, string?>> _sources = [];

    /// <param name="promised">Columns whose cells will have a value by the time it is needed: missing now, they are not missed.</param>
    public Variables(CellContext cell, AgentCore core, JsonObject? ofRequest, IReadOnlySet<string>? promised = null)
    {
        _promised = promised ?? new HashSet<string>();
        var own = (ofRequest ?? []).GroupBy(v => VariableName.Of(v.Key)).ToDictionary(g => g.Key, g => g.First().Value?.ToString());
        _sources.Add(name => own.GetValueOrDefault(name));
        _sources.Add(name => cell.CellTitled(name)?.Value);
        _sources.Add(name => cell.GlobalVariables.GetValueOrDefault(name));
        _sources.Add(name => OfCore(core, name));
    }

    /// <inheritdoc/>
    public ISet<string> Missing { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? Value(string name)
    {
        var wanted = VariableName.Of(name);
        foreach (var source in _sources)
            if (source(wanted) is { Length: > 0 } value)
                return value;
        if (!_promised.Contains(wanted)) Missing.Add(name.Trim());
        return null;
    }

    /// <inheritdoc/>
    public string Fill(string text) => Placeholder().Replace(text, match => Value(match.Groups[1].Value) ?? match.Value);

    /// <summary>Fills every string of a tree, in place.</summary>
    public void Fill(JsonNode? node)
    {
        if (node is JsonObject map)
            foreach (var (key, value) in map.ToList())
                FillOne(value, filled => map[key] = filled);
        else if (node is JsonArray list)
            for (var i = 0; i < list.Count; i++)
            {
                var at = i;
                FillOne(list[i], filled => list[at] = filled);
            }
    }

    private void FillOne(JsonNode? value, Action<JsonNode> replace)
    {
        if (value is JsonValue leaf && leaf.TryGetValue(out string? text))
        {
            if (text.Contains("{{", StringComparison.Ordinal)) replace(JsonValue.Create(Fill(text)));
        }
        else
        {
            Fill(value);
        }
    }

    /// <summary>The names a text has placeholders for, as they are compared.</summary>
    public static IEnumerable<string> NamesIn(string text) => Placeholder().Matches(text).Select(m => VariableName.Of(m.Groups[1].Value));

    private static string? OfCore(AgentCore core, string name) => name switch
    {
        "brand name" => core.BrandName,
        "description" => core.Description,
        "personality" => core.Personality,
        "goal" => core.Goal,
        "keywords" => string.Join(", ", core.Keywords),
        _ => null,
    };

    [GeneratedRegex(@"\{\{\s*([^{}]{1,200}?)\s*\}\}")]
    private static partial Regex Placeholder();
}
