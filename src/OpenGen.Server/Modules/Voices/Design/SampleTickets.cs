using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using OpenGen.Server.Modules.Voices.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>
/// The ids of samples: each carries, sealed, all that is needed to make a voice of it. So samples that nobody chooses leave
/// nothing behind, and any node can take up what another one offered.
/// </summary>
internal sealed class SampleTickets(IDataProtectionProvider protection)
{
    /// <summary>How long a sample can be chosen.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("OpenGen.VoiceSamples").ToTimeLimitedDataProtector();

    /// <summary>A sample: of this machine (a manner) or of ElevenLabs (its id there).</summary>
    public sealed record Ticket(long AgentId, string Description, VoiceManner? Manner, string? GeneratedVoiceId);

    /// <summary>The ticket as a text for clients.</summary>
    public string Seal(Ticket ticket) => _protector.Protect(JsonSerializer.Serialize(ticket, ApiJson.Options), Lifetime);

    /// <summary>The ticket in a text; null when it is none of this agent's, tampered with or too old.</summary>
    public Ticket? Open(string text, long agentId)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(_protector.Unprotect(text), ApiJson.Options);
            return ticket?.AgentId == agentId ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
