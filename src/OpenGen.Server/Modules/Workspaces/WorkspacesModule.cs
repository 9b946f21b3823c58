using System.Globalization;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;
using OpenGen.Server.Modules.Workspaces.Invitations;
using OpenGen.Server.Modules.Workspaces.Members;
using OpenGen.Server.Modules.Workspaces.Organizations;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Organizations, members, the credits ledger.</summary>
internal static class WorkspacesModule
{
    private const int DefaultPerUser = 20;

    public static void AddWorkspaces(this WebApplicationBuilder builder)
    {
        var credits = builder.Configuration.Read<CreditsOptions>("Credits");
        builder.Services.AddSingleton(credits);
        var quotas = builder.Configuration.Read<QuotaOptions>("Quotas");
        builder.Services.AddSingleton(quotas).AddSingleton<RecentStorageUse>().AddScoped<IQuotas, Quotas>().AddScoped<IJobLimits, Quotas>();
        var most = DefaultPerUser;
        if (builder.Configuration["Accounts:WorkspacesPerUser"] is { Length: > 0 } text
            && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out most))
            StartupException.ThrowIfAny("Accounts", [
                "Accounts:WorkspacesPerUser must be a whole number: how many workspaces a person may found, 0 for as many as they like",
            ]);
        builder.Services.AddSingleton(new WorkspaceLimits(most));
        builder.Services.AddScoped<PendingInvitations>().AddScoped<InvitationLinks>().AddScoped<ISweep, InvitationSweep>();
        builder.Services.AddScoped<MemberChanges>().AddScoped<OrganizationViews>().AddScoped<WorkspaceAvatars>();
        builder.Services.AddScoped<Ledger>().AddScoped<IJobPayment>(s => s.GetRequiredService<Ledger>())
            .AddScoped<WorkspaceFounding>().AddScoped<IUserObserver>(s => s.GetRequiredService<WorkspaceFounding>())
            .AddScoped<IWorkspaceDirectory, WorkspaceDirectory>();
        builder.Services.AddScoped<IScopeResolver<MemberOf>, MemberScopes>();
    }

    public static void MapWorkspaces(this RouteGroupBuilder v1)
    {
        v1.MapOrganizations();
        v1.MapMembers();
        v1.MapInvitations();
    }
}
