using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>A person who signs in. Identity's user name is the e-mail; <see cref="Username"/> is the public handle.</summary>
[Table("users")]
internal sealed class User : IdentityUser<long>, IHasTimes
{
    public string? Name { get; set; }

    public string? Username { get; set; }

    /// <summary>When a password or a code was last tried; written by <see cref="SignInTries"/> alone.</summary>
    public DateTime? LastTryAt { get; private set; }

    /// <summary>
    /// When the starting credits went to the first workspace this person founded; they never come twice.
    /// Only written by an UPDATE of its own.
    /// </summary>
    public DateTime? StartingGrantAt { get; private set; }

    /// <summary>When a link to confirm the e-mail was last mailed. Only written by an UPDATE of its own.</summary>
    public DateTime? ConfirmationSentAt { get; private set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>As operations know whoever asks.</summary>
    public Caller AsCaller() => new(Id, Email!, Name, Username, CreatedAt);

    private sealed class Configuration : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> user)
        {
            // As Identity maps its own part.
            user.HasIndex(u => u.NormalizedUserName).HasDatabaseName("UserNameIndex").IsUnique();
            user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("EmailIndex");
            user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
            user.Property(u => u.UserName).HasMaxLength(IdentityTables.LongestName);
            user.Property(u => u.NormalizedUserName).HasMaxLength(IdentityTables.LongestName);
            user.Property(u => u.Email).HasMaxLength(IdentityTables.LongestName);
            user.Property(u => u.NormalizedEmail).HasMaxLength(IdentityTables.LongestName);
            user.Property(u => u.Name).HasMaxLength(200);
            user.Property(u => u.Username).HasMaxLength(64);
            user.HasIndex(u => u.Username).IsUnique();
            // Counted by statements of their own; saving a user that was read before must not give tries back.
            user.Property(u => u.AccessFailedCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            user.Property(u => u.LastTryAt).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            // Identity writes a user whole, as it was read some time before: these must not fall back to what they were then.
            user.Property(u => u.StartingGrantAt).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            user.Property(u => u.ConfirmationSentAt).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            // Lockout times are Identity's own business; SQLite keeps them as text.
            user.Property(u => u.LockoutEnd).HasConversion(
                time => time == null ? (DateTime?)null : time.Value.UtcDateTime,
                time => time == null ? null : new DateTimeOffset(DateTime.SpecifyKind(time.Value, DateTimeKind.Utc)));
        }
    }
}
