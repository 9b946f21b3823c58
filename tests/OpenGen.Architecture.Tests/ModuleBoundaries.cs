using Mono.Cecil;

namespace OpenGen.Architecture.Tests;

/// <summary>
/// A module touches another only through that module's <c>Contracts</c> folder, and what stands there promises work and does none.
/// </summary>
public sealed class ModuleBoundaries
{
    private const string Modules = "OpenGen.Server.Modules";

    /// <summary>Uses that are right although no contract declares them, each with its reason.</summary>
    private static readonly (Func<Use, bool> Is, string Reason)[] Allowed =
    [
        (use => Implements(use.Nested, "IEntityTypeConfiguration`1") && IsEntity(use.Used),
            "A foreign key is configured by naming the entity it leads to"),
        (use => use.User.Name == "AgentDirectory" && use.Used.Name is "Membership" or "Workspace" or "WorkspaceTables",
            "Agent, role and credits are found by one query, which every request waits for"),
        (use => ModuleOf(use.Used) == "Vendors" && ModuleOf(use.User) is "Voices" or "Generations",
            "Vendors is the library of clients that these two adapt: it knows neither of them, which the order of the rooms holds"),
    ];

    /// <summary>Namespaces of what asks somebody else: databases, networks, disks, processes.</summary>
    private static readonly string[] Working = [
        "Microsoft.EntityFrameworkCore", "System.Net.Http", "System.IO", "System.Diagnostics.Process"];

    [Fact]
    public void A_module_uses_of_another_only_what_its_contracts_declare()
    {
        var crossings = Assemblies.UsesBy(Assemblies.Server, Modules)
            .Where(use => Assemblies.IsIn(use.Used, Modules) && ModuleOf(use.Used) != ModuleOf(use.User)).ToList();
        Assert.True(crossings.Where(use => IsContract(use.Used)).Select(use => ModuleOf(use.Used)).Distinct().Count() >= 8);
        Assert.All(Allowed, allowed => Assert.True(
            crossings.Exists(use => allowed.Is(use)), "Nobody needs this exception any more: " + allowed.Reason));

        var trespasses = crossings.Where(use => !IsContract(use.Used) && !Array.Exists(Allowed, allowed => allowed.Is(use)))
            .Select(use => $"{Short(use.User)} → {Short(use.Used)}").Distinct();
        Assert.Equal("", string.Join('\n', trespasses.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Contracts_are_interfaces_and_values_that_do_no_work()
    {
        var contracts = Assemblies.Server.MainModule.Types.Where(IsContract).ToList();
        Assert.Contains(contracts, type => type.IsInterface);
        Assert.Contains(contracts, type => type.IsEnum);

        var classes = contracts.Where(type => !type.IsInterface && !type.IsEnum && !IsValue(type) && !IsStatic(type)
            && !IsA(type, "System.Attribute") && !IsA(type, "OpenGen.Kernel.OperationRule") && !IsA(type, "System.Exception"));
        Assert.Equal("", string.Join('\n', classes.Select(Short)));

        var asking = Assemblies.UsesBy(Assemblies.Server, Modules).Where(use => IsContract(use.User))
            .Where(use => Array.Exists(Working, name => use.Used.Namespace.StartsWith(name, StringComparison.Ordinal))
                || use.Used.Name == "AppDbContext" || use.Used.Name.Contains("MethodBuilder", StringComparison.Ordinal)
                || (Assemblies.IsIn(use.Used, Modules) && IsEntity(use.Used)))
            .Select(use => $"{Short(use.User)} → {use.Used.Name}").Distinct();
        Assert.Equal("", string.Join('\n', asking));
    }

    private static string Short(TypeReference type) => type.FullName[(Modules.Length + 1)..];

    private static string ModuleOf(TypeReference type) => type.Namespace.Split('.')[3];

    private static bool IsEntity(TypeReference type) =>
        type.Resolve()?.CustomAttributes.Any(a => a.AttributeType.Name == "TableAttribute") == true;

    private static bool IsContract(TypeReference type) =>
        type.Namespace.StartsWith(Modules + ".", StringComparison.Ordinal)
            && type.Namespace.EndsWith(".Contracts", StringComparison.Ordinal);

    /// <summary>A record or a struct: two with the same values are the same.</summary>
    private static bool IsValue(TypeDefinition type) => type.IsValueType || type.Methods.Any(m => m.Name == "<Clone>$");

    private static bool IsStatic(TypeDefinition type) => type is { IsAbstract: true, IsSealed: true };

    private static bool IsA(TypeDefinition type, string ancestor)
    {
        for (var at = type.BaseType; at is not null; at = at.Resolve()?.BaseType)
            if (at.FullName == ancestor) return true;
        return false;
    }

    private static bool Implements(TypeDefinition type, string contract)
    {
        for (var at = type; at is not null; at = at.DeclaringType)
        {
            if (at.Interfaces.Any(i => i.InterfaceType.Name == contract)) return true;
        }
        return false;
    }
}
