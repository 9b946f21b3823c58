using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Generations.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Finds the variables of cells for whoever makes no card of them.</summary>
internal sealed class VariableLookup : IVariableLookup
{
    /// <inheritdoc/>
    public IVariables Of(CellContext cell, AgentCore core) => new Variables(cell, core, null);
}
