using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Mail;

/// <summary>A mail on its way; deleted when the mail server has taken it.</summary>
[Table("queued_mails")]
internal sealed class QueuedMail : IHasTimes
{
    public long Id { get; private set; }

    public string Recipient { get; init; } = "";

    public string Subject { get; init; } = "";

    /// <summary>Plain text, encrypted.</summary>
    public string Body { get; init; } = "";

    /// <summary>How often it was tried. Whoever sends it writes how that went only while this is the number it was claimed with.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it is to be sent; while it is being sent, when somebody else does if nothing is heard of it.</summary>
    public DateTime NextAttemptAt { get; init; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<QueuedMail>
    {
        public void Configure(EntityTypeBuilder<QueuedMail> mail)
        {
            mail.Property(m => m.Recipient).HasMaxLength(254);
            mail.Property(m => m.Subject).HasMaxLength(200);
            mail.HasIndex(m => m.NextAttemptAt);
        }
    }
}
