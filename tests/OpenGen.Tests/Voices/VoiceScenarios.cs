using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Voices;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Voices;

/// <summary>An agent's voices over HTTP, without any account: this machine's own.</summary>
public sealed class VoiceScenarios(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private const string Text = "Good coffee takes three minutes. Shall I show you how it is done?";

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task Four_calls_design_a_voice_that_speaks_from_then_on(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var voice = $"/v1/agents/{user.AgentId}/voice";

        var script = (await api.PostAsync($"{voice}/design/generate-script", new { language = "de" })).Text("voice_sample");
        Assert.Contains("Jahren", script, StringComparison.Ordinal);
        var description = (await api.PostAsync(
            $"{voice}/design/generate-description", new { gender = "female", voice_description = "A calm storyteller" }))
            .Text("voice_description");
        Assert.StartsWith("A calm storyteller.", description, StringComparison.Ordinal);
        Assert.Contains("female", description, StringComparison.Ordinal);

        var samples = (await api.PostAsync($"{voice}/design/generate-samples", new { text = Text, description })).Node[
            "samples"]!.AsArray();
        Assert.Equal(3, samples.Count);
        var sounds = samples.Select(s => Convert.FromBase64String(s!["audio"]!.ToString())).ToList();
        Assert.All(sounds, s => Assert.True(s.Length > 5_000));
        Assert.Equal(3, sounds.Select(Convert.ToHexString).Distinct().Count());

        var made = await api.PostAsync($"{voice}/design", new { generation_id = samples[1]!["generation_id"]!.ToString(), name = "Story" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("user_designed", made.Text("source"));
        Assert.Equal("local", made.Text("provider"));
        using (var http = new HttpClient())
            Assert.Equal("audio/mpeg", (await http.GetAsync(made.Text("file_url"))).Content.Headers.ContentType!.MediaType);

        var library = (await api.GetAsync($"{voice}/library?source=user_designed")).Node;
        Assert.Equal(1, library["total"]!.GetValue<int>());
        Assert.Equal(made.Text("voice_id"), library["voices"]![0]!["voice_id"]!.ToString());

        // The voice designed is heard in a generation: the sample that was chosen is slower than the usual voice.
        var sheet = await user.NewSheetAsync("Voice:audio");
        var usual = await sheet.GenerateAsync(
            "Voice", new { generation_type = "speech_from_text", data = new { script = Text, voice_method = "my_voices" } });
        var own = await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = Text, voice_method = "my_voices", voice_id = made.Text("voice_id") },
            });
        Assert.Equal("completed", own["status"]!.ToString());
        Assert.True(Length(own) > 1.04 * Length(usual), $"{Length(own)} and {Length(usual)} s");

        // And as the agent's own voice without being named.
        await api.PatchAsync(
            $"/v1/agents/{user.AgentId}",
            new
            {
                agent = new { default_user_voice_attributes = new { source = "user_voice_resource", voice_id = made.Text("voice_id") } },
            });
        var byDefault = await sheet.GenerateAsync(
            "Voice", new { generation_type = "speech_from_text", data = new { script = Text, voice_method = "my_voices" } });
        Assert.Equal(Length(own), Length(byDefault), 0.01);

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{voice}/{made.Text("voice_id")}")).Status);
        Assert.Equal(0, (await api.GetAsync($"{voice}/library?source=user_designed")).Node["total"]!.GetValue<int>());
        Assert.Null((await api.GetAsync($"/v1/agents/{user.AgentId}")).Node["default_user_voice"]);
        using (var http = new HttpClient()) Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(made.Text("file_url"))).StatusCode);
        (await sheet.OrderAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = Text, voice_method = "my_voices", voice_id = made.Text("voice_id") },
            })).IsError(422, "validation_error");
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task This_machines_voices_are_everybodys_and_can_be_heard(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var voice = $"/v1/agents/{user.AgentId}/voice";

        var library = (await api.GetAsync($"{voice}/library?source=public")).Node;
        var voices = library["voices"]!.AsArray();
        Assert.Equal(voices.Count, library["total"]!.GetValue<int>());
        Assert.Equal(voices.Count, voices.Select(v => v!["voice_id"]!.ToString()).Distinct().Count());
        Assert.Contains(voices, v => v!["language"]!.ToString() == "de" && v["gender"]!.ToString() == "male");

        foreach (var id in new[] { "local_de_male", "local_en-us_female", "local_ja_female" })
        {
            var ordered = await api.PostAsync($"{voice}/{id}/preview", new { text = "1, 2, 3" });
            Assert.Equal(HttpStatusCode.Accepted, ordered.Status);
            var job = ordered.Node["user_job_id"]!.GetValue<long>();
            await api.FollowAsync(job);
            var preview = (await api.GetAsync($"{voice}/preview/{job}")).Node;
            Assert.Equal("completed", preview["status"]!.ToString());
            Assert.Equal("0.0", preview["execution_cost"]!.ToString());
            Assert.Equal("audio", preview["output_resources"]![0]!["object_type"]!.ToString());
            using var http = new HttpClient();
            Assert.True((await http.GetByteArrayAsync(preview["output_resources"]![0]!["file_url"]!.ToString())).Length > 3_000);
        }
        (await api.DeleteAsync($"{voice}/local_de_male")).IsError(404, "not_found");
        (await api.PostAsync($"{voice}/local_xx_male/preview", new { text = "x" })).IsError(404, "not_found");
        Assert.Equal(10_000, await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_clone_without_a_vendor_says_what_it_is_and_is_near_the_speaker(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var voice = $"/v1/agents/{user.AgentId}/voice";
        var recording = (await api.PostAsync(
            $"{voice}/design/generate-samples",
            new { text = string.Join(' ', Enumerable.Repeat(Text, 2)), description = "a very deep man" }))
            .Node["samples"]![0]!["audio"]!.ToString();

        var made = await api.PostAsync(
            $"{voice}/clone", new { name = "Me", audio_base64 = "data:audio/mpeg;base64," + recording, description = "mine" });

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("user_trained", made.Text("source"));
        Assert.Equal("male", made.Text("gender"));
        Assert.Contains("not the speaker's voice", made.Node["warnings"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Me", (await api.GetAsync($"{voice}/library?source=user_trained")).Node["voices"]![0]!["name"]!.ToString());

        // The same from a file of the agent's, by its URL.
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Convert.FromBase64String(recording)), "content_resource[file]", "me.mp3" },
        };
        var url = (await api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", form)).Node["content_resource"]![
            "url"]!.ToString();
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync($"{voice}/clone", new { name = "Me too", audio_url = url })).Status);
    }

    [Theory, MemberData(nameof(Databases.OneOfThem), MemberType = typeof(Databases))]
    public async Task A_card_that_designs_or_clones_keeps_the_voice_and_warns_of_an_approximation(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        using var api = user.Api;
        var sheet = await user.NewSheetAsync("Voice:audio");
        var library = $"/v1/agents/{user.AgentId}/voice/library";

        var longScript = string.Join(' ', Enumerable.Repeat(Text, 9));
        var designed = await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = longScript, voice_method = "design_voice", voice_prompt = "a slow old man", name = "Grandpa" },
            });
        Assert.Equal("completed", designed["status"]!.ToString());
        Assert.Equal("Grandpa", (await api.GetAsync(library + "?source=user_designed")).Node["voices"]![0]!["name"]!.ToString());

        var recording = designed["output_resources"]![0]!["id"]!.GetValue<long>();
        Assert.True(Length(designed) > 30, $"{Length(designed)} s");
        var cloned = await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = Text, voice_method = "clone_voice", audio_resource_id = recording, name = "Twin" },
            });
        Assert.True(cloned["status"]!.ToString() == "completed", cloned.ToJsonString());
        Assert.Contains(cloned["warnings"]!.AsArray(), w => w!.ToString().Contains("not the speaker's voice", StringComparison.Ordinal));
        Assert.Equal("Twin", (await api.GetAsync(library + "?source=user_trained")).Node["voices"]![0]!["name"]!.ToString());

        var tooShort = cloned["output_resources"]![0]!["id"]!.GetValue<long>();
        var refused = await sheet.OrderAsync(
            "Voice",
            new
            {
                generation_type = "speech_from_text",
                data = new { script = Text, voice_method = "clone_voice", audio_resource_id = tooShort },
            });
        Assert.Contains("30 seconds", refused.IsError(422, "validation_error").Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Bad_input_is_answered_as_the_contract_says_and_changes_nothing(Database database)
    {
        var server = await servers.OnAsync(database);
        var (user, other) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        var (api, voice) = (user.Api, $"/v1/agents/{user.AgentId}/voice");

        (await api.PostAsync($"{voice}/design/generate-description", new { voice_description = "x" })).IsError(400, "bad_request");
        (await api.PostAsync($"{voice}/design/generate-description", new { gender = "purple" })).IsError(422, "validation_error");
        (await api.PostAsync($"{voice}/design/generate-script", new { language = "tlh" })).IsError(422, "validation_error");
        (await api.PostAsync($"{voice}/design/generate-samples", new { })).IsError(422, "validation_error");
        (await api.PostAsync($"{voice}/design/generate-samples", new { text = new string('x', 1001) })).IsError(422, "validation_error");
        (await api.PostAsync($"{voice}/design/generate-samples", new { text = "Hello", language = "../../etc" }))
            .IsError(422, "validation_error");
        (await api.PostAsync($"{voice}/design/generate-samples", new { text = "Hello", language = "tlh" }))
            .IsError(422, "voice_design_failed");
        (await api.PostAsync($"{voice}/design", new { generation_id = "nonsense", name = "x" })).IsError(404, "not_found");
        var sample = (await api.PostAsync($"{voice}/design/generate-samples", new { text = "Hello" })).Node["samples"]![0]![
            "generation_id"]!.ToString();
        (await other.Api.PostAsync($"/v1/agents/{other.AgentId}/voice/design", new { generation_id = sample, name = "stolen" }))
            .IsError(404, "not_found");
        (await api.PostAsync($"{voice}/design", new { generation_id = sample[..^3] + "abc", name = "x" })).IsError(404, "not_found");
        (await api.PostAsync($"{voice}/clone", new { name = "x" })).IsError(400, "bad_request");
        (await api.PostAsync($"{voice}/clone", new { name = "x", audio_url = "https://example.com/a.mp3", audio_base64 = "AAAA" }))
            .IsError(400, "bad_request");
        (await api.PostAsync($"{voice}/clone", new { name = "x", audio_base64 = "not base64!" })).IsError(422, "validation_error");
        (await api.PostAsync($"{voice}/clone", new { name = "x", audio_base64 = Convert.ToBase64String(Samples.Png) }))
            .IsError(422, "voice_clone_failed");
        Assert.Contains(
            "could not be reached",
            (await api.PostAsync($"{voice}/clone", new { name = "x", audio_url = server.Address + "voice.mp3" }))
                .IsError(422, "voice_clone_failed").Body, StringComparison.Ordinal);
        (await api.GetAsync($"{voice}/library?source=nobodys")).IsError(422, "validation_error");
        (await api.GetAsync($"{voice}/preview/abc")).IsError(404, "not_found");
        (await api.DeleteAsync($"{voice}/nobody")).IsError(404, "not_found");
        (await api.PostAsync($"{voice}/local_de_male/preview", new { text = new string('x', 1001) })).IsError(422, "validation_error");
        Assert.Empty((await api.GetAsync($"{voice}/library?source=user_elevenlabs")).Node["voices"]!.AsArray());
        Assert.Equal(0, (await api.GetAsync($"{voice}/library?source=user_designed")).Node["total"]!.GetValue<int>());
        Assert.Equal(0, (await api.GetAsync($"{voice}/library?source=user_trained")).Node["total"]!.GetValue<int>());
        Assert.Empty((await api.GetAsync($"/v1/content_resources?agent_id={user.AgentId}")).Node.AsArray());
    }

    private static double Length(JsonNode job) => job["result"]!["duration"]!.GetValue<double>();
}

