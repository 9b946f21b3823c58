using OpenGen.Server.Modules.Vendors;

namespace OpenGen.Server.Modules.Generations.Contracts;

/// <summary>Names of providers that are not a vendor's.</summary>
internal static class ProviderNames
{
    /// <summary>This machine.</summary>
    public const string Local = VendorName.Local;
}
