namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>What a column is for: users' ingredients, or one of the system's.</summary>
internal enum ColumnRole
{
    Ingredient,
    Video,
    FinalVideo,
    Stats,
    GlobalVariableName,
    GlobalVariableValue,
}
