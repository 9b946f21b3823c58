using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Vendors;

/// <summary>Reads what vendors answer: a field that is not there, or not what it should be, is null and no exception.</summary>
internal static class VendorAnswers
{
    /// <summary>What is at a path of field names, and of places in lists.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
            node = node switch
            {
                JsonObject fields => fields[step],
                JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < items.Count => items[at],
                _ => null,
            };
        return node;
    }

    /// <summary>The text at a path; null when there is none, or it is empty.</summary>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text ? text : null;

    /// <summary>A vendor's answer holds nothing of what was expected.</summary>
    public static GenerationFailedException NotUnderstood(string vendor) => new($"{vendor} answered something that is not understood");

    /// <summary>A file's bytes as base64.</summary>
    /// <param name="most">Bytes the vendor takes.</param>
    /// <exception cref="GenerationFailedException">It is larger.</exception>
    public static async Task<string> Base64Async(this LocalFile file, string vendor, long most, CancellationToken stop) =>
        Convert.ToBase64String(await File.ReadAllBytesAsync(file.Within(vendor, most).Path, stop));

    /// <summary>The file itself, when the vendor takes it.</summary>
    /// <exception cref="GenerationFailedException">It is larger than <paramref name="most"/> bytes.</exception>
    public static LocalFile Within(this LocalFile file, string vendor, long most) =>
        new FileInfo(file.Path).Length <= most ? file : throw new GenerationFailedException($"The file {file.Id} is too large for {vendor}: {most / 1024 / 1024} MB at most");
}
