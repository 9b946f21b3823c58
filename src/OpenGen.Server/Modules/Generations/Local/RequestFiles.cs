using System.Text.Json.Nodes;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations.Local;

/// <summary>The files a request names, opened when the work starts: one that was deleted since it was ordered is a clear failure.</summary>
internal sealed class RequestFiles(IResourceStore shelf)
{
    /// <summary>The file a field names, or null when it names none.</summary>
    /// <exception cref="GenerationFailedException">It was deleted meanwhile.</exception>
    public async Task<LocalFile?> OneAsync(GenerationRequest request, string field, CancellationToken cancellationToken) =>
        request.Data[field] is JsonValue id && id.TryGetValue(out long named)
            ? await shelf.FindAsync(request.AgentId, named, cancellationToken)
                ?? throw new GenerationFailedException($"The file {named} that {field} names was deleted before the work started")
            : null;

    /// <summary>The files a list field names.</summary>
    /// <exception cref="GenerationFailedException">One was deleted meanwhile.</exception>
    public async Task<List<LocalFile>> AllAsync(GenerationRequest request, string field, CancellationToken cancellationToken)
    {
        var found = new List<LocalFile>();
        foreach (var id in (request.Data[field] as JsonArray ?? []).Select(i => i!.GetValue<long>()))
            found.Add(
                await shelf.FindAsync(request.AgentId, id, cancellationToken)
                    ?? throw new GenerationFailedException($"The file {id} that {field} names was deleted before the work started"));
        return found;
    }
}
