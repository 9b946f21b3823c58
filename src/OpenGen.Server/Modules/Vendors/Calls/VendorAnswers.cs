using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Modules.Vendors.Calls;

/// <summary>Reads what vendors answer: a field that is not there, or not what it should be, is null and no exception.</summary>
internal static class VendorAnswers
{
    /// <summary>An object with one field twice could be read in two ways, and throws when it is read at all.</summary>
    public static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false };

    /// <summary>What is at a path of field names, and of places in lists.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
            node = node switch
            {
                JsonObject fields => fields[step],
                JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < items.Count =>
                    items[at],
                _ => null,
            };
        return node;
    }

    /// <summary>The text at a path; null when there is none, or it is empty.</summary>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value || value.GetValueKind() != JsonValueKind.String) return null;
        try
        {
            return value.GetValue<string>() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON can say and no text can be.
            return null;
        }
    }

    /// <summary>A number at a path, sent as one or as text; null when there is none, or it is not finite.</summary>
    public static double? NumberAt(this JsonNode? node, params ReadOnlySpan<string> path) => JsonNumber.Of(node.At(path));

    /// <summary>A vendor's answer holds nothing of what was expected.</summary>
    public static VendorFailedException NotUnderstood(string vendor) =>
        new($"{vendor} answered something that is not understood") { IsNotUnderstood = true };
}
