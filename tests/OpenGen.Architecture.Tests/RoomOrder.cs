using Mono.Cecil;

namespace OpenGen.Architecture.Tests;

/// <summary>The rooms of the server stand in one order: each knows those before it, and none knows one after it.</summary>
public sealed class RoomOrder
{
    private const string Server = "OpenGen.Server";

    /// <summary>What puts all together and is in no room; only the commands may name it.</summary>
    private static readonly string[] Host = ["Hosting"];

    /// <summary>From the ground up; what comes last may use all.</summary>
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
    public void Each_type_is_in_a_room_and_only_commands_know_the_host()
    {
        var outside = Assemblies.Server.MainModule.Types.Where(type => Assemblies.IsIn(type, Server) && RoomOf(type) < 0)
            .Select(t => t.Name);
        Assert.Equal(Host.Order(StringComparer.Ordinal), outside.Order(StringComparer.Ordinal));

        var users = Assemblies.UsesBy(Assemblies.Server, Server).Where(use => use.Used.Namespace == Server && Host.Contains(use.Used.Name))
            .Where(use => RoomOf(use.User) >= 0).Select(use => Rooms[RoomOf(use.User)]).Distinct();
        Assert.Equal(["Commands"], users);
    }

    [Fact]
    public void No_file_of_a_room_imports_a_later_one()
    {
        var imports = Repository.Files("src/OpenGen.Server").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(
                file => File.ReadLines(Repository.Path(file)).TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal))
                .Where(line => line.StartsWith($"using {Server}.", StringComparison.Ordinal))
                .Select(line => (File: file, From: RoomIn(file), To: RoomNamed(line[$"using {Server}.".Length..^1]))))
            .Where(import => import.From >= 0).ToList();
        Assert.True(imports.Count > 100, $"Found {imports.Count} imports");
        Assert.Equal("", string.Join('\n', imports.Where(i => i.To > i.From).Select(i => $"{i.File} → {Rooms[i.To]}")));
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

    private static int RoomIn(string file) =>
        RoomNamed(file[(file.IndexOf("OpenGen.Server/", StringComparison.Ordinal) + "OpenGen.Server/".Length)..].Replace('/', '.'));

    private static int RoomNamed(string name) => Array.FindIndex(
        Rooms, room => name == room || name.StartsWith(room + ".", StringComparison.Ordinal));

    private static string Short(TypeReference type) => type.FullName[(Server.Length + 1)..];

    private static int RoomOf(TypeReference type) => Array.FindIndex(Rooms, room => Assemblies.IsIn(type, $"{Server}.{room}"));
}