/// <summary>With a vendor's key: the vendor's own voices, over its documented API.</summary>
public sealed class VendorScenarios
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    private const string LongText =
        "Three years ago I knew nothing about this. Can you believe that? Today I make it every single morning, in five minutes.";

    [Theory, MemberData(nameof(Both))]
    public async Task An_agent_connects_designs_clones_hears_and_deletes_at_ElevenLabs(Database database)
    {
        await using var vendors = await FakeVendors.StartAsync();
        await using var server = await StartAsync(database, vendors);
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        var voice = $"/v1/agents/{user.AgentId}/voice";
        var integration = $"{voice}/integrations/elevenlabs";

        Assert.Equal("""{"connected":false,"masked_key":null}""", (await api.GetAsync(integration)).Body);
        (await api.PostAsync(integration, new { api_key = "wrong" })).IsError(400, "invalid_key");
        (await api.PostAsync(integration, new { api_key = "wrong\r\nX-Evil: 1" })).IsError(400, "invalid_key");
        (await api.PostAsync(integration, new { })).IsError(422, "validation_error");
        Assert.False((await api.PostAsync($"{integration}/test", new { api_key = "wrong" })).Node["valid"]!.GetValue<bool>());
        (await api.PostAsync($"{integration}/test", new { })).IsError(422, "validation_error");
        Assert.True((await api.PostAsync($"{integration}/test", new { api_key = FakeVendors.NarrowKey })).Node["valid"]!.GetValue<bool>());
        var connected = await api.PostAsync(integration, new { api_key = FakeVendors.GoodKey });
        Assert.True(connected.Node["connected"]!.GetValue<bool>());
        Assert.Equal("Ada", connected.Node["user"]!["first_name"]!.ToString());
        Assert.DoesNotContain(FakeVendors.GoodKey, connected.Body, StringComparison.Ordinal);
        Assert.Equal("***wxyz", (await api.GetAsync(integration)).Text("masked_key"));
        Assert.True((await api.PostAsync($"{integration}/test", new { })).Node["valid"]!.GetValue<bool>());
        await AssertNotStoredPlainlyAsync(server);

        (await api.PostAsync($"{voice}/design/generate-samples", new { text = "too short", description = "a voice" }))
            .IsError(422, "validation_error");
        var samples = (await api.PostAsync($"{voice}/design/generate-samples", new { text = LongText, description = "low" })).Node[
            "samples"]!.AsArray();
        Assert.Equal(3, samples.Count);
        var designed = await api.PostAsync(
            $"{voice}/design", new { generation_id = samples[0]!["generation_id"]!.ToString(), name = "Vendor's" });
        Assert.Equal("eleven_labs", designed.Text("provider"));
        Assert.Contains(designed.Text("voice_id"), vendors.Voices.Keys);
        (await api.PostAsync($"{voice}/design", new { generation_id = samples[0]!["generation_id"]!.ToString(), name = "Again" }))
            .IsError(422, "vendor_refused");

        var cloned = await api.PostAsync(
            $"{voice}/clone", new { name = "Clone", gender = "female", audio_base64 = samples[1]!["audio"]!.ToString() });
        Assert.Equal("user_trained", cloned.Text("source"));
        Assert.Empty(cloned.Node["warnings"]!.AsArray());
        Assert.Equal("Clone", vendors.Voices[cloned.Text("voice_id")]);

        var theirs = (await api.GetAsync($"{voice}/library?source=user_elevenlabs")).Node["voices"]!.AsArray();
        Assert.Equal("Rachel", Assert.Single(theirs)!["name"]!.ToString());
        var all = (await api.GetAsync($"{voice}/library")).Node["voices"]!.AsArray().Select(v => v!["voice_id"]!.ToString()).ToList();
        Assert.Equal([cloned.Text("voice_id"), designed.Text("voice_id"), "21m00Tcm4TlvDq8ikWAM"], all.Take(3));

        var ordered = await api.PostAsync($"{voice}/{cloned.Text("voice_id")}/preview", new { text = "Hello" });
        var done = await api.FollowAsync(ordered.Node["user_job_id"]!.GetValue<long>());
        Assert.True(done["status"]!.ToString() == "completed", done.ToJsonString());
        Assert.Contains($"POST /v1/text-to-speech/{cloned.Text("voice_id")}", vendors.Asked);

        vendors.IsBroken = true;
        (await api.DeleteAsync($"{voice}/{designed.Text("voice_id")}")).IsError(422, "vendor_unavailable");
        (await api.GetAsync($"{voice}/library?source=user_elevenlabs")).IsError(422, "vendor_unavailable");
        (await api.PostAsync(integration, new { api_key = FakeVendors.GoodKey })).IsError(422, "vendor_unavailable");
        Assert.True((await api.GetAsync($"{voice}/library")).Node["total"]!.GetValue<int>() > 2);
        vendors.IsBroken = false;

        // Deleted there by hand: deleting here still works. Deleted here: gone there.
        vendors.Voices.TryRemove(designed.Text("voice_id"), out _);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{voice}/{designed.Text("voice_id")}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{voice}/{cloned.Text("voice_id")}")).Status);
        Assert.DoesNotContain(cloned.Text("voice_id"), vendors.Voices.Keys);
        Assert.Equal(0, (await api.GetAsync($"{voice}/library?source=user_designed")).Node["total"]!.GetValue<int>());

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(integration)).Status);
        Assert.Equal("""{"connected":false,"masked_key":null}""", (await api.GetAsync(integration)).Body);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Keys_of_an_agent_are_checked_kept_encrypted_and_shown_masked(Database database)
    {
        await using var vendors = await FakeVendors.StartAsync();
        await using var server = await StartAsync(database, vendors);
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;

        (await api.PostAsync("/v1/agents", new { agent = new { name = "A", eleven_lab_api_key = "wrong" } }))
            .IsError(422, "invalid_api_key");
        (await api.PostAsync("/v1/agents", new { agent = new { name = "A", hume_ai_api_key = "wrong" } })).IsError(422, "invalid_api_key");
        Assert.Single((await api.GetAsync("/v1/agents")).Node.AsArray());
        var made = await api.PostAsync(
            "/v1/agents",
            new { agent = new { name = "A", eleven_lab_api_key = FakeVendors.GoodKey, hume_ai_api_key = FakeVendors.GoodKey } });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var id = made.Node["agent"]!["id"]!.GetValue<long>();
        var profile = await api.GetAsync($"/v1/agent/profile?agent_id={id}");
        Assert.Equal("***wxyz", profile.Node["voice"]!["eleven_lab_api_key"]!.ToString());
        Assert.DoesNotContain(
            FakeVendors.GoodKey, profile.Body + made.Body + (await api.GetAsync($"/v1/agents/{id}")).Body, StringComparison.Ordinal);
        await AssertNotStoredPlainlyAsync(server);

        (await api.PatchAsync($"/v1/agents/{id}", new { agent = new { name = "B", eleven_lab_api_key = "wrong" } }))
            .IsError(422, "invalid_api_key");
        Assert.Equal("A", (await api.GetAsync($"/v1/agents/{id}")).Text("name"));
        // A form that sends back the mask it was shown changes nothing; null takes the key away.
        await api.PutAsync($"/v1/agent/profile?agent_id={id}", new { voice = new { eleven_lab_api_key = "***wxyz" } });
        Assert.True((await api.GetAsync($"/v1/agents/{id}/voice/integrations/elevenlabs")).Node["connected"]!.GetValue<bool>());
        await api.PatchAsync($"/v1/agents/{id}", new { agent = new { eleven_lab_api_key = (string?)null } });
        Assert.False((await api.GetAsync($"/v1/agents/{id}/voice/integrations/elevenlabs")).Node["connected"]!.GetValue<bool>());
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => api.PostAsync($"/v1/agents/{id}/voice/integrations/elevenlabs", new { api_key = FakeVendors.GoodKey })));
        Assert.All(atOnce, one => Assert.Equal(HttpStatusCode.OK, one.Status));
        vendors.IsBroken = true;
        (await api.PatchAsync($"/v1/agents/{id}", new { agent = new { hume_ai_api_key = FakeVendors.GoodKey } }))
            .IsError(422, "vendor_unavailable");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_voice_that_is_gone_at_its_vendor_fails_its_section_alone(Database database)
    {
        await using var vendors = await FakeVendors.StartAsync();
        await using var server = await StartAsync(database, vendors);
        var user = await Api.NewUserAsync(server);
        using var api = user.Api;
        var core = $"/v1/agents/{user.AgentId}/core";
        await api.PostAsync($"/v1/agents/{user.AgentId}/voice/integrations/elevenlabs", new { api_key = FakeVendors.GoodKey });

        var known = await api.PatchAsync(
            core, new { default_user_voice = new { voice_id = "21m00Tcm4TlvDq8ikWAM", source = "eleven_labs" } });
        Assert.Equal(HttpStatusCode.OK, known.Status);
        Assert.Equal("Rachel", known.Node["voice"]!["data"]!["name"]!.ToString());

        var gone = await api.PatchAsync(
            core, new { brand_name = "Kept", voice = new { voice_id = "goneGoneGone", source = "eleven_labs" } });
        Assert.Equal(HttpStatusCode.MultiStatus, gone.Status);
        Assert.Equal("ok", gone.Node["brand"]!["status"]!.ToString());
        Assert.Equal("error", gone.Node["voice"]!["status"]!.ToString());
        Assert.NotEmpty(gone.Node["voice"]!["error"]!.ToString());
        var after = (await api.GetAsync(core)).Node;
        Assert.Equal("Kept", after["brand_name"]!.ToString());
        Assert.Equal("21m00Tcm4TlvDq8ikWAM", after["voice"]!["voice_id"]!.ToString());

        vendors.IsBroken = true;
        Assert.Equal(HttpStatusCode.MultiStatus, (await api.PatchAsync(core, new { voice = new { voice_id = "whoKnows" } })).Status);
    }

    private static Task<RunningServer> StartAsync(Database database, FakeVendors vendors) =>
        RunningServer.StartAsync(database, ("Providers:ElevenLabs:BaseUrl", vendors.Address), ("Providers:Hume:BaseUrl", vendors.Address));

    private static async Task AssertNotStoredPlainlyAsync(RunningServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<AppDbContext>().VendorKeys.AsNoTracking().ToListAsync();
        Assert.NotEmpty(kept);
        Assert.All(kept, k => Assert.DoesNotContain(FakeVendors.GoodKey[3..], k.Ciphertext, StringComparison.Ordinal));
    }
}
