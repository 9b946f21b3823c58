using System.Diagnostics;
using System.Net;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Accounts;

/// <summary><c>opengen key</c> and <c>opengen audit</c> as an operator runs them.</summary>
public sealed class KeyCommand
{
    [Fact]
    public async Task A_password_comes_from_standard_input_and_the_account_signs_in_with_it()
    {
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        try
        {
            var (code, key,
                _) = await RunAsync(
                    "long and secret\n", "key", "--email", "Ada@Example.com", "--password-stdin", "--data", folder.FullName);
            Assert.Equal(0, code);
            Assert.StartsWith("gen_pat_", key, StringComparison.Ordinal);
            using (var server = await ServerProcess.StartAsync(folder.FullName))
            {
                using var api = new Api(new HttpClient { BaseAddress = server.Address });
                Assert.Equal(
                    HttpStatusCode.OK,
                    (await api.PostAsync("/v1/auth/login", new { email = "ada@example.com", password = "long and secret" })).Status);
                await server.TerminateAsync();
            }
            var (_, audit,
                _) = await RunAsync("", "audit", "--user", "ada@example.com", "--since", "2020-01-01", "--data", folder.FullName);
            Assert.Contains("session.created\t1\tada@example.com", audit, StringComparison.Ordinal);
            Assert.Contains("user.created", audit, StringComparison.Ordinal);
            var (_, filtered, _) = await RunAsync("", "audit", "--action", "user.created", "--data", folder.FullName);
            Assert.Single(filtered.Trim().Split('\n'));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("key", "--email", "ada@example.com", "--password", "hunter22", "--password-stdin")]
    [InlineData("migrate", "--database", "Host=db;Password=hunter22", "OPENGEN_DATABASE")]
    [InlineData("migrate", "--database", "hunter22", "connection string")]
    public async Task A_password_on_the_command_line_is_refused_with_what_to_do_instead(params string[] argumentsAndRemedy)
    {
        var (code, output, said) = await RunAsync("", argumentsAndRemedy[..^1]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(argumentsAndRemedy[^1], said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Said)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "OpenGen.Server.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output, await said);
    }
}
