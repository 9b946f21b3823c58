namespace OpenGen.Server.Modules.Vendors;

/// <summary>What can be expected to go wrong with vendors, for those who ask one while somebody waits.</summary>
internal static class VendorErrors
{
    private const string InvalidKeyCode = "invalid_api_key";

    /// <summary>422: the vendor does not take the key.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    public static Error InvalidKey(string vendor) => Error.Refused(InvalidKeyCode, $"{vendor} does not accept this API key");

    /// <summary>Whether it says that the vendor does not take the key, and not that the vendor could not be asked.</summary>
    public static bool IsInvalidKey(Error error) => error.Code == InvalidKeyCode;

    /// <summary>422: the vendor could not be asked; nothing is known about the key or what was asked for.</summary>
    public static Error Unavailable(string vendor) =>
        NotAnswered($"{vendor} could not be reached; try again later");

    /// <summary>422: the vendor could not be asked, or its answer did not arrive.</summary>
    /// <param name="message">A sentence that names the vendor.</param>
    public static Error NotAnswered(string message) => Error.Refused("vendor_unavailable", message);

    /// <summary>422: the vendor refused the request.</summary>
    public static Error Refused(string vendor, string why) => Error.Refused("vendor_refused", $"{vendor} refused this: {why}");
}
