namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>What a column's cells hold.</summary>
internal enum ColumnType
{
    Text,
    Image,
    Video,
    Audio,
    Stats,
}
