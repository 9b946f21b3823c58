namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Organizations, members, the credits ledger.</summary>
internal static class WorkspacesModule
{
    public static void AddWorkspaces(this WebApplicationBuilder builder)
    {
        var credits = builder.Configuration.GetSection("Credits").Get<CreditsOptions>() ?? new CreditsOptions();
        StartupException.ThrowIfAny("Credits", credits.Faults());
        builder.Services.AddSingleton(credits);
        var quotas = builder.Configuration.GetSection("Quotas").Get<QuotaOptions>() ?? new QuotaOptions();
        StartupException.ThrowIfAny("Quotas", quotas.Faults());
        builder.Services.AddSingleton(quotas).AddSingleton<RecentStorageUse>().AddScoped<Quotas>();
        builder.Services.AddScoped<Ledger>().AddScoped<WorkspaceFounding>().AddScoped<WorkspaceDirectory>().AddScoped<WorkspaceRemoval>();
    }

    public static void MapWorkspaces(this RouteGroupBuilder v1)
    {
        OrganizationEndpoints.Map(v1);
        MemberEndpoints.Map(v1);
    }
}
