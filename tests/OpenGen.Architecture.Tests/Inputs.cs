using System.ComponentModel.DataAnnotations;
using System.Reflection;
using OpenGen.Server.Modules.Assets.DirectUploads;
using OpenGen.Server.Web;

namespace OpenGen.Architecture.Tests;

/// <summary>What the API takes, read from the types that bodies are bound to.</summary>
public sealed class Inputs
{
    private static readonly string[] BoundElsewhere =
    [
        // As long as a body may be; what it holds is decoded and measured.
        "CloneVoice.Request.AudioBase64",
        // Of any length, and cut to what is stored.
        "CreateDirectUpload.Request.Filename",
    ];

    [Fact]
    public void Every_text_and_list_that_is_sent_has_a_bound()
    {
        var fields = Fields().ToList();
        Assert.True(fields.Count > 100, $"Found {fields.Count} texts and lists");

        var unbound = fields.Where(f => !f.IsBound).Select(f => f.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(unbound.SequenceEqual(BoundElsewhere), string.Join('\n', unbound));
    }

    private static IEnumerable<(string Name, bool IsBound)> Fields() =>
        OperationInfo.All().SelectMany(operation => Within(operation.Request, []));

    private static IEnumerable<(string Name, bool IsBound)> Within(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)) yield break;
        foreach (var parameter in InputBinder.ConstructorOf(type).GetParameters())
        {
            var of = Unwrapped(parameter.ParameterType);
            var isList = of.IsGenericType && of.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
            if (of == typeof(string) || isList)
                yield return ($"{type.DeclaringType?.Name}.{type.Name}.{parameter.Name}", IsBound(parameter));
            var inner = isList ? of.GetGenericArguments()[0] : of;
            if (inner.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) != true || inner.IsEnum) continue;
            if (inner == typeof(UploadedFile) || inner == typeof(FileOrText)) continue;
            foreach (var nested in Within(inner, seen)) yield return nested;
        }
    }

    private static Type Unwrapped(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sent<>)) return Unwrapped(type.GetGenericArguments()[0]);
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static bool IsBound(ParameterInfo field) => field.GetCustomAttributes<ValidationAttribute>()
        .Any(rule => rule is MaxLengthAttribute or StringLengthAttribute or AllowedValuesAttribute or RegularExpressionAttribute
            or Md5Attribute);
}
