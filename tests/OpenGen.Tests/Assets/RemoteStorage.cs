using System.Net;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

/// <summary>What is particular to files that are not on this machine.</summary>
public sealed class RemoteStorage(Servers servers)
{
    [Fact]
    public async Task Work_opens_a_copy_of_a_remote_file_and_its_output_is_remote_again()
    {
        var server = await servers.OnS3Async();
        var user = await Api.NewUserAsync(server);
        var reference = (await user.UploadAsync(Samples.Png, "reference.png")).Node["content_resource"]!["id"]!.GetValue<long>();
        var sheet = await user.NewSheetAsync("Picture:image");
        var job = await sheet.GenerateAsync(
            "Picture",
            new { generation_type = "image_from_text", data = new { prompt = "A red boat", content_resource_ids = new[] { reference } } });
        Assert.True(job["status"]!.ToString() == "completed", job.ToJsonString());

        var output = job["output_resources"]![0]!;
        Assert.True(await server.IsStoredAsync(FileQuestions.KeyOf(output["url"]!.ToString())));
        Assert.False(Directory.Exists(Path.Combine(server.DataFolder, "files")));
        var generator = (await user.Api.GetAsync($"/v1/content_resources/{output["id"]}?agent_id={user.AgentId}")).Node["generator"]!;
        Assert.Equal(
            (job["id"]!.ToString(), "completed", "image_from_text"),
            (generator["id"]!.ToString(), generator["status"]!.ToString(), generator["type"]!.ToString()));
    }

    [Fact]
    public async Task A_clone_for_another_agent_has_bytes_of_its_own_in_the_bucket()
    {
        var server = await servers.OnS3Async();
        var user = await Api.NewUserAsync(server);
        var uploaded = (await user.UploadAsync(Samples.Png, "a.png")).Node["content_resource"]!;
        var sheet = await user.NewSheetAsync("Text");
        await sheet.FillAsync("Text", uploaded["url"]!.ToString());
        var other = (await user.Api.PostAsync("/v1/agents", new { agent = new { name = "Other" } })).Node["agent"]!["id"]!.GetValue<long>();

        var clone = await user.Api.PostAsync(sheet.Path("/clone"), new { target_agent_id = other });
        var url = new TestSheet(user with { AgentId = other }, clone.Id, clone.Node).Cell("Text")["value"]!.ToString();
        var (was, now) = (FileQuestions.KeyOf(uploaded["url"]!.ToString()), FileQuestions.KeyOf(url));
        Assert.NotEqual(was, now);
        Assert.True(await server.IsStoredAsync(now));
        await user.Api.DeleteAsync($"/v1/content_resources/{uploaded["id"]}?agent_id={user.AgentId}");
        Assert.Equal(Samples.Png, await user.Api.Http.GetByteArrayAsync(url));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_makes_the_server_unready_and_says_so()
    {
        var settings = await servers.S3.NewBucketAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, [.. settings, ("Storage:S3:Bucket", "no-such-bucket")]);
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/readyz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
        await using var ready = await RunningServer.StartAsync(Database.Sqlite, settings);
        using var other = new HttpClient { BaseAddress = ready.Address };
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public void Half_a_configuration_is_refused_with_its_remedy()
    {
        Assert.Empty(new StorageOptions().Faults());
        Assert.Empty(new StorageOptions { S3 = new S3Options { Bucket = "b", Region = "eu-west-1" } }.Faults());
        Assert.Single(new StorageOptions { S3 = new S3Options { AccessKey = "a" } }.Faults());
        Assert.Equal(
            4, new StorageOptions { CopiesKept = -1, S3 = new S3Options { Bucket = "b", AccessKey = "a", PublicUrl = "ftp://x" } }.Faults()
                .Count());
    }

    [Fact]
    public async Task A_remote_file_reads_the_same_however_it_is_read()
    {
        var bytes = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(bytes);
        await Gen.Select(Gen.Int[0, bytes.Length], Gen.Int[1, 3_000_000]).Array[1, 6].SampleAsync(async reads =>
        {
            var open = 0;
            await using (var remote = new RemoteFile(bytes.Length, (from, to, _) =>
            {
                open++;
                Assert.InRange(to - from, 0, 8 * 1024 * 1024);
                return Task.FromResult<Stream>(new Closing(bytes[(int)from..((int)to + 1)], () => open--));
            }))
            {
                foreach (var (from, count) in reads)
                {
                    remote.Seek(from, SeekOrigin.Begin);
                    var read = new byte[count];
                    var size = await remote.ReadAtLeastAsync(read, count, throwOnEndOfStream: false);
                    Assert.True(bytes.AsSpan(from, Math.Min(count, bytes.Length - from)).SequenceEqual(read.AsSpan(0, size)));
                    Assert.Equal(from + size, remote.Position);
                    Assert.InRange(open, 0, 1);
                }
            }
            Assert.Equal(0, open);
        }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task Copies_are_fetched_once_for_all_who_want_them_and_stay_within_their_limit()
    {
        var folder = Directory.CreateTempSubdirectory("opengen-copies-");
        using (var scratch = new ScratchSpace(new DataOptions { Folder = folder.FullName }))
        {
            var storage = new CountingStorage();
            var copies = new LocalCopies(storage, scratch, new StorageOptions { CopiesKept = 2500 });
            var together = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => copies.BorrowAsync("a", CancellationToken.None)));
            Assert.Equal(1, storage.Fetches);
            Assert.Single(together.Select(c => c!.Path).Distinct());
            foreach (var copy in together) copies.Return(copy!);
            Assert.True(File.Exists(together[0]!.Path));

            foreach (var key in new[] { "b", "c", "d" }) copies.Return((await copies.BorrowAsync(key, CancellationToken.None))!);
            Assert.Equal(
                2, Directory.GetFiles(scratch.Folder, "*", SearchOption.AllDirectories).Count(f => new FileInfo(f).Length == 1000));
            Assert.False(File.Exists(together[0]!.Path));

            // One in use stays, whatever comes.
            var used = (await copies.BorrowAsync("d", CancellationToken.None))!;
            Assert.Equal(4, storage.Fetches);
            foreach (var key in new[] { "e", "f", "g", "h" }) copies.Return((await copies.BorrowAsync(key, CancellationToken.None))!);
            Assert.True(File.Exists(used.Path));
            Assert.Null(await copies.BorrowAsync("missing", CancellationToken.None));
            await Assert.ThrowsAsync<IOException>(() => copies.BorrowAsync("broken", CancellationToken.None));
            await Assert.ThrowsAsync<IOException>(() => copies.BorrowAsync("broken", CancellationToken.None));
        }
        folder.Delete(recursive: true);
    }

    private sealed class Closing(byte[] bytes, Action closed) : MemoryStream(bytes)
    {
        private bool _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed) closed();
            _isClosed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class CountingStorage : IFileStorage
    {
        private int _fetches;

        public int Fetches => _fetches;

        public string? PathOf(string key) => null;

        public async Task<bool> FetchAsync(string key, string path, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (key == "missing") return false;
            if (key == "broken") throw new IOException("The line went dead");
            Interlocked.Increment(ref _fetches);
            await File.WriteAllBytesAsync(path, new byte[1000], cancellationToken);
            return true;
        }

        public Task KeepAsync(string key, string path, string contentType, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> KeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> FaultAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
