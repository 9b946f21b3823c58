using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Modules.Accounts.Contracts;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>What Identity finds accounts by: the canonical form of an e-mail, which is the user name too.</summary>
internal sealed class EmailNormalizer : ILookupNormalizer
{
    /// <inheritdoc/>
    public string? NormalizeName(string? name) => name is null ? null : EmailAddress.Normalize(name);

    /// <inheritdoc/>
    public string? NormalizeEmail(string? email) => email is null ? null : EmailAddress.Normalize(email);
}
