using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Calls;

namespace OpenGen.Server.Modules.Generations.Vendors.Chat;

/// <summary>One text by a chat model: who it writes for stands in the instructions, what to write is the message.</summary>
internal static class ChatText
{
    /// <summary>Tokens of an answer nobody gave a length for.</summary>
    private const int UsualLength = 4096;

    /// <summary>Tokens a model may think in, on top of the text's own.</summary>
    private const int RoomForThoughts = 8192;

    private const double UsualTemperature = 0.2;

    /// <summary>Writes it.</summary>
    /// <param name="reasons">Whether the model thinks before it writes.</param>
    /// <param name="refusal">What the vendor's answer says of a refusal, where that is not in the text.</param>
    /// <param name="options">What the vendor needs said in its own way: the most tokens.</param>
    /// <exception cref="VendorFailedException">It was refused, or could not be done.</exception>
    public static async Task<Generated> WriteAsync(
        IChatClient client, string vendor, GenerationRequest request, bool reasons, Func<ChatResponse, string?> refusal,
        ChatOptions options, CancellationToken cancellationToken)
    {
        options.ModelId = request.VendorModel;
        options.Instructions = Instructions(request);
        if (reasons) options.Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low };
        else options.Temperature = (float)(request.Number("temperature") ?? UsualTemperature);

        ChatResponse answer;
        try
        {
            answer = await client.GetResponseAsync([new ChatMessage(ChatRole.User, request.Text("prompt")!)], options, cancellationToken);
        }
        catch (Exception odd) when (odd is not (VendorFailedException or OperationCanceledException))
        {
            // The transport threw what went wrong on the way; what is left is an answer the client could not read.
            throw VendorAnswers.NotUnderstood(vendor);
        }
        return Read(answer, vendor, refusal);
    }

    /// <summary>The most tokens to ask for.</summary>
    public static int Tokens(GenerationRequest request, bool reasons) =>
        (int)(request.Number("max_length") ?? UsualLength) + (reasons ? RoomForThoughts : 0);

    private static Generated Read(ChatResponse answer, string vendor, Func<ChatResponse, string?> refusal)
    {
        var text = WithoutThoughts(answer.Text).Trim();
        var refused = answer.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault()?.Message ?? refusal(answer);
        if (refused is not null || answer.FinishReason == ChatFinishReason.ContentFilter)
            throw new VendorFailedException($"{vendor} refused it" + ((refused ?? text) is { Length: > 0 } words ? ": " + words : ""));
        var isCut = answer.FinishReason == ChatFinishReason.Length;
        if (text.Length == 0)
            throw isCut
                ? new VendorFailedException($"{vendor} wrote nothing within the length it was given: send a larger max_length")
                : VendorAnswers.NotUnderstood(vendor);
        return new Generated([], text) { Warnings = isCut ? ["The text ends where max_length was reached"] : [] };
    }

    /// <summary>Small servers leave what a model thought before it wrote in the text, between marks.</summary>
    private static string WithoutThoughts(string text)
    {
        const string begin = "<think>", end = "</think>";
        if (!text.TrimStart().StartsWith(begin, StringComparison.Ordinal)) return text;
        var at = text.IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + end.Length)..];
    }

    private static string Instructions(GenerationRequest request)
    {
        var text = new StringBuilder("You write texts for short videos and posts.");
        var brand = request.Brand;
        Add("You write for the brand", brand.BrandName);
        Add("What it is", brand.Description);
        Add("How it speaks", brand.Personality);
        Add("What it wants to reach", brand.Goal);
        Add("Its keywords, to be used where they fit", string.Join(", ", brand.Keywords));
        text.AppendLine().Append(
            "Answer with the text that was asked for and nothing else: no introduction, no explanation, no quotation marks around it. "
            + "Write in the language of the request, unless it names another.");
        if (request.Number("max_length") is { } tokens)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"It must be complete within {tokens:0} tokens.");
        return text.ToString();

        void Add(string what, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) text.AppendLine().Append(what).Append(": ").Append(value.Trim());
        }
    }
}
