namespace OpenGen.Architecture.Tests;

/// <summary>What each part may know of the parts below it.</summary>
public sealed class Layers
{
    [Fact]
    public void Rendering_knows_neither_a_database_nor_the_web()
    {
        var references = Assemblies.Rendering.MainModule.AssemblyReferences.Select(r => r.Name).ToList();
        Assert.Contains("NetVips", references);

        Assert.DoesNotContain(references, name => StartsWithAny(name, "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql", "OpenGen.Server"));
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

        Assert.DoesNotContain(uses, use => StartsWithAny(use.Used.Namespace, "Microsoft.AspNetCore", "OpenGen.Server.Web"));
    }

    [Fact]
    public void The_dashboard_asks_modules_and_never_the_database()
    {
        var uses = Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server.Dashboard").ToList();
        Assert.Contains(uses, use => Assemblies.IsIn(use.Used, "OpenGen.Server.Modules"));

        Assert.DoesNotContain(uses, use => StartsWithAny(use.Used.Namespace, "OpenGen.Server.Data", "Microsoft.EntityFrameworkCore", "System.Data"));
    }

    [Fact]
    public void The_speech_program_is_run_and_never_referenced()
    {
        Assert.Contains(Assemblies.UsesBy(Assemblies.Server, "OpenGen.Server"), use => use.Used.FullName.EndsWith(".SpeechProgram", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "speech", "OpenGen.Speech.dll")), "The speech program is not beside the server");

        var referenced = Assemblies.Server.MainModule.AssemblyReferences.Concat(Assemblies.Rendering.MainModule.AssemblyReferences).Select(r => r.Name).ToList();
        Assert.Contains("OpenGen.Rendering", referenced);
        Assert.DoesNotContain("OpenGen.Speech", referenced);
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "OpenGen.Speech.dll")), "The speech program's assembly is where the server would load it from");
    }

    private static bool StartsWithAny(string name, params string[] starts) => Array.Exists(starts, start => name.StartsWith(start, StringComparison.Ordinal));
}
