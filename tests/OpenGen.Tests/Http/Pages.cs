using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

public sealed class Pages(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_list_is_whole_unless_a_page_is_asked_for(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        for (var i = 0; i < 24; i++) await user.Api.PostAsync("/v1/persisted_tokens", new { name = $"key {i}" });
        var all = Ids(await user.Api.GetAsync("/v1/persisted_tokens"));
        Assert.Equal(25, all.Count);
        Assert.Equal(all[..20], Ids(await user.Api.GetAsync("/v1/persisted_tokens?page=1")));
        Assert.Equal(all[20..], Ids(await user.Api.GetAsync("/v1/persisted_tokens?page=2")));
        Assert.Equal(all[6..9], Ids(await user.Api.GetAsync("/v1/persisted_tokens?page=3&per_page=3")));
    }

    [Theory, InlineData("/v1/persisted_tokens"), InlineData("/v1/organizations/{0}/credit_transactions")]
    public async Task Far_beyond_the_end_of_a_list_there_is_nothing_and_nothing_after_it(string list)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var organization = (await user.Api.GetAsync("/v1/organizations")).Node[0]!["id"]!;
        var path = list.Replace("{0}", organization.ToString(), StringComparison.Ordinal);
        var beyond = await user.Api.GetAsync(path + "?page=99999999&page_size=1000");
        Assert.Empty(Ids(beyond));
        Assert.Equal("1", beyond.Headers["X-Total-Count"]);
        Assert.False(beyond.Headers.ContainsKey("Link"));
    }

    [Fact]
    public async Task Following_the_link_header_walks_the_whole_list()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        for (var i = 0; i < 6; i++) await user.Api.PostAsync("/v1/persisted_tokens", new { name = $"key {i}" });
        var (walked, path) = (new List<string>(), "/v1/persisted_tokens?page_size=3&cursor=");
        while (path is not null)
        {
            var page = await user.Api.GetAsync(path);
            Assert.Equal("7", page.Headers["X-Total-Count"]);
            walked.AddRange(Ids(page));
            path = page.Headers.TryGetValue("Link", out var link) ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }
        Assert.Equal(Ids(await user.Api.GetAsync("/v1/persisted_tokens")), walked);
    }

    [Theory]
    [InlineData("page=0"), InlineData("page=x"), InlineData("per_page=-1"), InlineData("cursor=x"), InlineData("page_size=99999999999")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        (await user.Api.GetAsync("/v1/persisted_tokens?" + query)).IsError(422, "validation_error");
    }

    private static List<string> Ids(Answer list) => [.. list.Node.AsArray().Select(i => i!["id"]!.ToString())];
}
