using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.ApiKeys;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Accounts.Me;
using OpenGen.Server.Modules.Accounts.SignIn;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Settings of sign-in.</summary>
internal sealed class AccountsOptions : ISettings
{
    /// <summary>Whether anybody who reaches the server may register.</summary>
    public bool RegistrationOpen { get; set; } = true;

    /// <summary>
    /// OpenID Connect providers whose tokens are taken beside our own; their users are bound to an account by verified e-mail at first.
    /// </summary>
    public List<TrustedIssuer> Issuers { get; set; } = [];

    /// <summary>
    /// How often an open page's session is checked: so long can it outlive a sign-out in another tab, or a deleted account.
    /// Whatever asks the server is checked each time.
    /// </summary>
    public TimeSpan SessionCheckInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long tokens are signed with one key, an hour to ten years; the key before it is good until its last token has expired.
    /// </summary>
    public TimeSpan SigningKeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (SigningKeyLifetime < JwtTokens.Lifetime || SigningKeyLifetime > TimeSpan.FromDays(3650))
            yield return $"Accounts:SigningKeyLifetime {SigningKeyLifetime} must be between 01:00:00, an hour, "
                + "and 3650.00:00:00, ten years";
        if (SessionCheckInterval <= TimeSpan.Zero)
            yield return $"Accounts:SessionCheckInterval {SessionCheckInterval} must be more than nothing, such as 00:01:00";
        for (var i = 0; i < Issuers.Count; i++)
            foreach (var fault in Issuers[i].Faults()) yield return $"Accounts:Issuers:{i}:{fault}";
    }
}

/// <summary>Users, sign-in, JWT, API keys.</summary>
internal static class AccountsModule
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var accounts = builder.Configuration.Read<AccountsOptions>("Accounts", elsewhere: "WorkspacesPerUser");
        services.AddSingleton(accounts);
        services.AddApiAuthentication(otherwise: IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                // Length is what makes a password strong (NIST SP 800-63B, 3.1.1.2).
                identity.Password.RequiredLength = PasswordRules.Shortest;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<AccountStore>()
            .AddSignInManager<PeopleSignIn>()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<DataProtectorTokenProvider<User>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<ILookupNormalizer, EmailNormalizer>();
        services.Configure<DataProtectionTokenProviderOptions>(links => links.TokenLifespan = EmailVerification.LinkLifetime);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordHashes.Iterations);
        services.AddSingleton<PasskeyOrigins>()
            .AddSingleton<IConfigureOptions<IdentityPasskeyOptions>>(s => s.GetRequiredService<PasskeyOrigins>());
        services.AddSingleton<SigningKeys>().AddSingleton<JwtTokens>().AddSingleton<ExternalIssuers>();
        services.AddSingleton<CredentialQueries>().AddSingleton<KeyLookup>().AddTransient<ICallerLookup, CallerLookup>();
        services.AddSingleton<KeyUse>().AddHostedService(s => s.GetRequiredService<KeyUse>());
        services.AddScoped<Registration>().AddScoped<IUserDirectory, UserDirectory>().AddScoped<EmailVerification>();
        services.AddScoped<PasswordCheck>().AddScoped<PasswordHashes>().AddScoped<SignInTries>();
        services.AddScoped<SecondFactor>().AddScoped<Proof>().AddScoped<PasskeyAnswers>().AddScoped<Passkeys>();
        services.AddScoped<AccountSecurity>().AddScoped<TwoFactor>().AddScoped<AccountReset>().AddScoped<IssuerLogins>();
        services.AddScoped<ISweep, ExpiredRefreshTokens>().AddScoped<ISweep, ForgottenSessions>().AddScoped<ISweep, RetiredSigningKeys>();
        services.AddScoped<BrowserSessions>().AddScoped<ISessionLookup>(s => s.GetRequiredService<BrowserSessions>());
        services.AddScoped<ISecurityStampValidator, CookieValidator>();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = accounts.SessionCheckInterval);
    }

    public static void MapAccounts(this RouteGroupBuilder v1)
    {
        v1.MapMe();
        v1.MapSignIn();
        v1.MapApiKeys();
    }

    /// <summary>Where other services find the keys to check our tokens with.</summary>
    public static void MapWellKnown(this WebApplication app) =>
        app.MapGet("/.well-known/jwks.json", (JwtTokens tokens, CancellationToken cancellationToken) => tokens.JwksAsync(cancellationToken))
            .AllowAnonymous().ExcludeFromDescription();
}
