using System.Net;
using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Agents;

/// <summary>Who an agent is: core, profile, and where its events go.</summary>
public sealed class CoreScenarios(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_core_is_read_and_written_flat_and_in_sections_alike(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";

        var empty = (await api.GetAsync(core)).Node;
        Assert.Null(empty["brand_name"]);
        Assert.Empty(empty["inspiration"]!.AsArray());
        Assert.Null(empty["voice"]);
        Assert.Empty(empty["look"]!["reference_images"]!.AsArray());

        var flat = await api.PatchAsync(
            core,
            new
            {
                brand_name = "Acme",
                keywords = new[] { "tea", "pots" },
                personality = "dry",
                linked_accounts = new[] { new { url = "https://www.tiktok.com/@acme" } },
            });
        Assert.Equal(["brand", "personality"], flat.Node.AsObject().Select(s => s.Key));
        Assert.Equal("Acme", flat.Node["brand"]!["data"]!["brand_name"]!.ToString());
        var sections = await api.PatchAsync(core, new
        {
            identity = new { name = "Tess" },
            overview = new { goal = "sell tea" },
            look = new { description = "green", reference_images = new[] { new { url = "https://example.com/a.png" } } },
            inspiration = new[] { new { url = "youtube.com/@potter" } },
        });
        Assert.Equal(HttpStatusCode.OK, sections.Status);
        Assert.Equal(["identity", "overview", "inspiration", "look"], sections.Node.AsObject().Select(s => s.Key));

        var whole = (await api.GetAsync(core)).Node;
        Assert.Equal(("Acme", "sell tea"), (whole["overview"]!["brand_name"]!.ToString(), whole["goal"]!.ToString()));
        Assert.Equal("Tess", whole["identity"]!["name"]!.ToString());
        Assert.Equal("Tess", (await api.GetAsync($"/v1/agents/{user.AgentId}")).Text("name"));
        Assert.Equal("tiktok", whole["accounts"]![0]!["platform"]!.ToString());
        Assert.Equal("youtube", whole["inspiration"]![0]!["platform"]!.ToString());
        Assert.Equal(["tea", "pots"], whole["monitored"]!.AsArray().Select(m => m!["handle"]!.ToString()));
        Assert.All(whole["monitored"]!.AsArray(), m => Assert.Equal("keyword", m!["item_type"]!.ToString()));
        Assert.Equal("green", whole["look"]!["description"]!.ToString());

        // Merged: what is not sent stays. Lists whole, items with an id in place.
        var id = whole["accounts"]![0]!["id"]!.GetValue<long>();
        await api.PatchAsync(
            core,
            new
            {
                look = new { description = (string?)null },
                accounts = new object[]
                {
                    new { url = "https://x.com/acme" },
                    new { id, url = "https://www.tiktok.com/@acme", display_name = "Acme!" },
                },
            });
        whole = (await api.GetAsync(core)).Node;
        Assert.Null(whole["look"]!["description"]);
        Assert.Single(whole["look"]!["reference_images"]!.AsArray());
        Assert.Equal(["x", "tiktok"], whole["linked_accounts"]!.AsArray().Select(a => a!["platform"]!.ToString()));
        Assert.Equal(
            (id, "Acme!"),
            (whole["linked_accounts"]![1]!["id"]!.GetValue<long>(), whole["linked_accounts"]![1]!["display_name"]!.ToString()));
        await api.PatchAsync(core, new { keywords = new[] { "clay" }, monitored = new[] { new { handle = "@a", item_type = "account" } } });
        whole = (await api.GetAsync(core)).Node;
        Assert.Equal("@a", Assert.Single(whole["monitored"]!.AsArray())!["handle"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_name_that_is_taken_fails_its_section_and_the_rest_is_saved(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";
        await api.PostAsync("/v1/agents", new { name = "Taken" });

        var partly = await api.PatchAsync(
            core,
            new
            {
                identity = new { name = "Taken", profile_photo_url = "https://example.com/a.png" },
                overview = new { brand_name = "Kept" },
            });

        Assert.Equal(HttpStatusCode.MultiStatus, partly.Status);
        Assert.Equal(("error", "ok"), (partly.Node["identity"]!["status"]!.ToString(), partly.Node["overview"]!["status"]!.ToString()));
        Assert.Null(partly.Node["identity"]!["data"]);
        var after = (await api.GetAsync(core)).Node;
        Assert.Equal("Kept", after["brand_name"]!.ToString());
        Assert.NotEqual("Taken", after["identity"]!["name"]!.ToString());
        Assert.Null(after["identity"]!["profile_photo_url"]);
    }

    [Theory]
    [InlineData("""{"brand_name": 5.5, "nonsense": 1}""", "nonsense")]
    [InlineData("""{"overview": {"nonsense": 1}}""", "overview.nonsense")]
    [InlineData("""{"overview": {"agent_id": 1}}""", "overview.agent_id")]
    [InlineData("""{"identity": {"nonsense": 1}}""", "identity.nonsense")]
    [InlineData("""{"look": {"reference_images": [{"url": "https://a.b", "x": 1}]}}""", "look.reference_images[0].x")]
    [InlineData("""{"monitored": [{"handle": "a", "item_type": "account", "x": 1}]}""", "monitored[0].x")]
    [InlineData("""{"monitored": [{"handle": "a", "item_type": "star"}]}""", "monitored[0].item_type")]
    [InlineData("""{"monitored": [{"handle": "", "item_type": "account"}]}""", "monitored[0].handle")]
    [InlineData("""{"research_topics": [{"topic": "a", "x": 1}]}""", "research_topics[0].x")]
    [InlineData("""{"linked_accounts": [{"url": "https://a.b", "x": 1}]}""", "linked_accounts[0].x")]
    [InlineData("""{"linked_accounts": [{"url": "javascript:alert(1)"}]}""", "linked_accounts[0].url")]
    [InlineData("""{"linked_accounts": [{"id": 99, "url": "https://a.b"}]}""", "linked_accounts[0].id")]
    [InlineData("""{"accounts": [{"url": "https://a.b", "platform": 7}, {}]}""", "accounts[1].url")]
    [InlineData("""{"inspiration": [{"id": 3, "url": "https://a.b"}]}""", "inspiration[0].id")]
    [InlineData("""{"default_user_voice": {"voice_id": "a", "x": 1}}""", "default_user_voice.x")]
    [InlineData("""{"voice": {"voice_id": ""}}""", "voice.voice_id")]
    [InlineData("""{"voice": {"voice_id": "a", "source": "moon"}}""", "voice.source")]
    [InlineData("""{"identity_type": "robot"}""", "identity_type")]
    [InlineData("""{"shortform": "perhaps"}""", "shortform")]
    [InlineData("""{"keywords": "tea"}""", "keywords")]
    [InlineData("""{"keywords": ["tea", " "]}""", "keywords[1]")]
    [InlineData("""{"identity": null}""", "identity")]
    [InlineData("""{"identity": {"name": null}}""", "identity.name")]
    public async Task What_a_core_does_not_take_is_named_and_nothing_is_changed(string patch, string field)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";
        var before = (await api.GetAsync(core)).Body;
        var body = JsonNode.Parse(patch)!.AsObject();
        body["goal"] = "must not be saved";

        var refused = await api.PatchAsync(core, body);

        refused.IsError(422, "validation_error");
        Assert.Contains(field, refused.Node["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal(before, (await api.GetAsync(core)).Body);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Every_limit_holds_and_the_largest_core_is_kept(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";

        Assert.Equal(HttpStatusCode.OK, (await api.PatchAsync(core, Sized(0))).Status);
        var refused = (await api.PatchAsync(core, Sized(1))).IsError(422, "validation_error");
        Assert.Equal(
            ["brand_name", "description", "goal", "keywords", "linked_accounts", "monitored", "onboarding_status", "personality",
                "research_topics", "target_platforms"],
            refused.Node["errors"]!.AsObject().Select(e => e.Key).Where(k => !k.Contains('[', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Equal(20_000, (await api.GetAsync(core)).Text("personality").Length);
        Assert.Contains(
            "research_topics[0]",
            (await api.PatchAsync(core, new { research_topics = new[] { new { topic = new string('x', 501) } } }))
                .IsError(422, "validation_error").Body, StringComparison.Ordinal);

        static object Sized(int more) => new
        {
            brand_name = new string('x', 200 + more),
            description = new string('x', 500 + more),
            goal = new string('x', 100 + more),
            onboarding_status = new string('x', 50 + more),
            personality = new string('x', 20_000 + more),
            target_platforms = Enumerable.Repeat("tiktok", 10 + more),
            keywords = Enumerable.Repeat("tea", 20 + more),
            monitored = Enumerable.Repeat(new { handle = new string('x', 300), item_type = "hashtag" }, 50 + more),
            research_topics = Enumerable.Repeat(new { topic = new string('x', 500) }, 20 + more),
            linked_accounts = Enumerable.Repeat(
                new { url = "https://example.com/" + new string('x', 480), display_name = new string('x', 200) }, 20 + more),
        };
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Items_come_and_go_one_at_a_time_also_at_once_and_an_id_is_never_given_twice(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";

        var added = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => api.PostAsync($"{core}/accounts", new { url = $"https://www.instagram.com/a{i}" })));
        Assert.All(added, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Equal(20, added.Select(a => a.Id).Distinct().Count());
        Assert.Equal("instagram", added[0].Text("platform"));
        (await api.PostAsync($"{core}/accounts", new { url = "https://x.com/a" })).IsError(422, "validation_error");

        var last = added.Max(a => a.Id);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{core}/accounts/{last}")).Status);
        (await api.DeleteAsync($"{core}/accounts/{last}")).IsError(404, "not_found");
        (await api.DeleteAsync($"{core}/accounts/x")).IsError(404, "not_found");
        Assert.True(
            (await api.PostAsync($"{core}/accounts", new { url = "x.com/a", platform = "mastodon", display_name = "A" })).Id > last);

        var item = await api.PostAsync($"{core}/inspiration", new { url = "https://youtu.be/abc" });
        Assert.Equal("youtube", item.Text("platform"));
        Assert.Null((await api.PostAsync($"{core}/inspiration", new { url = "https://example.com/a" })).Node["platform"]);
        (await api.PostAsync($"{core}/inspiration", new { url = "no url" })).IsError(422, "validation_error");
        (await api.PostAsync($"{core}/inspiration", new { })).IsError(422, "validation_error");
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{core}/inspiration/{item.Id}")).Status);
        (await api.DeleteAsync($"{core}/accounts/{item.Id}")).IsError(404, "not_found");
        Assert.Single((await api.GetAsync(core)).Node["inspiration"]!.AsArray());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Two_changes_at_once_are_both_kept(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";

        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(
                api.PatchAsync(core, new { brand_name = $"brand {i}" }), api.PatchAsync(core, new { goal = $"goal {i}" }),
                api.PatchAsync(core, new { personality = $"personality {i}" }),
                api.PatchAsync(core, new { overview = new { description = $"description {i}" } }));
            var after = (await api.GetAsync(core)).Node;
            Assert.Equal(
                ($"brand {i}", $"goal {i}", $"personality {i}", $"description {i}"),
                (after["brand_name"]!.ToString(), after["goal"]!.ToString(), after["personality"]!.ToString(),
                    after["description"]!.ToString()));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_profile_is_the_same_agent_in_three_sections(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var profile = $"/v1/agent/profile?agent_id={user.AgentId}";
        (await api.GetAsync("/v1/agent/profile")).IsError(422, "validation_error");

        var made = await api.PostAsync(profile, new
        {
            identity = new { name = "Tess", description = "sells tea", use_character = true, persona = "dry" },
            brand = new
            {
                brand_name = "Acme",
                keywords = new[] { "tea" },
                content_idea_preferences = new { tone = new[] { "dry" } },
                linked_accounts = new[] { new { url = "tiktok.com/@a" } },
            },
            voice = new { default_voice = new { id = "local_de_female" } },
        });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(
            ("Tess", true, "dry"),
            (made.Node["identity"]!["name"]!.ToString(), made.Node["identity"]!["use_character"]!.GetValue<bool>(),
                made.Node["identity"]!["persona"]!.ToString()));
        Assert.Equal("local", made.Node["voice"]!["default_voice"]!["provider"]!.ToString());
        Assert.Null(made.Node["voice"]!["eleven_lab_api_key"]);
        Assert.Equal("""{"tone":["dry"]}""", made.Node["brand"]!["content_idea_preferences"]!.ToJsonString());

        // By the id in the body as well, and merged.
        var changed = await api.PutAsync(
            "/v1/agent/profile",
            new { agent_id = user.AgentId, brand = new { goal = "sell" }, identity = new { avatar_url = "https://example.com/a.png" } });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(("Acme", "sell"), (changed.Node["brand"]!["brand_name"]!.ToString(), changed.Node["brand"]!["goal"]!.ToString()));
        var core = (await api.GetAsync($"/v1/agents/{user.AgentId}/core")).Node;
        Assert.Equal(
            ("character", "dry", "tea"),
            (core["identity_type"]!.ToString(), core["personality"]!.ToString(), core["monitored"]![0]!["handle"]!.ToString()));

        (await api.PutAsync(profile, new { voice = new { default_voice = new { id = "nobody" } }, brand = new { goal = "lost" } }))
            .IsError(404, "user_voice_resource_not_found");
        (await api.PutAsync(profile, new { identity = new { name = " " }, brand = new { goal = new string('x', 101) } }))
            .IsError(422, "validation_error");
        await api.PostAsync("/v1/agents", new { name = "Taken" });
        (await api.PutAsync(profile, new { identity = new { name = "Taken" }, brand = new { goal = "lost" } }))
            .IsError(422, "agent_creation_failed");
        Assert.Equal("sell", (await api.GetAsync(profile)).Node["brand"]!["goal"]!.ToString());

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(profile)).Status);
        var reset = (await api.GetAsync(profile)).Node;
        Assert.Equal(("Tess", "dry"), (reset["identity"]!["name"]!.ToString(), reset["identity"]!["persona"]!.ToString()));
        Assert.Equal("local_de_female", reset["voice"]!["default_voice"]!["id"]!.ToString());
        Assert.Null(reset["brand"]!["brand_name"]);
        Assert.Empty(reset["brand"]!["linked_accounts"]!.AsArray());
    }
}
