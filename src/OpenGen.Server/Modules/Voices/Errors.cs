namespace OpenGen.Server.Modules.Voices;

/// <summary>What can be expected to go wrong with voices.</summary>
internal static class VoiceErrors
{
    private const string InvalidKeyCode = "invalid_api_key";

    /// <summary>404: no such voice, or somebody else's.</summary>
    public static readonly Error NotFound = Error.NotFound("Voice");

    /// <summary>404: no such sample, too old, or somebody else's.</summary>
    public static readonly Error NoSample = Error.NotFound("Voice sample");

    /// <summary>422: the vendor does not take the key.</summary>
    public static Error InvalidKey(string vendor) => Error.Refused(InvalidKeyCode, $"{vendor} does not accept this API key");

    /// <summary>Whether it says that the vendor does not take the key, and not that the vendor could not be asked.</summary>
    public static bool IsInvalidKey(Error error) => error.Code == InvalidKeyCode;

    /// <summary>422: the vendor could not be asked; nothing is known about the key or the voice.</summary>
    public static Error Unavailable(string vendor) =>
        Error.Refused("vendor_unavailable", $"{vendor} could not be reached; try again later");

    /// <summary>422: the vendor refused the request.</summary>
    public static Error Refused(string vendor, string why) => Error.Refused("vendor_refused", $"{vendor} refused this: {why}");

    /// <summary>422: no samples can be made of the description, or no voice of the sample.</summary>
    public static Error DesignFailed(string why) => Error.Refused("voice_design_failed", why);

    /// <summary>422: no voice can be made of the recording.</summary>
    public static Error CloneFailed(string why) => Error.Refused("voice_clone_failed", why);

    /// <summary>400: the contract's answer where a needed field of voice design or cloning is missing.</summary>
    public static Error Missing(string field, string fault) =>
        new(ErrorKind.Malformed, "bad_request", $"{field} {fault}") { Fields = new Dictionary<string, string[]> { [field] = [fault] } };
}
