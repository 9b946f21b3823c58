using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Server.Modules.Generations.Contracts;

/// <summary>The values that <c>{{name}}</c> stands for in what belongs to a cell.</summary>
internal interface IVariables
{
    /// <summary>Names that were asked for and found nowhere.</summary>
    ISet<string> Missing { get; }

    /// <summary>A value by name; null, and noted as missing, when it is nowhere.</summary>
    string? Value(string name);

    /// <summary>A text with its variables filled in. What a value holds is not looked into again.</summary>
    string Fill(string text);
}

/// <summary>Finds the variables of cells.</summary>
internal interface IVariableLookup
{
    /// <summary>Those of a cell: the row's cells by column title, the sheet's variables, the agent's core; first hit wins.</summary>
    IVariables Of(CellContext cell, AgentCore core);
}
