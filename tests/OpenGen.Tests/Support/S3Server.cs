using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;

namespace OpenGen.Tests.Support;

/// <summary>
/// A real S3 server on the loopback, Ceph's with its data in memory: it refuses what S3 refuses. Started when the first test asks
/// for it, in about 12 seconds, while others run.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Support", "ceph.sh");

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "opengen-ceph-" + Guid.NewGuid().ToString("N"));
    private readonly Lock _gate = new();
    private Task<(string Url, string AccessKey, string SecretKey)>? _started;

    /// <summary>A new bucket, as settings of a server.</summary>
    public async Task<(string Key, string Value)[]> NewBucketAsync()
    {
        lock (_gate) _started ??= StartAsync();
        var (url, accessKey, secretKey) = await _started;
        var bucket = "b" + Guid.NewGuid().ToString("N");
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials(accessKey, secretKey),
            new AmazonS3Config { ServiceURL = url, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        await s3.PutBucketAsync(bucket);
        return
        [
            ("Storage:S3:Bucket", bucket), ("Storage:S3:Endpoint", url), ("Storage:S3:AccessKey", accessKey),
            ("Storage:S3:SecretKey", secretKey),
            ("Storage:S3:ForcePathStyle", "true"), ("Storage:S3:Prefix", "opengen/"),
        ];
    }

    private async Task<(string, string, string)> StartAsync()
    {
        var said = (await RunAsync("start")).Trim().Split(' ');
        return ($"http://127.0.0.1:{said[0]}", said[1], said[2]);
    }

    private async Task<string> RunAsync(string what)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Script, what, _folder }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        // Its daemons inherit no pipe: they close what they were born with, so both ends come.
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await said
            : throw new InvalidOperationException(
                $"The S3 server did not start; ./opengen test installs what it needs. {await complained}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is not null) await RunAsync("stop");
    }
}
