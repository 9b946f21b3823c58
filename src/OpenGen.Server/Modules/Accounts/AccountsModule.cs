using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>Settings of sign-in.</summary>
internal sealed class AccountsOptions
{
    /// <summary>Whether anybody who reaches the server may register.</summary>
    public bool RegistrationOpen { get; set; } = true;

    /// <summary>OpenID Connect providers whose tokens are taken beside our own; their users are found by verified e-mail.</summary>
    public List<TrustedIssuer> Issuers { get; set; } = [];

    /// <summary>How often a browser's session is checked against its user; so long can one outlive a deleted account.</summary>
    public TimeSpan SessionCheckInterval { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Users, sign-in, JWT, API keys.</summary>
internal static class AccountsModule
{
    /// <summary>Programs bring keys and tokens, people cookies: neither is looked for where it does not count.</summary>
    private const string ByPath = "ByPath";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var accounts = builder.Configuration.GetSection("Accounts").Get<AccountsOptions>() ?? new AccountsOptions();
        services.AddSingleton(accounts);
        services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, null, scheme => scheme.ForwardDefaultSelector = context => HttpModule.IsApi(context) ? ApiAuthentication.Scheme_ : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(ApiAuthentication.Scheme_, null)
            .AddIdentityCookies();
        services.AddAuthorizationBuilder()
            .AddPolicy(ApiAuthentication.Scheme_, p => p.AddAuthenticationSchemes(ApiAuthentication.Scheme_).RequireAuthenticatedUser());
        services.AddIdentityCore<User>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                // Length is what makes a password strong (NIST SP 800-63B, 3.1.1.2).
                identity.Password.RequiredLength = 8;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddUserStore<AccountStore>()
            .AddSignInManager<PeopleSignIn>()
            .AddTokenProvider<DataProtectorTokenProvider<User>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<ILookupNormalizer, EmailNormalizer>();
        services.Configure<DataProtectionTokenProviderOptions>(links => links.TokenLifespan = EmailVerification.LinkLifetime);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey stands for two factors and for the e-mail besides.
            passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "required";
        });
        services.AddSingleton<JwtTokens>().AddSingleton<ExternalIssuers>().AddSingleton<CredentialQueries>().AddSingleton<KeyLookup>();
        services.AddSingleton<KeyUse>().AddHostedService(s => s.GetRequiredService<KeyUse>());
        services.AddScoped<ApiKeys>().AddScoped<Registration>().AddScoped<UserDirectory>().AddScoped<EmailVerification>().AddScoped<PasswordCheck>();
        services.AddScoped<FailedAttempts>().AddScoped<SecondFactor>().AddScoped<Proof>();
        services.AddScoped<AccountSecurity>().AddScoped<TwoFactor>().AddScoped<Passkeys>();
        services.AddScoped<ISweep, ExpiredRefreshTokens>();
        services.AddScoped<BrowserSessions>().AddScoped<ISecurityStampValidator, BrowserSessions.CookieValidator>();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = accounts.SessionCheckInterval);
    }

    public static void MapAccounts(this RouteGroupBuilder v1)
    {
        Me.Map(v1);
        SignInEndpoints.Map(v1);
        ApiKeyEndpoints.Map(v1);
    }

    /// <summary>Where other services find the keys to check our tokens with.</summary>
    public static void MapWellKnown(this WebApplication app) =>
        app.MapGet("/.well-known/jwks.json", (JwtTokens tokens, CancellationToken stop) => tokens.JwksAsync(stop))
            .AllowAnonymous().ExcludeFromDescription();
}
