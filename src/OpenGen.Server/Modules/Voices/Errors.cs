namespace OpenGen.Server.Modules.Voices;

/// <summary>What can be expected to go wrong with voices.</summary>
internal static class VoiceErrors
{
    /// <summary>404: no such voice, or somebody else's.</summary>
    public static readonly Error NotFound = Error.NotFound("Voice");

    /// <summary>404: no such sample, too old, or somebody else's.</summary>
    public static readonly Error NoSample = Error.NotFound("Voice sample");

    /// <summary>422: no samples can be made of the description, or no voice of the sample.</summary>
    public static Error DesignFailed(string why) => Error.Refused("voice_design_failed", why);

    /// <summary>422: no voice can be made of the recording.</summary>
    public static Error CloneFailed(string why) => Error.Refused("voice_clone_failed", why);

    /// <summary>400: the contract's answer where a needed field of voice design or cloning is missing.</summary>
    public static Error Missing(string field, string fault) =>
        new(ErrorKind.Malformed, "bad_request", $"{field} {fault}") { Fields = new Dictionary<string, string[]> { [field] = [fault] } };
}
