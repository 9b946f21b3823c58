using System.Text.Json.Nodes;
using OpenGen.Rendering;

namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>A layer of the cell that is worked on.</summary>
internal sealed record LayerFacts(long Id, string Name, LayerType Type, int Position, JsonObject Attributes, long? DefaultJobId)
{
    public static LayerFacts Of(Layer l) => new(l.Id, l.Name, l.Type, l.Position, l.AdditionalAttributes.AsObject(), l.DefaultJobId);
}
