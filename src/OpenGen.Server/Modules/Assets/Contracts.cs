namespace OpenGen.Server.Modules.Assets;

/// <summary>What a file is, told by its bytes.</summary>
internal enum MediaKind
{
    Image,
    Video,
    Audio,
    Zip,
    SafeTensors,
}
