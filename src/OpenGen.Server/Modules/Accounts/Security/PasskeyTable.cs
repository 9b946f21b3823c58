using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Where Identity keeps passkeys. Its own schema version 3 would bring the table too, but finds its version in the running
/// program's options, which the tool that makes migrations does not have.
/// </summary>
internal sealed class PasskeyTable : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    /// <summary>The longest credential id there is (WebAuthn 3, "Credential ID"), in bytes.</summary>
    private const int LongestCredentialId = 1023;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> passkey)
    {
        passkey.ToTable("passkeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(LongestCredentialId);
        passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).IsRequired()
            .HasConstraintName("fk_passkeys_asp_net_users_user_id");
        passkey.OwnsOne(p => p.Data).ToJson();
    }
}
