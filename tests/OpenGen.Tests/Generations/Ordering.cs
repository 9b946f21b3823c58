using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Tests.Assets;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations;

public sealed class Ordering(Servers servers)
{
    public static readonly TheoryData<Database> Both = [Database.Sqlite, Database.Postgres];

    [Theory, MemberData(nameof(Both))]
    public async Task A_generated_text_becomes_the_cells_value_and_its_job_the_default(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Hook");
        var job = await sheet.GenerateAsync(
            "Hook", new { generation_type = "text", data = new { prompt = "Write a hook about green tea" } });
        Assert.Equal("completed", job["status"]!.ToString());
        Assert.Equal(("local", "local", 100), (job["provider"]!.ToString(), job["model"]!.ToString(), job["progress"]!.GetValue<int>()));
        var cell = (await sheet.ReadAgainAsync()).Cell("Hook");
        Assert.Equal(job["result"]!.ToString(), cell["value"]!.ToString());
        Assert.Equal(job["id"]!.GetValue<long>(), cell["default_user_job"]!["id"]!.GetValue<long>());
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
        Assert.Equal(9_999m, await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Cards_merge_from_column_to_cell_to_request(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Picture:image");
        await user.Api.PatchAsync(sheet.Path($"/columns/{sheet.Column("Picture")["id"]}"),
            new
            {
                additional_attributes = new
                {
                    creation_card = new
                    {
                        generation_type = "image_generation",
                        data = new { prompt = "a lake", aspect_ratio = "9:16", number_of_images = 1 },
                    },
                },
            });
        await user.Api.PatchAsync(
            sheet.Path($"/cells/{sheet.CellId("Picture")}"),
            new { additional_attributes = new { creation_card = new { data = new { aspect_ratio = "1:1" } } } });
        var job = await sheet.GenerateAsync("Picture", new { data = new { number_of_images = 2 } });
        Assert.Equal("image_from_text", job["user_job_type"]!.ToString());
        Assert.Equal(2, job["output_resources"]!.AsArray().Count);
        var url = job["output_resources"]![0]!["url"]!.ToString();
        var picture = NetVips.Image.NewFromBuffer(await user.Api.Http.GetByteArrayAsync(url));
        Assert.Equal((1080, 1080), (picture.Width, picture.Height));
        Assert.Equal(url, (await sheet.ReadAgainAsync()).Cell("Picture")["value"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_made_is_what_was_priced_to_the_letter(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Picture:image", "Out");
        var job = await sheet.GenerateAsync("Picture", new
        {
            generation_type = "image_from_text",
            data = new Dictionary<string, object> { ["prompt"] = "a lake", ["Number_Of_Images"] = 3, ["Prompt"] = "a dog" },
        });
        Assert.Equal("completed", job["status"]!.ToString());
        Assert.Single(job["output_resources"]!.AsArray());

        var variables = new Dictionary<string, object> { ["name"] = "tea", ["Name"] = "coffee" };
        var text = await sheet.GenerateAsync(
            "Out", new { generation_type = "text", data = new { prompt = "Write a hook about {{name}}", variables } });
        Assert.Equal("completed", text["status"]!.ToString());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Variables_come_from_the_request_then_the_row_then_the_engine_then_the_core(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Main Topic", "Out");
        await user.Api.PatchAsync($"/v1/agents/{user.AgentId}/core", new { brand_name = "CoreBrand", goal = "CoreGoal" });
        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "goal", value = "GlobalGoal" });
        await user.Api.PostAsync(sheet.Path("/global_variables"), new { key = "main topic", value = "GlobalTopic" });
        await sheet.FillAsync("Main Topic", "RowTopic");
        // The script is spoken as it is, so what was filled in can be read off the words.
        var job = await sheet.GenerateAsync("Out", new
        {
            generation_type = "speech_from_text",
            data = new
            {
                script = "{{ main_topic }} {{goal}} {{brand_name}} {{x}}",
                voice_method = "my_voices",
                variables = new { x = "RequestX" },
            },
        });
        Assert.Equal(
            "RowTopic GlobalGoal CoreBrand RequestX",
            string.Join(' ', job["result"]!["words"]!.AsArray().Select(w => w!["word"]!.ToString())));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_variable_found_nowhere_is_refused_by_name_before_anything_is_charged(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Empty", "Out");
        var refused = (await sheet.OrderAsync("Out", new { generation_type = "text", data = new { prompt = "{{nowhere}} and {{Empty}}" } }))
            .IsError(422, "unresolved_variable");
        Assert.Contains("nowhere", refused.Text("error"), StringComparison.Ordinal);
        Assert.Contains("Empty", refused.Text("error"), StringComparison.Ordinal);
        Assert.Equal(10_000m, await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_workspace_that_is_deleted_while_something_is_ordered_in_it_is_not_found_and_nothing_is_charged(Database database)
    {
        var server = await servers.OnAsync(database);
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out");
        var order = new { generation_type = "text", data = new { prompt = "Write a hook about green tea" } };
        await using var scope = server.Services.CreateAsyncScope();
        Task ExecuteAsync(string sql) => scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync(sql);
        // The deletion comes after the workspace was found and before the job refers to it, whichever way the two run.
        var delete = $"DELETE FROM workspaces WHERE id = {user.WorkspaceId};";
        var (prepare, does, of) = database == Database.Postgres
            ? ($"CREATE FUNCTION delete_meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {delete} RETURN NEW; END $$",
                "EXECUTE FUNCTION delete_meanwhile()", " ON jobs")
            : ("SELECT 1", $"BEGIN {delete} END", "");
        await ExecuteAsync(prepare);
        await ExecuteAsync($"CREATE TRIGGER deletes_meanwhile BEFORE INSERT ON jobs FOR EACH ROW WHEN (NEW.sheet_id = {sheet.Id}) {does}");
        try
        {
            (await sheet.OrderAsync("Out", order)).IsError(404, "not_found");
        }
        finally
        {
            await ExecuteAsync($"DROP TRIGGER deletes_meanwhile{of}");
        }
        Assert.Equal(10_000m, await user.CreditsAsync());
        // The transaction took the deletion with it.
        Assert.Equal("completed", (await sheet.GenerateAsync("Out", order))["status"]!.ToString());
    }

    [Theory]
    [InlineData("""{}""", "validation_error")]
    [InlineData("""{"generation_type": "hologram", "data": {"prompt": "x"}}""", "validation_error")]
    [InlineData("""{"generation_type": "text", "data": {}}""", "validation_error")]
    [InlineData("""{"generation_type": "text", "data": {"prompt": " "}}""", "validation_error")]
    [InlineData("""{"generation_type": "text", "data": {"prompt": "x", "temperature": 7}}""", "validation_error")]
    [InlineData("""{"generation_type": "text", "data": {"prompt": "x", "model": "gpt_99"}}""", "validation_error")]
    [InlineData("""{"generation_type": "image_from_text", "data": {"prompt": "x", "aspect_ratio": "7:3"}}""", "validation_error")]
    [InlineData("""{"generation_type": "image_from_text", "data": {"prompt": "x", "number_of_images": "many"}}""", "validation_error")]
    [InlineData("""{"generation_type": "video_from_image", "data": {"image_resource_id": 999999}}""", "validation_error")]
    [InlineData("""{"generation_type": "speech_from_text", "data": {"script": "x", "voice_method": "singing"}}""", "validation_error")]
    [InlineData("""{"generation_type": "text", "data": "not an object"}""", "validation_error")]
    public async Task A_card_that_cannot_be_made_is_refused_and_nothing_is_written(string card, string code)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out");
        (await sheet.OrderAsync("Out", new StringContent(card, null, "application/json"))).IsError(422, code);
        Assert.Empty((await sheet.ReadAgainAsync()).Cell("Out")["user_jobs"]!.AsArray());
        Assert.Equal(10_000m, await user.CreditsAsync());
    }

    [Fact]
    public async Task A_model_without_a_key_is_made_here_and_never_passed_off()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var sheet = await user.NewSheetAsync("Out");
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "text", data = new { prompt = "A hook about tea", model = "claude_sonnet_4" } });
        Assert.Equal(("local", "local"), (job["provider"]!.ToString(), job["model"]!.ToString()));
        Assert.Contains("claude_sonnet_4", job["warnings"]![0]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_key_is_refused_when_the_operator_wants_that()
    {
        await using var server = await RunningServer.StartAsync(Database.Sqlite, ("Providers:OnMissingKey", "refuse"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out");
        (await sheet.OrderAsync("Out", new { generation_type = "text", data = new { prompt = "x", model = "claude_sonnet_4" } }))
            .IsError(422, "provider_not_configured");
    }

    [Theory]
    [InlineData("veo_3", 10, "9:16", false, "data.duration")]
    [InlineData("veo_3", 8, "1:1", false, "data.aspect_ratio")]
    [InlineData("veo_3", 8, "9:16", true, "data.image_tail_resource_id")]
    public async Task What_a_model_cannot_do_is_refused_before_anything_is_charged(
        string model, int duration, string ratio, bool hasTail, string named)
    {
        await using var server = await RunningServer.StartAsync(
            Database.Sqlite, ("Providers:Gemini:ApiKey", "key"), ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Out:video");
        var picture = (await user.UploadAsync(Samples.Png, "a.png")).Node["content_resource"]!["id"]!.GetValue<long>();
        object Card(int seconds, string shape, bool tail) =>
            new
            {
                generation_type = "video_from_image",
                data = new
                {
                    prompt = "It moves",
                    model,
                    duration = seconds,
                    aspect_ratio = shape,
                    image_resource_id = picture,
                    image_tail_resource_id = tail ? picture : default(long?),
                },
            };
        var refused = (await sheet.OrderAsync("Out", Card(duration, ratio, hasTail))).IsError(422, "validation_error");
        Assert.Contains(named, refused.Body, StringComparison.Ordinal);
        Assert.Equal(10_000m, await user.CreditsAsync());
        Assert.Equal(HttpStatusCode.Created, (await sheet.OrderAsync("Out", Card(8, "9:16", false))).Status);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_is_attached_without_work_and_its_url_becomes_the_value(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Out:image");
        var file = (await user.UploadAsync(Samples.Png, "a.png")).Node["content_resource"]!;
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "media", data = new { content_resource_id = file["id"]!.GetValue<long>() } });
        Assert.Equal("completed", job["status"]!.ToString());
        Assert.Equal(file["url"]!.ToString(), (await sheet.ReadAgainAsync()).Cell("Out")["value"]!.ToString());
        Assert.Equal(10_000m, await user.CreditsAsync());
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_file_of_another_agent_is_no_input(Database database)
    {
        var server = await servers.OnAsync(database);
        var (owner, stranger) = (await Api.NewUserAsync(server), await Api.NewUserAsync(server));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Samples.Png), "content_resource[file]", "a.png" } };
        var file = (await owner.Api.PostAsync($"/v1/content_resources?agent_id={owner.AgentId}", form)).Node["content_resource"]!;
        var sheet = await stranger.NewSheetAsync("Out:video");
        foreach (var named in new[] { file["id"]!.ToString(), file["url"]!.ToString() })
            (await sheet.OrderAsync("Out", new { generation_type = "video_from_image", data = new { image_resource_id = named } }))
                .IsError(422, "validation_error");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Captions_of_our_own_speech_are_its_words_and_of_other_audio_need_a_script(Database database)
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(database));
        var sheet = await user.NewSheetAsync("Voice:audio", "Words");
        await sheet.GenerateAsync(
            "Voice",
            new
            {
                generation_type = "audio_generation",
                data = new { script = "Tea, not coffee: 1,250 cups.", voice_method = "my_voices" },
            });
        var own = await sheet.GenerateAsync("Words", new { generation_type = "captions", data = new { source_resource_id = "{{Voice}}" } });
        Assert.Equal(
            ["Tea,", "not", "coffee:", "1,250", "cups."], own["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));

        var sound = await user.Api.Http.GetByteArrayAsync((await sheet.ReadAgainAsync()).Cell("Voice")["value"]!.ToString());
        using var form = new MultipartFormDataContent { { new ByteArrayContent(sound), "content_resource[file]", "other.m4a" } };
        var other = (await user.Api.PostAsync($"/v1/content_resources?agent_id={user.AgentId}", form)).Node["content_resource"]![
            "id"]!.GetValue<long>();
        var without = await sheet.GenerateAsync("Words", new { generation_type = "captions", data = new { source_resource_id = other } });
        Assert.Equal("failed", without["status"]!.ToString());
        var with = await sheet.GenerateAsync(
            "Words", new { generation_type = "captions", data = new { source_resource_id = other, script = "Tea, not coffee" } });
        Assert.Equal(["Tea,", "not", "coffee"], with["result"]!["captions"]!.AsArray().Select(w => w!["word"]!.ToString()));
        Assert.Equal(await user.LedgerSumAsync(), await user.CreditsAsync());
    }
}
