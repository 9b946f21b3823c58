using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OpenGen.Architecture.Tests;

/// <summary>One type that another one names, in a signature or in the body of a method.</summary>
/// <param name="User">The outermost type that names it: lambdas and iterators count as the type they were written in.</param>
/// <param name="Nested">The type within it that does.</param>
/// <param name="Used">The outermost type that is named.</param>
internal sealed record Use(TypeDefinition User, TypeDefinition Nested, TypeReference Used);

/// <summary>The built assemblies, read as data: nothing of them runs.</summary>
internal static class Assemblies
{
    public static AssemblyDefinition Server { get; } = Read("OpenGen.Server.dll");

    public static AssemblyDefinition Kernel { get; } = Read("OpenGen.Kernel.dll");

    public static AssemblyDefinition Media { get; } = Read("OpenGen.Media.dll");

    public static AssemblyDefinition Making { get; } = Read("OpenGen.Making.dll");

    public static AssemblyDefinition Rendering { get; } = Read("OpenGen.Rendering.dll");

    /// <summary>Every use of a type by a type whose namespace begins so.</summary>
    public static IEnumerable<Use> UsesBy(AssemblyDefinition assembly, string @namespace) =>
        from type in assembly.MainModule.Types
        where IsIn(type, @namespace)
        from nested in WithNested(type)
        from named in Named(nested)
        from part in Parts(named)
        let used = Outermost(part)
        where used.FullName != type.FullName
        select new Use(type, nested, used);

    /// <summary>Whether a type's namespace is this one or below it.</summary>
    public static bool IsIn(TypeReference type, string @namespace) =>
        type.Namespace == @namespace || type.Namespace.StartsWith(@namespace + ".", StringComparison.Ordinal);

    private static AssemblyDefinition Read(string file) => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, file));

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    /// <summary>All that a type names: what it is, what its members are made of, what their code calls.</summary>
    private static IEnumerable<TypeReference> Named(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Concat(type.Properties.SelectMany(p => p.CustomAttributes))
            .Concat(type.Fields.SelectMany(f => f.CustomAttributes)).SelectMany(Named),
        .. type.Fields.Select(f => f.FieldType),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Methods.SelectMany(Named),
    ];

    /// <summary>An attribute, and the types that stand in its arguments.</summary>
    private static IEnumerable<TypeReference> Named(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Concat(attribute.Fields).Select(named => named.Argument))
            .SelectMany(Named).Prepend(attribute.AttributeType);

    private static IEnumerable<TypeReference> Named(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument boxed => Named(boxed),
        CustomAttributeArgument[] list => list.SelectMany(Named).Prepend(argument.Type),
        _ => [argument.Type],
    };

    private static IEnumerable<TypeReference> Named(MethodDefinition method)
    {
        IEnumerable<TypeReference> signature =
        [
            method.ReturnType, .. method.Parameters.Select(p => p.ParameterType),
            .. method.CustomAttributes.Concat(method.MethodReturnType.CustomAttributes)
                .Concat(method.Parameters.SelectMany(p => p.CustomAttributes)).SelectMany(Named),
            .. method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        ];
        if (!method.HasBody) return signature;
        return signature
            .Concat(method.Body.Variables.Select(v => v.VariableType))
            .Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType).OfType<TypeReference>())
            .Concat(method.Body.Instructions.SelectMany(Named));
    }

    private static IEnumerable<TypeReference> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference called =>
        [
            called.DeclaringType, called.ReturnType, .. called.Parameters.Select(p => p.ParameterType),
            .. called is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ],
        _ => [],
    };

    /// <summary>A type taken apart: what it is of, and what it is closed with.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
