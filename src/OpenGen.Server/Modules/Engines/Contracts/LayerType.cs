namespace OpenGen.Server.Modules.Engines.Contracts;

/// <summary>What a layer of a video cell shows or plays.</summary>
internal enum LayerType
{
    Text,
    Clip,
    Sound,
    Caption,
    Image,
    Shape,
}
