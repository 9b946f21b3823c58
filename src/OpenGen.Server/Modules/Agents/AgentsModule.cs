namespace OpenGen.Server.Modules.Agents;

/// <summary>Agents and who they are.</summary>
internal static class AgentsModule
{
    public static void AddAgents(this WebApplicationBuilder builder) =>
        builder.Services.AddScoped<AgentDirectory>().AddScoped<AgentFounding>().AddScoped<AgentList>();

    public static void MapAgents(this RouteGroupBuilder v1)
    {
        AgentEndpoints.Map(v1);
        CoreEndpoints.Map(v1);
    }
}
