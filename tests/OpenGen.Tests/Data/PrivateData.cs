using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Web;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Data;

/// <summary>
/// What lies on the disk and in the database is of no use to who merely reads it, and a start that cannot succeed says why.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateData(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Nobody_else_on_the_machine_reads_a_file_of_the_data_folder()
    {
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        try
        {
            // As an earlier version left it.
            folder.UnixFileMode |= UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            using var server = await ServerProcess.StartAsync(folder.FullName);
            var user = await Api.NewUserAsync(server.Address);
            using var file = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
            await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", file);
            var found = folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(folder).ToList();
            Assert.Contains(found, f => f.Name == "opengen.db-wal");
            Assert.Contains(found, f => f.FullName.Contains("/files/", StringComparison.Ordinal) && f is FileInfo);
            Assert.All(found, f => Assert.True((f.UnixFileMode & Others) == 0, $"{f.FullName} is {f.UnixFileMode}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_database_that_was_open_to_all_is_closed()
    {
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        try
        {
            var database = Path.Combine(folder.FullName, "opengen.db");
            await File.WriteAllBytesAsync(database, []);
            File.SetUnixFileMode(database, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            PrivateFiles.Prepare(new DataOptions { Folder = folder.FullName });
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_kept_answer_shows_no_token_to_who_reads_the_database_and_is_given_again_whole(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        user.Api.Http.DefaultRequestHeaders.Add("Idempotency-Key", "kept-" + Guid.NewGuid());
        var first = await user.Api.PostAsync("/v1/persisted_tokens", new { name = "kept" });
        Assert.Equal(first.Body, (await user.Api.PostAsync("/v1/persisted_tokens", new { name = "kept" })).Body);
        await using var scope = server.Services.CreateAsyncScope();
        var bodies = await scope.ServiceProvider.GetRequiredService<AppDbContext>().IdempotentCalls.Where(c => c.Body != null)
            .Select(c => c.Body!).ToListAsync();
        Assert.NotEmpty(bodies);
        Assert.All(bodies, body => Assert.DoesNotContain("gen_pat_", Encoding.UTF8.GetString(body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_certificate_the_keys_in_PostgreSQL_are_encrypted_also_those_from_before_and_a_new_one_takes_over()
    {
        await using var postgres = await PostgresDatabase.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        try
        {
            var (first, second) = (NewCertificate(folder, "first.pfx", "secret"), NewCertificate(folder, "second.pem", null));
            string sealedText;
            await using (var server = await StartAsync()) sealedText = ProtectorOf(server).Protect("a secret");
            Assert.Contains("masterKey", await KeysAsync(), StringComparison.Ordinal);

            (string, string)[] withFirst = [("Data:Certificate", first), ("Data:CertificatePassword", "secret")];
            await using (var server = await StartAsync(withFirst)) Assert.Equal("a secret", ProtectorOf(server).Unprotect(sealedText));
            Assert.DoesNotContain("masterKey", await KeysAsync(), StringComparison.Ordinal);
            Assert.Contains("encryptedSecret", await KeysAsync(), StringComparison.Ordinal);

            (string,
                string)[] withSecond = [
                    ("Data:Certificate", second), ("Data:PreviousCertificate", first), ("Data:PreviousCertificatePassword", "secret")];
            await using (var server = await StartAsync(withSecond)) Assert.Equal("a secret", ProtectorOf(server).Unprotect(sealedText));

            await using (var server = await StartAsync(("Data:Certificate", second)))
                Assert.Throws<CryptographicException>(() => ProtectorOf(server).Unprotect(sealedText));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<RunningServer> StartAsync(params (string, string)[] settings) => RunningServer.StartAsync(postgres, _ => { }, settings);
        async Task<string> KeysAsync() =>
            string.Join('\n', await postgres.ReadAsync("select xml from data_protection_keys", row => row.GetString(0)));
    }

    [Theory]
    [InlineData("/nowhere/certificate.pfx")]
    [InlineData("/etc/hostname")]
    public async Task A_certificate_that_cannot_be_opened_is_named_at_the_start(string path)
    {
        var refused = await Assert.ThrowsAsync<StartupException>(
            async () => await RunningServer.StartAsync(Database.Postgres, ("Data:Certificate", path)));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Data:Certificate", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    // A folder that not even root can make.
    [InlineData("--data", "/proc/opengen", "data folder /proc/opengen cannot be written")]
    [InlineData("--database", "Host=127.0.0.1;Port=1;Username=nobody", "PostgreSQL cannot be reached")]
    [InlineData("--database", "Hots=127.0.0.1", "--database is no PostgreSQL connection string")]
    [InlineData("--host", "203.0.113.1", "--host")]
    public async Task A_start_that_cannot_succeed_says_why_and_ends(string option, string value, string sentence)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-test-");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] data = option == "--data" ? [] : ["--data", folder.FullName];
        foreach (var argument in (string[])[
            Path.Combine(AppContext.BaseDirectory, "OpenGen.Server.dll"), "up", "--port", "65123", option, value, .. data])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        folder.Delete(recursive: true);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        // The log may have a stack; the sentence for the person does not.
        await output;
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    private static IDataProtector ProtectorOf(RunningServer server) =>
        server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static string NewCertificate(DirectoryInfo folder, string name, string? password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=opengen", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var path = Path.Combine(folder.FullName, name);
        if (password is null) File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        else File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        return path;
    }
}
