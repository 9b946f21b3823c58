using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Agents;

/// <summary>What can be expected to go wrong with agents.</summary>
internal static class AgentErrors
{
    public static readonly Error NameTaken = Error.Refused("agent_creation_failed", "An agent of this name is in the workspace already");

    public static readonly Error NoOrganization = Error.Refused("organization_not_found", "Organization not found");

    public static readonly Error VoiceIdRequired = Error.Refused("voice_id_required", "A default voice needs its voice_id");

    public static readonly Error NoVoice = new(ErrorKind.NotFound, "user_voice_resource_not_found", "The agent has no such voice");

    public static readonly Error NoAvatar = Error.NotFound("Avatar");

    /// <summary>A picture that cannot be an avatar.</summary>
    public static Error NotAnAvatar(string why) => Error.Refused("avatar_creation_failed", why);
}
