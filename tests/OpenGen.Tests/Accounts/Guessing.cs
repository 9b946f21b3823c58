using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Tests.Support;
using Account = OpenGen.Server.Modules.Accounts.User;
using User = OpenGen.Tests.Support.User;

namespace OpenGen.Tests.Accounts;

/// <summary>Five guesses an account, whatever is done to have more of them, and nothing learnt from how the answer comes.</summary>
public sealed class Guessing(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task Of_many_guesses_at_once_no_more_than_five_wrong_passwords_are_looked_at(Database database)
    {
        var hasher = new CountingHasher();
        await using var server = await RunningServer.StartAsync(
            database, services => services.AddSingleton<IPasswordHasher<Account>>(hasher));
        using var api = Api.For(server);
        foreach (var guesses in (int[])[8, 12, 24, 32])
        {
            foreach (var right in (int[])[0, 4, 5, guesses / 2, guesses - 1])
            {
                var user = await RegisteredAsync(api);
                var answers = await Task.WhenAll(
                    Enumerable.Range(0, guesses).Select(i => LoginAsync(api, user, i == right ? user.Password : $"guess number {i}")));
                var wrong = hasher.WrongFor(user.Email);
                Assert.InRange(wrong, 0, 5);
                Assert.All(answers.Where((_, i) => i != right), answer => answer.IsError(401, "unauthorized"));
                if (answers[right].Status != HttpStatusCode.OK) Assert.Equal(5, wrong);
                // The five are used up, whether or not the right one came in time.
                (await LoginAsync(api, user, user.Password)).IsError(401, "unauthorized");
            }
        }
    }

    [Fact]
    public async Task Two_nodes_share_the_five()
    {
        var hasher = new CountingHasher();
        await using var database = await PostgresDatabase.CreateAsync();
        await using var one = await RunningServer.StartAsync(database, services => services.AddSingleton<IPasswordHasher<Account>>(hasher));
        await using var two = await RunningServer.StartAsync(database, services => services.AddSingleton<IPasswordHasher<Account>>(hasher));
        using var first = Api.For(one);
        using var second = Api.For(two);
        var user = await RegisteredAsync(first);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => LoginAsync(i % 2 == 0 ? first : second, user, $"guess number {i}")));
        Assert.Equal(5, hasher.WrongFor(user.Email));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Honest_sign_ins_at_once_all_succeed(Database database)
    {
        using var api = Api.For(await servers.OnAsync(database));
        var user = await RegisteredAsync(api);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => LoginAsync(api, user, user.Password)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Whatever_is_tried_at_once_is_looked_at_five_times_and_a_right_one_gives_back_its_own_alone(Database database)
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(database, clock);
        using var api = Api.For(server);
        var user = await RegisteredAsync(api);
        var looked = 0;

        async Task<TryOutcome> TryAsync(bool right)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var account = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.SingleAsync(u => u.Email == user.Email);
            return await scope.ServiceProvider.GetRequiredService<SignInTries>().TakeAsync(account, async () =>
            {
                Interlocked.Increment(ref looked);
                await Task.Yield();
                return right;
            }, CancellationToken.None);
        }

        for (var i = 0; i < 4; i++) Assert.Equal(TryOutcome.Wrong, await TryAsync(false));
        for (var i = 0; i < 3; i++) Assert.Equal(TryOutcome.Right, await TryAsync(true));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => TryAsync(false))));
        Assert.Single(outcomes, TryOutcome.Wrong);
        Assert.Equal(8, looked);
        Assert.Equal(TryOutcome.Refused, await TryAsync(true));

        clock.Ahead += SignInTries.Window + TimeSpan.FromSeconds(1);
        Assert.Equal(TryOutcome.Right, await TryAsync(true));
        outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => TryAsync(false))));
        Assert.Equal(5, outcomes.Count(o => o == TryOutcome.Wrong));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Saving_a_user_that_was_read_before_gives_no_tries_back(Database database)
    {
        var server = await servers.OnAsync(database);
        using var api = Api.For(server);
        var user = await RegisteredAsync(api);
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var before = await users.FindByEmailAsync(user.Email);
        for (var i = 0; i < 5; i++) await LoginAsync(api, user, "wrong");
        Assert.True((await users.UpdateAsync(before!)).Succeeded);
        (await LoginAsync(api, user, user.Password)).IsError(401, "unauthorized");
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_refusal_costs_the_same_whether_or_not_there_is_such_an_account(Database database)
    {
        var hasher = new MeteredHasher();
        await using var server = await RunningServer.StartAsync(
            database, services => AtFullCost(services).AddSingleton<IPasswordHasher<Account>>(hasher));
        using var api = Api.For(server);
        var (known, locked, withoutPassword, old) = (
            await RegisteredAsync(api), await RegisteredAsync(api), await RegisteredAsync(api), await RegisteredAsync(api));
        await ChangeAsync(server, withoutPassword, null);
        await ChangeAsync(server, old, HashOf(old.Password, 100_000));
        for (var i = 0; i < 5; i++) await LoginAsync(api, locked, "wrong");

        foreach (var user in (User[])[known, known with { Email = "nobody@example.com" }, locked, withoutPassword, old])
        {
            hasher.Iterations = 0;
            (await LoginAsync(api, user, "wrong")).IsError(401, "unauthorized");
            Assert.Equal(PasswordHashes.Iterations, hasher.Iterations);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_hash_of_fewer_iterations_is_replaced_at_sign_in_and_no_session_ends_for_it(Database database)
    {
        await using var server = await RunningServer.StartAsync(database, services => AtFullCost(services));
        using var api = Api.For(server);
        var user = await RegisteredAsync(api);
        await ChangeAsync(server, user, HashOf(user.Password, 100_000));
        var before = await AccountAsync(server, user);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, user.Password)).Status);
        var after = await AccountAsync(server, user);
        Assert.Equal(before.SecurityStamp, after.SecurityStamp);
        Assert.Equal(210_000, IterationsOf(after.PasswordHash!));
        Assert.Equal(100_000, IterationsOf(before.PasswordHash!));
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(api, user, user.Password)).Status);
        Assert.Equal(210_000, IterationsOf((await AccountAsync(server, await RegisteredAsync(api))).PasswordHash!));
    }

    [Theory]
    [InlineData("password", "common")]
    [InlineData("12345678", "common")]
    [InlineData("ILoveYou1", "common")]
    [InlineData("aaaaaaaa", "repeats")]
    [InlineData("ababababab", "repeats")]
    [InlineData("Own.Address", "own name")]
    [InlineData("own.address@example.com", "own name")]
    [InlineData("Zacharias2024!", "own name")]
    [InlineData("short", "too short")]
    public async Task Passwords_that_are_guessed_first_are_refused(string password, string because)
    {
        using var api = Api.For(await servers.OnAsync(Database.Sqlite));
        var answer = (await api.PostAsync("/v1/auth/register", new { email = "own.address@example.com", password, name = "Zacharias" }))
            .IsError(422, "validation_error");
        Assert.Contains(because, answer.Node["errors"]!["password"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(
            because, PasswordRules.Fault(new Account { Email = "own.address@example.com", Name = "Zacharias" }, password)!,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_have_a_longest_length_and_long_ones_of_any_kind_are_taken()
    {
        var user = new Account { Email = "a@example.com", Name = "a" };
        Assert.Contains(
            "too long", PasswordRules.Fault(user, new string('a', 50) + new string('b', 100) + new string('c', 51))!,
            StringComparison.Ordinal);
        Assert.Null(PasswordRules.Fault(user, "correct horse battery"));
        Assert.Null(PasswordRules.Fault(user, "a whole new password"));
    }

    private static Task<Answer> LoginAsync(Api api, User user, string password) =>
        api.PostAsync("/v1/auth/login", new { email = user.Email, password });

    private static async Task<User> RegisteredAsync(Api api)
    {
        var user = new User(api, $"{Guid.NewGuid():N}@example.com", "correct horse", 0, 0);
        Assert.Equal(
            HttpStatusCode.Created,
            (await api.PostAsync("/v1/auth/register", new { email = user.Email, password = user.Password })).Status);
        return user;
    }


    /// <summary>With the iterations that servers have outside of tests.</summary>
    private static IServiceCollection AtFullCost(IServiceCollection services) =>
        services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordHashes.Iterations);

    private static string HashOf(string password, int iterations) =>
        new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = iterations })).HashPassword(
            new Account(), password);

    private static int IterationsOf(string hash) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));

    private static async Task ChangeAsync(RunningServer server, User user, string? hash)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.Where(u => u.Email == user.Email)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.PasswordHash, hash));
    }

    private static async Task<Account> AccountAsync(RunningServer server, User user)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Users.AsNoTracking().SingleAsync(u => u.Email == user.Email);
    }

    /// <summary>Identity's own, and how many wrong passwords of whom it was given.</summary>
    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        // Long enough for guesses at once to meet.
        private readonly PasswordHasher<Account> _inner = new(Options.Create(new PasswordHasherOptions { IterationCount = 20_000 }));
        private readonly ConcurrentDictionary<string, int> _wrong = new();

        public int WrongFor(string email) => _wrong.GetValueOrDefault(email);

        public string HashPassword(Account user, string password) => _inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            var result = _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
            if (result == PasswordVerificationResult.Failed) _wrong.AddOrUpdate(user.Email!, 1, (_, n) => n + 1);
            return result;
        }
    }

    /// <summary>Identity's own, and how many iterations its comparisons took.</summary>
    private sealed class MeteredHasher : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> _inner = new(
            Options.Create(new PasswordHasherOptions { IterationCount = PasswordHashes.Iterations }));

        public int Iterations { get; set; }

        public string HashPassword(Account user, string password) => _inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Iterations += IterationsOf(hashedPassword);
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
