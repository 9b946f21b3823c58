namespace OpenGen.Server.Modules.Agents.Avatars;

/// <summary>A picture; as a form, <c>agent_avatars_attributes[]</c> and <c>agent_avatars_attributes[][file]</c> are the same.</summary>
internal sealed record AvatarPicture(UploadedFile File);
