using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data.Postgres;

namespace OpenGen.Server.Data;

/// <summary>
/// Protects the keys that protect secrets (Data Protection's) by a certificate from the settings. On SQLite they lie in a folder of
/// the server's user, apart from the database; on PostgreSQL they lie in the database beside what they protect, and without a
/// certificate whoever reads the database, or a dump of it, reads every secret.
/// </summary>
internal static partial class KeyProtection
{
    /// <summary>The namespace of Data Protection's own marks in a key's XML.</summary>
    private static readonly XNamespace Marks = "http://schemas.asp.net/2015/03/dataProtection";

    /// <summary>Has new keys written for the certificate, and those written for it or for the one before it read.</summary>
    /// <exception cref="StartupException">A certificate cannot be opened, or comes without its private key.</exception>
    public static void ProtectWithCertificate(this IDataProtectionBuilder keys, DataOptions options)
    {
        if (CertificateOf(options) is { } certificate) keys.ProtectKeysWithCertificate(certificate);
        if (options.PreviousCertificate is { Length: > 0 } previous)
            keys.UnprotectKeysWithAnyCertificate(Open("Data:PreviousCertificate", previous, options.PreviousCertificatePassword));
    }

    /// <summary>
    /// Encrypts keys that an earlier start without a certificate left in clear in PostgreSQL; warns when there still is none.
    /// Safe on several nodes at once: each writes what all can read.
    /// </summary>
    public static async Task ProtectStoredKeysAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<DataOptions>();
        if (!options.OnPostgres) return;
        if (CertificateOf(options) is not { } certificate)
        {
            NotProtected(services.GetRequiredService<ILogger<PostgresDbContext>>());
            return;
        }
        var db = services.GetRequiredService<PostgresDbContext>();
        var encryptor = new CertificateXmlEncryptor(certificate, services.GetRequiredService<ILoggerFactory>());
        foreach (var row in await db.DataProtectionKeys.ToListAsync(cancellationToken))
            if (row.Xml is { } xml && Encrypted(XElement.Parse(xml), encryptor) is { } encrypted) row.Xml = encrypted;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A key's XML with what it marks as secret encrypted; null when nothing in it is in clear.</summary>
    internal static string? Encrypted(XElement key, IXmlEncryptor encryptor)
    {
        var inClear = key.DescendantsAndSelf().Where(e => (bool?)e.Attribute(Marks + "requiresEncryption") == true).ToList();
        if (inClear.Count == 0) return null;
        foreach (var secret in inClear)
        {
            // The comment that the secret is in clear, and any other.
            secret.DescendantNodes().OfType<XComment>().Remove();
            secret.NodesBeforeSelf().OfType<XComment>().Remove();
            var info = encryptor.Encrypt(new XElement(secret));
            secret.ReplaceWith(new XElement(
                Marks + "encryptedSecret", new XAttribute("decryptorType", info.DecryptorType.AssemblyQualifiedName!),
                info.EncryptedElement));
        }
        return key.ToString(SaveOptions.DisableFormatting);
    }

    private static X509Certificate2? CertificateOf(DataOptions options) =>
        options.Certificate is { Length: > 0 } path ? Open("Data:Certificate", path, options.CertificatePassword) : null;

    private static X509Certificate2 Open(string setting, string path, string? password)
    {
        try
        {
            var certificate = IsPem(path)
                ? password is { Length: > 0 }
                    ? X509Certificate2.CreateFromEncryptedPemFile(path, password)
                    : X509Certificate2.CreateFromPemFile(path)
                : X509CertificateLoader.LoadPkcs12FromFile(path, password, X509KeyStorageFlags.EphemeralKeySet);
            if (certificate.GetRSAPrivateKey() is null)
                throw new StartupException($"{setting} \"{path}\" must be an RSA certificate with its private key");
            return certificate;
        }
        catch (Exception unopened) when (unopened is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"{setting} \"{path}\" cannot be opened ({unopened.Message}); it must be a PKCS #12 file (.pfx), or a PEM file with "
                    + $"certificate and private key", unopened);
        }
    }

    private static bool IsPem(string path) => Path.GetExtension(path).ToUpperInvariant() is ".PEM" or ".CRT" or ".CER";

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The keys that protect users' secrets stand in clear in the database, beside what they protect: whoever reads the database reads "
        + "every secret. Set Data:Certificate (docs/operating.md)")]
    private static partial void NotProtected(ILogger log);
}
