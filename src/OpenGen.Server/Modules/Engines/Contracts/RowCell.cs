namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>A cell beside the one that is worked on.</summary>
internal sealed record RowCell(long CellId, string ColumnTitle, ColumnType Type, string? Value, long? DefaultJobId);
