using System.ComponentModel.DataAnnotations;

namespace OpenGen.Server.Modules.Assets.DirectUploads;

/// <summary>The base64 of an MD5.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class Md5Attribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string { Length: 24 } text && Convert.TryFromBase64String(text, stackalloc byte[18], out var length) && length == 16;
}
