namespace OpenGen.Server.Modules.Agents.Contracts;

/// <summary>A voice, by its id at its source.</summary>
internal sealed record VoiceRef(string VoiceId, string? Source, string? Name);
