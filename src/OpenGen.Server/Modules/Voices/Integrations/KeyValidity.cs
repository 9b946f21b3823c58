namespace OpenGen.Server.Modules.Voices.Integrations;

/// <summary>Whether a vendor accepts a key.</summary>
internal sealed record KeyValidity(bool Valid);
