using Microsoft.AspNetCore.DataProtection;

namespace OpenGen.Server.Modules.Mail;

/// <summary>Encrypts the text of mail while it waits.</summary>
internal sealed class MailSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpenGen.Mail");

    public string Close(string text) => _protector.Protect(text);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys it was encrypted with are not there any
    /// more.</exception>
    public string Open(string body) => _protector.Unprotect(body);
}
