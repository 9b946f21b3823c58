using System.ComponentModel.DataAnnotations;

namespace OpenGen.Server.Modules.Engines;

/// <summary>A name that may be left out, but not be sent empty.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotBlankAttribute : MinLengthAttribute
{
    public NotBlankAttribute() : base(1) { }

    public override bool IsValid(object? value) => value is null || (value is string text && !string.IsNullOrWhiteSpace(text));
}
