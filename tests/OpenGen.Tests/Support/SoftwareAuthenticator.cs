using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Tests.Support;

/// <summary>A passkey in software (WebAuthn 3, ES256, no attestation), whose browser may say what it likes about where it is.</summary>
public sealed class SoftwareAuthenticator : IDisposable
{
    private const byte PresentAndVerified = 0x05;
    private const byte WithCredential = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string? _user;

    /// <summary>What <c>navigator.credentials.create</c> answers, as JSON.</summary>
    /// <param name="origin">What the browser says the page's origin is.</param>
    /// <param name="rpId">The name the passkey is made for.</param>
    public string Create(JsonNode options, string origin, string rpId, bool crossOrigin = false)
    {
        _user = options["user"]!["id"]!.ToString();
        var point = _key.ExportParameters(false).Q;
        // The key in COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}.
        byte[] key = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)_id.Length);
        byte[] data = [.. AuthenticatorData(rpId, PresentAndVerified | WithCredential), .. new byte[16], .. length, .. _id, .. key];
        // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
        byte[] attestation = [
            0xa3, .. Word("fmt"), .. Word("none"), .. Word("attStmt"), 0xa0, .. Word("authData"), 0x58, (byte)data.Length, .. data];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", options, origin, crossOrigin)),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>What <c>navigator.credentials.get</c> answers, as JSON.</summary>
    public string Get(JsonNode options, string origin, string rpId, bool crossOrigin = false)
    {
        var data = AuthenticatorData(rpId, PresentAndVerified);
        var client = ClientData("webauthn.get", options, origin, crossOrigin);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(
                _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = _user,
        });
    }

    public void Dispose() => _key.Dispose();

    private string Credential(JsonObject response)
    {
        var id = Base64Url.EncodeToString(_id);
        return new JsonObject
        {
            ["id"] = id,
            ["rawId"] = id,
            ["type"] = "public-key",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = response,
        }.ToJsonString();
    }

    private static byte[] AuthenticatorData(string rpId, int flags) =>
        [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), (byte)flags, 0, 0, 0, 0];

    private static byte[] ClientData(string type, JsonNode options, string origin, bool crossOrigin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options["challenge"]!.ToString(), origin, crossOrigin });

    private static byte[] Word(string text) => [(byte)(0x60 | text.Length), .. Encoding.ASCII.GetBytes(text)];
}
