using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Avatars;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Agents.Profiles;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Agents;

/// <summary>Agents and who they are.</summary>
internal static class AgentsModule
{
    public static void AddAgents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<IScopeResolver<AgentScope>, AgentScopes>();
        services.AddScoped<IAgentDirectory, AgentDirectory>().AddScoped<IWorkspaceObserver, FirstAgents>().AddScoped<AgentDetails>()
            .AddScoped<AgentChanges>();
        services.AddScoped<AgentRemoval>().AddScoped<AvatarStore>().AddScoped<DefaultVoices>().AddScoped<IAgentVoice, AgentVoice>();
        services.AddScoped<AgentProfiles>().AddScoped<IAgentWebhooks, AgentWebhooks>();
        services.AddScoped<ISweep, AgentSweep>();
    }
}
