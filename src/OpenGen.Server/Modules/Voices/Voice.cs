using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices;

/// <summary>
/// A voice an agent's users made: designed from a description or fitted to a recording, of this machine or at ElevenLabs.
/// </summary>
[Table("voices")]
internal sealed class Voice : IHasTimes
{
    public const string Designed = "user_designed";
    public const string Trained = "user_trained";

    public long Id { get; private set; }

    public long AgentId { get; init; }

    /// <summary>What requests name it by: one of ours, or ElevenLabs' own.</summary>
    public string VoiceId { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Gender { get; init; }

    public string? Language { get; init; }

    public string? Description { get; init; }

    /// <summary><see cref="Designed"/> or <see cref="Trained"/>.</summary>
    public string Source { get; init; } = Designed;

    /// <summary><see cref="KnownVoice.Local"/> or <see cref="KnownVoice.ElevenLabs"/>.</summary>
    public string Provider { get; init; } = KnownVoice.Local;

    /// <summary>A <see cref="VoiceManner"/>, for voices of this machine.</summary>
    public RawJson? Manner { get; init; }

    /// <summary>A file of the agent's in which it speaks.</summary>
    public long? RecordingId { get; set; }

    /// <summary>What made it, when that may be tried twice: a job.</summary>
    public string? Origin { get; init; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>A new voice of this machine.</summary>
    public static Voice Local(long agentId, string name, VoiceManner manner, string source, string? description, string? origin = null) =>
        new()
        {
            AgentId = agentId,
            VoiceId = "voice_" + System.Security.Cryptography.RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", 20),
            Name = name,
            Gender = manner.Gender,
            Language = manner.Language,
            Description = description,
            Source = source,
            Manner = RawJson.Of(manner),
            Origin = origin,
        };

    /// <summary>The voice as other modules know it.</summary>
    public KnownVoice Known(string? recording) => new(
        VoiceId, Name, Source, Provider, Gender, Language, recording,
        Manner is { } manner ? System.Text.Json.JsonSerializer.Deserialize<VoiceManner>(manner.Text, ApiJson.Options) : null);

    private sealed class Configuration : IEntityTypeConfiguration<Voice>
    {
        public void Configure(EntityTypeBuilder<Voice> voice)
        {
            voice.Property(v => v.VoiceId).HasMaxLength(200);
            voice.Property(v => v.Name).HasMaxLength(200);
            voice.Property(v => v.Gender).HasMaxLength(32);
            voice.Property(v => v.Language).HasMaxLength(32);
            voice.Property(v => v.Description).HasMaxLength(1000);
            voice.Property(v => v.Source).HasMaxLength(32);
            voice.Property(v => v.Provider).HasMaxLength(32);
            voice.Property(v => v.Origin).HasMaxLength(64);
            voice.HasIndex(v => new { v.AgentId, v.VoiceId }).IsUnique();
            voice.HasIndex(v => v.Origin).IsUnique();
            voice.HasOne<Agent>().WithMany().HasForeignKey(v => v.AgentId).OnDelete(DeleteBehavior.Cascade);
            voice.HasOne<ContentResource>().WithMany().HasForeignKey(v => v.RecordingId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
