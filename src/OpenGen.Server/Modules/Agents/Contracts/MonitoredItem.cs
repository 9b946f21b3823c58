namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>Something an agent watches.</summary>
internal sealed record MonitoredItem(string Handle, string ItemType);
