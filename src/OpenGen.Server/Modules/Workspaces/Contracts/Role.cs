namespace OpenGen.Server.Modules.Workspaces.Contracts;

/// <summary>What a member may do; each may do all that those after it may.</summary>
internal enum Role
{
    Owner,
    Manager,
    Editor,
    Viewer,
}
