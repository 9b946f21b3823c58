using System.Text.Json.Nodes;
using OpenGen.Rendering;

namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>A layer of the cell that is worked on.</summary>
internal sealed record LayerFacts(
    long Id, string Name, LayerType Type, int Position, JsonObject Attributes, long? DefaultJobId);
