using Mono.Cecil;

namespace OpenGen.Architecture.Tests;

/// <summary>The rooms of the server stand in one order: each knows those before it, and none knows one after it.</summary>
public sealed class RoomOrder
{
    private const string Server = "OpenGen.Server";

    /// <summary>From the ground up; what comes last may use all. The host, which puts all together, is no room.</summary>
    private static readonly string[] Rooms =
    [
        "Data", "Jobs", "Web",
        "Modules.Audit", "Modules.Mail", "Modules.Accounts", "Modules.Workspaces", "Modules.Agents", "Modules.Assets", "Modules.Engines",
        "Modules.Vendors", "Modules.Voices", "Modules.Generations", "Modules.Renders", "Modules.Automation",
        "Dashboard", "Commands",
    ];

    [Fact]
    public void Each_room_is_in_the_order()
    {
        var folders = Directory.GetDirectories(Repository.Path("src/OpenGen.Server/Modules")).Select(f => "Modules." + Path.GetFileName(f))
            .Concat(Directory.GetDirectories(Repository.Path("src/OpenGen.Server")).Select(f => Path.GetFileName(f)!)
                .Except(["Modules", "bin", "obj", "wwwroot", "Properties"]));
        Assert.Equal(Rooms.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_knows_only_those_before_it()
    {
        var crossings = Assemblies.UsesBy(Assemblies.Server, Server)
            .Select(use => (use, From: RoomOf(use.User), To: RoomOf(use.Used)))
            .Where(c => c.From >= 0 && c.To >= 0 && c.From != c.To).ToList();
        Assert.All(Enumerable.Range(1, Rooms.Length - 1), room => Assert.Contains(crossings, c => c.From == room && c.To < room));

        var back = crossings.Where(c => c.To > c.From).Select(c => $"{Short(c.use.User)} → {Short(c.use.Used)}").Distinct();
        Assert.Equal("", string.Join('\n', back.Order(StringComparer.Ordinal)));
    }

    private static string Short(TypeReference type) => type.FullName[(Server.Length + 1)..];

    private static int RoomOf(TypeReference type) => Array.FindIndex(Rooms, room => Assemblies.IsIn(type, $"{Server}.{room}"));
}
