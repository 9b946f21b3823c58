namespace OpenGen.Kernel;

/// <summary>What a file is, told by its bytes.</summary>
public enum FileKind
{
    /// <summary>A still picture.</summary>
    Image,

    /// <summary>Moving pictures, with or without sound.</summary>
    Video,

    /// <summary>Sound alone.</summary>
    Audio,

    /// <summary>A ZIP archive.</summary>
    Zip,

    /// <summary>Weights of a model.</summary>
    SafeTensors,
}
