using Mono.Cecil;
using OpenGen.Server.Modules.Engines.Contracts;

namespace OpenGen.Architecture.Tests;

/// <summary>What each part may know of the parts below it.</summary>
public sealed class Layers
{
    [Fact]
    public void Rendering_knows_neither_a_database_nor_the_web()
    {
        var references = Assemblies.Rendering.MainModule.AssemblyReferences.Select(r => r.Name).ToList();
        Assert.Contains("OpenGen.Media", references);

        Assert.DoesNotContain(references, name => StartsWithAny(
            name, "OpenGen.Making", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql", "OpenGen.Server"));
    }

    [Fact]
    public void Media_knows_no_other_part_of_ours()
    {
        var references = Assemblies.Media.MainModule.AssemblyReferences.Select(r => r.Name).ToList();
        Assert.Contains("NetVips", references);

        Assert.DoesNotContain(
            references,
            name => StartsWithAny(name, "OpenGen.", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql"));
    }

    [Fact]
    public void Making_stands_on_rendering_and_media_alone()
    {
        var references = Assemblies.Making.MainModule.AssemblyReferences.Select(r => r.Name).ToList();

        Assert.Equal(
            ["OpenGen.Media", "OpenGen.Rendering"],
            references.Where(name => name.StartsWith("OpenGen.", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(
            references, name => StartsWithAny(name, "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql"));
    }

    /// <summary>What a namespace may name: itself and those before it. The first is what users of the renderer fill in and get.</summary>
    private static readonly string[] RenderingOrder = [
        "OpenGen.Rendering", .. new[] { "Composition", "Scenes", "Graph", "Drawing", "Pipeline" }.Select(n => "OpenGen.Rendering." + n)];

    [Fact]
    public void The_folders_of_rendering_stand_one_upon_the_other()
    {
        var types = Assemblies.Rendering.MainModule.Types.Where(type => type.Namespace.Length > 0 && !IsMadeByCompiler(type)).ToList();
        Assert.Equal(RenderingOrder.Order(), types.Select(type => type.Namespace).Distinct().Order());

        var uses = Assemblies.UsesBy(Assemblies.Rendering, "OpenGen.Rendering").ToList();
        foreach (var upper in RenderingOrder.Skip(1))
            Assert.Contains(uses, use => use.User.Namespace == upper && use.Used.Namespace != upper && Place(use.Used) >= 0);
        var upwards = uses.Where(use => Place(use.Used) > Place(use.User)).Select(use => $"{use.User.FullName} names {use.Used.FullName}")
            .Distinct().Order();
        Assert.Empty(upwards);

        static int Place(TypeReference type) => Array.IndexOf(RenderingOrder, type.Namespace);
        static bool IsMadeByCompiler(TypeDefinition type) => !type.Namespace.StartsWith("OpenGen.", StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_knows_nothing_but_the_runtime()
    {
        var references = Assemblies.Kernel.MainModule.AssemblyReferences.Select(r => r.Name).ToList();
        Assert.Contains("System.Runtime", references);

        Assert.DoesNotContain(references, name => !name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_operation_knows_nothing_of_http()
    {
        var uses = Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server.Modules")
            .Where(use => use.User.CustomAttributes.Any(a => a.AttributeType.Name == "OperationAttribute")).ToList();
        Assert.Contains(uses, use => use.Used.Name == "SheetScope");

        // Whatever of Web names HTTP itself; what it says of the request in other words is there to be asked.
        var http = Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server.Web")
            .Where(use => IsHttp(use.Used) && use.User.Name != "CurrentRequest").Select(use => use.User.FullName).ToHashSet();
        Assert.Contains("OpenGen.Server.Web.Problem", http);
        Assert.DoesNotContain(uses, use => IsHttp(use.Used) || http.Contains(use.Used.FullName));
    }

    [Fact]
    public void Only_Web_and_the_pages_name_a_request_or_an_answer_of_HTTP()
    {
        static bool Names(TypeReference type) =>
            type.Name is "HttpContext" or "HttpRequest" or "HttpResponse" or "TypedResults" or "IResult" or "IFormFile";
        Assert.Contains(Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server.Web"), use => Names(use.Used));

        foreach (var room in new[] { "OpenGen.Server.Modules", "OpenGen.Server.Jobs", "OpenGen.Server.Data", "OpenGen.Server.Commands" })
        {
            var uses = Assemblies.UsesBy(Assemblies.Server, room).Where(use => Names(use.Used));
            // Identity's sign-in takes the request's cookies by itself, and no other way.
            Assert.Empty(uses.Select(use => use.User.Name).Where(name => name != "PeopleSignIn").Distinct());
        }
    }

    [Fact]
    public void The_dashboard_asks_modules_and_never_the_database()
    {
        var uses = Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server.Dashboard").ToList();
        Assert.Contains(uses, use => Assemblies.IsIn(use.Used, "OpenGen.Server.Modules"));

        Assert.DoesNotContain(uses, use => StartsWithAny(
            use.Used.Namespace, "OpenGen.Server.Data", "Microsoft.EntityFrameworkCore", "System.Data"));
    }

    [Fact]
    public void The_speech_program_is_run_and_never_referenced()
    {
        Assert.Contains(Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server"), use => use.Used.Name == "SpeechProgram");
        Assert.True(
            File.Exists(Path.Combine(AppContext.BaseDirectory, "speech", "OpenGen.Speech.dll")),
            "The speech program is not beside the server");

        var referenced = Assemblies.Server.MainModule.AssemblyReferences.Concat(Assemblies.Rendering.MainModule.AssemblyReferences)
            .Select(r => r.Name).ToList();
        Assert.Contains("OpenGen.Rendering", referenced);
        Assert.DoesNotContain("OpenGen.Speech", referenced);
        Assert.False(
            File.Exists(Path.Combine(AppContext.BaseDirectory, "OpenGen.Speech.dll")),
            "The speech program's assembly is where the server would load it from");
    }

    /// <summary>All of ASP.NET but its accounts, which are rows of a table.</summary>
    private static bool IsHttp(TypeReference type) =>
        StartsWithAny(type.Namespace, "Microsoft.AspNetCore") && !StartsWithAny(type.Namespace, "Microsoft.AspNetCore.Identity");

    private static bool StartsWithAny(string name, params string[] starts) =>
        Array.Exists(starts, start => name.StartsWith(start, StringComparison.Ordinal));
}
