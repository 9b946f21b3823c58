using OpenGen.Server.Data;
using OpenGen.Server.Jobs;

namespace OpenGen.Server.Modules.Workspaces;

/// <summary>Settings of credits.</summary>
internal sealed class CreditsOptions : ISettings
{
    /// <summary>
    /// What the first workspace that a person founds starts with, in whole credits; further ones start with none. 0 for nothing.
    /// </summary>
    public long StartingGrant { get; set; } = 10_000;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (StartingGrant is < 0 or > Credits.Most)
            yield return $"Credits:StartingGrant {StartingGrant} must be whole credits from 0 to {Credits.Most}";
    }
}
