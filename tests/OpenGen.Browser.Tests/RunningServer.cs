using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace OpenGen.Browser.Tests;

/// <summary>
/// The server as a process of its own, on a free port and a fresh data folder, as a person would run it.
/// OPENGEN_SERVER=/path/OpenGen.Server.dll tests another build of it, a published one for instance.
/// </summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningServer(Process process, DirectoryInfo data) => (_process, _data) = (process, data);

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>All it has logged so far.</summary>
    public string Log
    {
        get { lock (_log) return _log.ToString(); }
    }

    public static async Task<RunningServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var program = Environment.GetEnvironmentVariable("OPENGEN_SERVER")
            ?? typeof(RunningServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerProgram").Value!;
        if (!File.Exists(program)) throw new InvalidOperationException($"The server is not built: there is no {program}");

        var data = Directory.CreateTempSubdirectory("opengen-browser-");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data.FullName,
        };
        foreach (var argument in (string[])[program, "up", "--port", "0", "--data", data.FullName])
            start.ArgumentList.Add(argument);
        start.Environment["Accounts__SessionCheckInterval"] = "00:00:01";
        // All browsers come from one address.
        start.Environment["RateLimits__SignInsPerAddress"] = start.Environment["RateLimits__RegistrationsPerAddress"] = "0";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        // Wordy on purpose: a test looks for what must never be in a log.
        start.Environment["Logging__LogLevel__Default"] = "Debug";
        start.Environment["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug";
        start.Environment["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Warning";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = Environment.GetEnvironmentVariable("OPENGEN_ENVIRONMENT") ?? "Development";

        var server = new RunningServer(new Process { StartInfo = start, EnableRaisingEvents = true }, data);
        server._process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server._process.Exited += (_, _) =>
            server._listening.TrySetException(new InvalidOperationException("The server ended before it listened:\n" + server.Log));
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.Address = await server._listening.Task.WaitAsync(Patience);
        server.Http = new HttpClient { BaseAddress = server.Address };
        return server;
    }

    public async Task RegisterAsync(Person person)
    {
        using var answer = await Http.PostAsJsonAsync("/v1/auth/register", new { email = person.Email, password = person.Password });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>GET with an API key: the status, and the body when there is one.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path, string apiKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-API-Key", apiKey } } };
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>());
    }

    /// <summary>The id of a person's first agent.</summary>
    public async Task<long> FirstAgentAsync(Person person)
    {
        using var login = await Http.PostAsJsonAsync("/v1/auth/login", new { email = person.Email, password = person.Password });
        var token = (await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agents") { Headers = { { "Authorization", "Bearer " + token } } };
        using var agents = await Http.SendAsync(request);
        return (await agents.Content.ReadFromJsonAsync<JsonArray>())![0]!["id"]!.GetValue<long>();
    }

    /// <summary>Changes the server's database behind its back; $email is the person's.</summary>
    public async Task<int> ExecuteAsync(string sql, Person person)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "opengen.db")};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$email", person.Email);
        return await command.ExecuteNonQueryAsync();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_log) _log.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"OpenGen runs at (http://[\d.:]+)")]
    private static partial Regex Listening();

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }
}
