using System.Globalization;
using OpenGen.Server.Data;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Organizations, members, the credits ledger.</summary>
internal static class WorkspacesModule
{
    private const int DefaultPerUser = 20;

    public static void AddWorkspaces(this WebApplicationBuilder builder)
    {
        var credits = builder.Configuration.GetSection("Credits").Get<CreditsOptions>() ?? new CreditsOptions();
        StartupException.ThrowIfAny("Credits", credits.Faults());
        builder.Services.AddSingleton(credits);
        var quotas = builder.Configuration.GetSection("Quotas").Get<QuotaOptions>() ?? new QuotaOptions();
        StartupException.ThrowIfAny("Quotas", quotas.Faults());
        builder.Services.AddSingleton(quotas).AddSingleton<RecentStorageUse>().AddScoped<Quotas>();
        var most = builder.Configuration["Accounts:WorkspacesPerUser"] is { Length: > 0 } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1 : DefaultPerUser;
        StartupException.ThrowIfAny("Accounts", most < 0 ? ["Accounts:WorkspacesPerUser must be a whole number: how many workspaces a person may found, 0 for as many as they like"] : []);
        builder.Services.AddSingleton(new WorkspaceLimits(most));
        builder.Services.AddScoped<Invitations>().AddScoped<ISweep, InvitationSweep>();
        builder.Services.AddScoped<Ledger>().AddScoped<WorkspaceFounding>().AddScoped<WorkspaceDirectory>().AddScoped<WorkspaceRemoval>();
        builder.Services.AddScoped<IScopeResolver<MemberOf>, MemberScopes>();
    }

    public static void MapWorkspaces(this RouteGroupBuilder v1)
    {
        OrganizationEndpoints.Map(v1);
        MemberEndpoints.Map(v1);
        InvitationEndpoints.Map(v1);
        AuditLogEndpoints.Map(v1);
    }
}
