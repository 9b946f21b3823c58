using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Agents and who they are.</summary>
internal static class AgentsModule
{
    public static void AddAgents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<AgentScopes>().AddScoped<IScopeResolver<AgentScope>>(s => s.GetRequiredService<AgentScopes>());
        services.AddScoped<AgentDirectory>().AddScoped<AgentFounding>().AddScoped<AgentList>().AddScoped<AgentChanges>().AddScoped<AgentRemoval>();
        services.AddScoped<Avatars>().AddScoped<DefaultVoices>().AddScoped<AgentVoice>().AddScoped<CoreUpdate>().AddScoped<AgentProfiles>().AddScoped<AgentAutomation>();
        services.AddScoped<ISweep, AgentSweep>();
    }

    public static void MapAgents(this RouteGroupBuilder v1)
    {
        AgentEndpoints.Map(v1);
        CoreEndpoints.Map(v1);
        ProfileEndpoints.Map(v1);
    }
}
