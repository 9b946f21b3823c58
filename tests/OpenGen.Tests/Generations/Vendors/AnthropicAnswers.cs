using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>Anthropic's Messages API (platform.claude.com/docs/en/api/messages).</summary>
internal sealed class FakeAnthropic : FakeAnswerer
{
    public override string Provider => "anthropic";

    public static readonly VendorCase[] Cases = [TextCase("anthropic_text", () => new FakeAnthropic(), "claude_sonnet_4")];

    protected override void Map(WebApplication app) => app.MapPost("/v1/messages", (HttpRequest request, [FromBody] JsonObject body) =>
    {
        if (request.Headers.Authorization != "Bearer " + Key) return Error(401, "authentication_error", "invalid API key");
        if (request.Headers["anthropic-version"].Count == 0)
            return Error(400, "invalid_request_error", "anthropic-version: header is required");
        if (body["max_tokens"] is null) return Error(400, "invalid_request_error", "max_tokens: Field required");
        if (body["temperature"] is not null) return Error(400, "invalid_request_error", "temperature is not supported by this model");
        return AnswerAsync(
            body,
            () =>
                Message(
                    "end_turn", new JsonObject { ["type"] = "thinking", ["thinking"] = "Tea…", ["signature"] = "s" },
                    new JsonObject { ["type"] = "text", ["text"] = Text }));
    });

    protected override IResult Refusal() => Json(Message("refusal"));

    private static JsonObject Message(string reason, params JsonNode[] content) => new()
    {
        ["id"] = "msg_1",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = "a-model",
        ["content"] = new JsonArray(content),
        ["stop_reason"] = reason,
        ["stop_sequence"] = null,
        ["stop_details"] = reason == "refusal"
            ? new JsonObject { ["type"] = "refusal", ["category"] = "cyber", ["explanation"] = "It would harm somebody." }
            : null,
        ["usage"] = new JsonObject { ["input_tokens"] = 1, ["output_tokens"] = 1 },
    };

    private static Task<IResult> Error(int status, string type, string message) =>
        Task.FromResult(Results.Json(new { type = "error", error = new { type, message } }, statusCode: status));
}

public sealed class AnthropicAnswers
{
    [Fact]
    public async Task The_brand_is_the_system_prompt_and_a_refusal_is_explained()
    {
        await using var vendor = (FakeAnthropic)await new FakeAnthropic().StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var user = await Api.NewUserAsync(server);
        await user.Api.PatchAsync($"/v1/agents/{user.AgentId}/core", new { brand_name = "Leaf & Co" });
        var sheet = await user.NewSheetAsync("Out");
        var card = new { generation_type = "text", data = new { prompt = "A hook", model = "claude_sonnet_4" } };
        await sheet.GenerateAsync("Out", card);
        Assert.Contains(
            "Leaf & Co", System.Text.RegularExpressions.Regex.Unescape(vendor.Asked.Last()["system"]!.ToJsonString()),
            StringComparison.Ordinal);

        vendor.Fault = Fault.Refused;
        Assert.Equal(
            "Anthropic refused it: It would harm somebody.", (await sheet.GenerateAsync("Out", card))["failed_reason"]!.ToString());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"content":"text","stop_reason":"end_turn"}""")]
    [InlineData(
        """{"type":"message","role":"assistant","content":[],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":0}}""")]
    public async Task An_answer_of_another_shape_is_not_understood(string answer)
    {
        await using var vendor = (FakeAnthropic)await new FakeAnthropic { Instead = answer }.StartAsync();
        await using var server = await RunningServer.StartAsync(Database.Sqlite, vendor.Settings());
        var sheet = await (await Api.NewUserAsync(server)).NewSheetAsync("Out");
        var job = await sheet.GenerateAsync(
            "Out", new { generation_type = "text", data = new { prompt = "A hook", model = "claude_sonnet_4" } });
        Assert.Equal("Anthropic answered something that is not understood", job["failed_reason"]!.ToString());
    }
}
