namespace OpenGen.Server.Web;

/// <summary>/llms.txt: what a language model needs to make a video with this server.</summary>
internal static class LlmsText
{
    public static void MapLlmsText(this WebApplication app)
    {
        using var reader = new StreamReader(typeof(LlmsText).Assembly.GetManifestResourceStream("llms.txt")!);
        var text = reader.ReadToEnd().TrimEnd('\n');
        app.MapGet(
            "/llms.txt",
            (HttpRequest request) =>
                TypedResults.Text(
                    text.Replace("{base}", $"{request.Scheme}://{request.Host}{request.PathBase}", StringComparison.Ordinal),
                    "text/plain; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
    }
}
