using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace OpenGen.Server.Modules.Vendors;

/// <summary>Somebody who can say whether a vendor accepts a key: the client of a vendor whose keys agents bring.</summary>
internal interface IKeyChecker
{
    /// <summary>One of <see cref="VendorName"/>.</summary>
    string Vendor { get; }

    /// <summary>Null when the vendor accepts the key, else 422 invalid_api_key, or vendor_unavailable when nobody can say.</summary>
    Task<Error?> CheckAsync(string key, CancellationToken cancellationToken);
}
