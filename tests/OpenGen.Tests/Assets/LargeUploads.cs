using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

/// <summary>Large files stream: what the server holds in memory does not grow with them.</summary>
public sealed class LargeUploads(Servers servers)
{
    private const long Size = 128 * 1024 * 1024;

    /// <summary>
    /// What a server may take for the first requests of their kind; measured: 25 MB on disk, 56 MB on S3, for 1 GB as for this.
    /// </summary>
    private const long MostGrowth = 96 * 1024 * 1024;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_large_file_is_uploaded_used_and_served_without_being_in_memory(bool onS3)
    {
        var folder = Directory.CreateTempSubdirectory("opengen-large-");
        var path = Path.Combine(folder.FullName, "large.safetensors");
        var md5 = await WriteTensorsAsync(path);
        using (var server = await ServerProcess.StartAsync(
            Path.Combine(folder.FullName, "data"), onS3 ? await servers.S3.NewBucketAsync() : []))
        {
            var user = await Api.NewUserAsync(server.Address);
            var announced = await user.Api.PostAsync(
                "/v1/direct_upload",
                new
                {
                    blob = new
                    {
                        filename = "large.safetensors",
                        byte_size = Size,
                        checksum = md5,
                        content_type = "application/octet-stream",
                    },
                });
            await server.ForgetPeakMemoryAsync();
            var before = server.PeakMemory();

            await using (var file = File.OpenRead(path))
                Assert.True((await announced.PutAsync(new StreamContent(file))).IsSuccessStatusCode);
            var made = await user.ClaimAsync(announced.Text("signed_id"));
            Assert.True(made.Status == HttpStatusCode.Created, made.Body);
            using var http = new HttpClient();
            await using (var served = await http.GetStreamAsync(made.Node["content_resource"]!["url"]!.ToString()))
                Assert.Equal(md5, Convert.ToBase64String(await MD5.HashDataAsync(served)));
            Assert.InRange(server.PeakMemory() - before, 0, MostGrowth);
            await server.TerminateAsync();
        }
        folder.Delete(recursive: true);
    }

    private static async Task<string> WriteTensorsAsync(string path)
    {
        var header = Encoding.UTF8.GetBytes("""{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""");
        var block = new byte[1024 * 1024];
        new Random(7).NextBytes(block);
        await using (var file = File.Create(path))
        {
            file.Write(BitConverter.GetBytes((ulong)header.Length));
            file.Write(header);
            while (file.Length < Size) file.Write(block.AsSpan(0, (int)Math.Min(block.Length, Size - file.Length)));
        }
        await using var written = File.OpenRead(path);
        return Convert.ToBase64String(await MD5.HashDataAsync(written));
    }
}
