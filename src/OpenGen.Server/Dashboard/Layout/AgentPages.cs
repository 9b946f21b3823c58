namespace OpenGen.Server.Dashboard.Layout;

/// <summary>A page in an agent's sidebar.</summary>
/// <param name="Path">Below <c>/{agent_id}/</c>; empty for the agent's first page.</param>
/// <param name="Icon">A name that <see cref="Parts.Icon"/> knows.</param>
internal sealed record AgentPage(string Title, string Path, string Icon)
{
    /// <summary>The pages of every agent, in the sidebar's order. A new page is one line here and its file in Pages/.</summary>
    public static readonly AgentPage[] All =
    [
        new("Overview", "", "overview"),
        new("API", "api", "key"),
    ];

    /// <summary>Its address for one agent.</summary>
    public string For(long agentId) => Path.Length == 0 ? $"/{agentId}" : $"/{agentId}/{Path}";
}
