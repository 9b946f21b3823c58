using System.ComponentModel.DataAnnotations.Schema;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A personal access token. Only a SHA-256 of its text is kept; the text itself is shown once.</summary>
[Table("api_keys")]
internal sealed class ApiKey : IHasTimes
{
    public long Id { get; private set; }

    public long UserId { get; private set; }

    public string? Name { get; private set; }

    /// <summary>SHA-256 of the token's text.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTime? ExpiresAt { get; private set; }

    public DateTime? LastUsedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>A new key and the only copy of its text.</summary>
    public static (ApiKey Key, string Token) Issue(long userId, string? name, DateTime? expiresAt)
    {
        var token = ApiKeyText.New();
        return (new ApiKey { UserId = userId, Name = name, ExpiresAt = expiresAt, Hash = HashOf(token) }, token);
    }

    public void Rename(string? name) => Name = name;

    public void Revoke(DateTime now) => RevokedAt ??= now;

    public string StatusAt(DateTime now) => RevokedAt is not null ? "revoked" : ExpiresAt <= now ? "expired" : "active";

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    private sealed class Configuration : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> key)
        {
            key.Property(k => k.Name).HasMaxLength(200);
            key.HasIndex(k => k.Hash).IsUnique();
            key.HasIndex(k => k.UserId);
            key.HasOne<User>().WithMany().HasForeignKey(k => k.UserId).OnDelete(DeleteBehavior.Cascade)
                .HasConstraintName("fk_api_keys_asp_net_users_user_id");
        }
    }
}
