using System.Globalization;
using System.Net;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Http;

public sealed class RateLimitTests
{
    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back_and_other_keys_are_served()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:PerKey", "20"));
        var (eager, calm) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var answers = new List<Answer>();
        for (var i = 0; i < 25; i++) answers.Add(await eager.Api.GetAsync("/v1/me"));
        var refused = answers.Where(a => a.Status != HttpStatusCode.OK).ToList();
        Assert.InRange(refused.Count, 1, 10);
        foreach (var answer in refused)
        {
            answer.IsError(429, "rate_limited");
            Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        }
        Assert.Equal(HttpStatusCode.OK, (await calm.Api.GetAsync("/v1/me")).Status);
    }

    [Fact]
    public async Task An_address_that_guesses_keys_is_limited()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("RateLimits:PerAddress", "10"));
        using var guesser = Api.For(server);
        for (var i = 0; i < 10; i++) (await guesser.GetAsync("/v1/me")).IsError(401, "unauthorized");
        (await guesser.GetAsync("/v1/me")).IsError(429, "rate_limited");
        Assert.Equal(HttpStatusCode.OK, (await guesser.GetAsync("/healthz")).Status);
    }
}
