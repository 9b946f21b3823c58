using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// Where Identity keeps what it knows beside the user: claims, logins at other issuers, tokens. They are mapped here rather than by its
/// own context, from which the context of every module would have to descend.
/// </summary>
internal static class IdentityTables
{
    /// <summary>The longest that Identity's own columns are.</summary>
    public const int LongestName = 256;

    private sealed class Claims : IEntityTypeConfiguration<IdentityUserClaim<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> claim)
        {
            claim.ToTable("AspNetUserClaims");
            claim.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).IsRequired()
                .HasConstraintName("fk_asp_net_user_claims_asp_net_users_user_id");
        }
    }

    private sealed class Logins : IEntityTypeConfiguration<IdentityUserLogin<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> login)
        {
            login.ToTable("AspNetUserLogins");
            login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            login.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).IsRequired()
                .HasConstraintName("fk_asp_net_user_logins_asp_net_users_user_id");
        }
    }

    private sealed class Tokens : IEntityTypeConfiguration<IdentityUserToken<long>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<long>> token)
        {
            token.ToTable("AspNetUserTokens");
            token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).IsRequired()
                .HasConstraintName("fk_asp_net_user_tokens_asp_net_users_user_id");
        }
    }
}
