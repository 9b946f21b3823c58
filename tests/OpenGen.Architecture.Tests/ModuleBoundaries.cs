using System.Text.RegularExpressions;
using Mono.Cecil;

namespace OpenGen.Architecture.Tests;

/// <summary>A module touches another only through what stands in that module's Contracts.cs.</summary>
public sealed partial class ModuleBoundaries
{
    private const string Modules = "OpenGen.Server.Modules";

    /// <summary>Uses that are right although no contract declares them, each with its reason.</summary>
    private static readonly (Func<Use, bool> Is, string Reason)[] Allowed =
    [
        (use => Implements(use.Nested, "IEntityTypeConfiguration`1"), "A foreign key is configured by naming the entity it leads to"),
        (use => use.User.Name == "AgentDirectory" && use.Used.Name is "Membership" or "Workspace",
            "Agent, role and credits are found by one query, which every request waits for"),
        (use => ModuleOf(use.Used) == "Vendors" && ModuleOf(use.User) is "Voices" or "Generations",
            "Vendors is the library of clients that these two adapt: it knows neither of them, which the next test holds"),
    ];

    /// <summary>
    /// Crossings that are still to be mended: what is used belongs into its module's Contracts.cs, or the question behind it does.
    /// The list only gets shorter: a line that nobody needs any more fails the test, and so does a crossing that is not on it.
    /// </summary>
    private static readonly string[] Owed =
    [
        "Renders.CompositionBuilder → Generations.CardData",
        "Renders.CompositionBuilder → Generations.Variables",
        "Renders.RenderHandler → Generations.Catalog",
        "Renders.RenderHandler → Generations.Pricing",
        "Renders.RenderOrders → Generations.Catalog",
        "Renders.RenderOrders → Generations.Pricing",
    ];

    [Fact]
    public void A_module_uses_of_another_only_what_its_contracts_declare()
    {
        var contracts = Directory.GetDirectories(Repository.Path("src/OpenGen.Server/Modules"))
            .ToDictionary(folder => Path.GetFileName(folder), folder => DeclaredIn(Path.Combine(folder, "Contracts.cs")));
        var crossings = Assemblies.UsesBy(Assemblies.Server, Modules)
            .Where(use => Assemblies.IsIn(use.Used, Modules) && ModuleOf(use.Used) != ModuleOf(use.User))
            .ToList();
        Assert.True(contracts.Count(c => c.Value.Count > 0) >= 5, "Found too few Contracts.cs");
        Assert.Contains(crossings, use => contracts[ModuleOf(use.Used)].Contains(use.Used.Name));
        Assert.All(Allowed, allowed => Assert.True(crossings.Exists(use => allowed.Is(use)), "Nobody needs this exception any more: " + allowed.Reason));

        var trespasses = crossings
            .Where(use => !contracts[ModuleOf(use.Used)].Contains(use.Used.Name.Split('`')[0]) && !Array.Exists(Allowed, allowed => allowed.Is(use)))
            .Select(use => $"{Short(use.User)} → {Short(use.Used)}").Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(!trespasses.Except(Owed).Any(), "Not in the other module's Contracts.cs:\n" + string.Join('\n', trespasses.Except(Owed)));
        Assert.True(!Owed.Except(trespasses).Any(), "Mended; take it off the list:\n" + string.Join('\n', Owed.Except(trespasses)));
    }

    [Fact]
    public void Vendors_know_nobody_who_adapts_them()
    {
        string[] adapting = ["Voices", "Generations", "Renders"];
        var uses = Assemblies.UsesBy(Assemblies.Server, Modules + ".Vendors").Where(use => Assemblies.IsIn(use.Used, Modules)).ToList();
        Assert.Contains(uses, use => ModuleOf(use.Used) == "Agents");
        Assert.DoesNotContain(uses, use => adapting.Contains(ModuleOf(use.Used)));
    }

    private static string Short(TypeReference type) => type.FullName[(Modules.Length + 1)..];

    private static string ModuleOf(TypeReference type) => type.Namespace.Split('.')[3];

    private static bool Implements(TypeDefinition type, string contract)
    {
        for (var at = type; at is not null; at = at.DeclaringType)
        {
            if (at.Interfaces.Any(i => i.InterfaceType.Name == contract)) return true;
        }
        return false;
    }

    /// <summary>The names of a file's outermost types: in a file with one namespace they begin at the margin.</summary>
    private static HashSet<string> DeclaredIn(string file) =>
        File.Exists(file) ? [.. Declaration().Matches(File.ReadAllText(file)).Select(found => found.Groups[1].Value)] : [];

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|partial|readonly) )*(?:class|record struct|record class|record|struct|enum|interface) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
