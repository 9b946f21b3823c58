namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>What the audit log calls what happened: a thing, a dot, what was done to it.</summary>
internal static class AuditActions
{
    /// <summary>Characters, of the longest there can be.</summary>
    public const int Longest = 64;

    public const string UserCreated = "user.created";
    public const string EmailConfirmed = "email.confirmed";
    public const string PasswordChanged = "password.changed";
    public const string SessionCreated = "session.created";
    public const string SessionFailed = "session.failed";
    public const string SessionLocked = "session.locked";
    public const string SessionsRevoked = "sessions.revoked";
    public const string TwoFactorEnabled = "two_factor.enabled";
    public const string TwoFactorDisabled = "two_factor.disabled";
    public const string RecoveryCodesRenewed = "recovery_codes.renewed";
    public const string PasskeyCreated = "passkey.created";
    public const string PasskeyUpdated = "passkey.updated";
    public const string PasskeyDeleted = "passkey.deleted";
    public const string ApiKeyCreated = "api_key.created";
    public const string ApiKeyRevoked = "api_key.revoked";
    public const string ApiKeysRevoked = "api_keys.revoked";
    public const string WorkspaceCreated = "workspace.created";
    public const string WorkspaceUpdated = "workspace.updated";
    public const string WorkspaceDeleted = "workspace.deleted";
    public const string MemberInvited = "member.invited";
    public const string MemberJoined = "member.joined";
    public const string MemberUpdated = "member.updated";
    public const string MemberRemoved = "member.removed";
    public const string InvitationDeclined = "invitation.declined";
    public const string InvitationRevoked = "invitation.revoked";
    public const string CreditsGranted = "credits.granted";
    public const string AgentCreated = "agent.created";
    public const string AgentDeleted = "agent.deleted";
    public const string AgentRestored = "agent.restored";
    public const string VendorKeySet = "vendor_key.set";
    public const string VendorKeyDeleted = "vendor_key.deleted";
    public const string WebhookUpdated = "webhook.updated";
}
