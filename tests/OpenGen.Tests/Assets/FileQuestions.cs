using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Assets.Storage;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Assets;

/// <summary>Where a server of a test keeps its rows and its files.</summary>
public enum Place
{
    SqliteAndDisk,
    PostgresAndDisk,
    PostgresAndS3,
}

/// <summary>What tests of files ask a server and its storage.</summary>
internal static class FileQuestions
{
    public static readonly TheoryData<Place> Everywhere = [Place.SqliteAndDisk, Place.PostgresAndDisk, Place.PostgresAndS3];

    public static Task<RunningServer> AtAsync(this Servers servers, Place place) => place switch
    {
        Place.SqliteAndDisk => servers.OnAsync(Database.Sqlite),
        Place.PostgresAndDisk => servers.OnAsync(Database.Postgres),
        _ => servers.OnS3Async(),
    };

    /// <summary>The key in a file's URL.</summary>
    public static string KeyOf(string url) => url.Split('/')[^2];

    /// <summary>The key of an announced file, which is another one once this server has taken it.</summary>
    public static async Task<string> KeyAsync(this RunningServer server, Answer announced)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var id = announced.Node["id"]!.GetValue<long>();
        return await db.DirectUploads.Where(u => u.Id == id).Select(u => u.Key).SingleAsync();
    }

    public static async Task<bool> IsStoredAsync(this RunningServer server, string key)
    {
        await using var found = await server.Services.GetRequiredService<IFileStorage>().OpenAsync(key, CancellationToken.None);
        return found is not null;
    }

    /// <summary>Waits until the storage holds nothing under a key any more.</summary>
    public static Task IsGoneAsync(this RunningServer server, string key) =>
        Waiting.UntilAsync(async () => !await server.IsStoredAsync(key), $"{key} is removed");

    public static Task<Answer> UploadAsync(this User user, byte[] bytes, string name, long? folder = null)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "content_resource[file]", name } };
        if (folder is { } id) form.Add(new StringContent(id.ToString(CultureInfo.InvariantCulture)), "asset_folder[id]");
        return user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", form);
    }

    public static Task<Answer> AnnounceAsync(
        this User user, byte[] bytes, string name = "dot.png", string type = "image/png", string? query = null)
    {
        var metadata = new { scene = 3 };
        var blob = new { filename = name, byte_size = bytes.Length, checksum = Md5(bytes), content_type = type, metadata };
        return user.Api.PostAsync("/v1/direct_upload" + query, new { blob });
    }

    public static string Md5(byte[] bytes) => Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes));

    /// <summary>PUTs bytes where the announcement said, with the headers it said; null leaves a header out.</summary>
    public static Task<HttpResponseMessage> PutAsync(this Answer announced, byte[] bytes, Func<string, string, string?>? header = null) =>
        announced.PutAsync(new ByteArrayContent(bytes), header);

    public static async Task<HttpResponseMessage> PutAsync(
        this Answer announced, HttpContent content, Func<string, string, string?>? header = null)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        using var put = new HttpRequestMessage(HttpMethod.Put, announced.Node["direct_upload"]!["url"]!.ToString()) { Content = content };
        foreach (var (name, value) in announced.Node["direct_upload"]!["headers"]!.AsObject())
            if ((header is null ? value!.ToString() : header(name, value!.ToString())) is { } sent)
                put.Content.Headers.TryAddWithoutValidation(name, sent);
        return await http.SendAsync(put);
    }

    public static Task<Answer> ClaimAsync(this User user, string signedId) =>
        user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", new { content_resource = new { signed_id = signedId } });
}
