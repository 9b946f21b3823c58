using OpenGen.Server.Modules.Generations.Local.Writing;
using OpenGen.Server.Modules.Generations.Local.Writing.Content;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Writing;

/// <summary>What the local writer says is data: a language is a file, and a mistake in a file is told before anything starts.</summary>
public sealed class WriterContentTests
{
    private const string Italian = """
        {
          "name": "Italiano",
          "english_name": "Italian",
          "asked_for_by": ["in italiano"],
          "recognised_by": ["scriv*", "un", "uno", "sul", "sulla", "per", "che"],
          "reading": {
            "kinds": { "title": ["titolo"], "script": ["copione"] },
            "instructions": ["scrivi"],
            "about": ["sul", "sulla"],
            "seconds": ["secondi"]
          },
          "phrases": {
            "hooks": ["{topic}: quasi nessuno lo dice.", "E se {topic} fosse facile?"],
            "titles": ["{topic}, in parole semplici", "Il bello: {topic}"],
            "pains": ["Tutti hanno un'opinione, e nessuno dice da dove cominciare."],
            "turns": ["Ma si può fare diversamente."],
            "tips": ["Comincia più in piccolo.", "Cambia una cosa sola alla volta.", "Chiedi a chi l'ha già fatto."],
            "truths": ["Le basi fatte bene battono ogni trucco."],
            "gains": ["Meno dubbi, più leggerezza."],
            "closers": ["Provalo oggi."],
            "calls": ["Salvalo per dopo."],
            "brand_calls": ["Scopri di più con {brand}."],
            "questions": ["Che cosa avresti voluto sapere prima: {topic}?"],
            "hashtags": ["#consigli", "#ispirazione"]
          }
        }
        """;

    [Theory]
    [InlineData("Write a 20 second script in Italian about yoga", null, "yoga", nameof(TextKind.Script))]
    [InlineData("Scrivi un copione di 20 secondi sulla meditazione", null, "meditazione", nameof(TextKind.Script))]
    [InlineData("Scrivi un titolo sul giardinaggio, in italiano", null, "giardinaggio", nameof(TextKind.Title))]
    [InlineData("Write a hook about yoga", "Italiano", "yoga", nameof(TextKind.Hook))]
    [InlineData("Write a hook about yoga", "it-CH", "yoga", nameof(TextKind.Hook))]
    public void A_language_that_is_added_as_one_file_is_read_and_written(string prompt, string? variable, string topic, string kind)
    {
        using var content = new EditedContent();
        File.WriteAllText(content.PathOf("writer/it.json"), Italian);
        var known = ShippedContent.ReadWriter(content.Folder);
        var variables = variable is null ? [] : new Dictionary<string, string> { ["language"] = variable };
        var brief = new WritingBrief(prompt, BrandVoice.None, variables);

        var (ask, text) = (AskReader.Read(brief, known), new LocalWriter(known).Write(brief));

        Assert.Equal(("it", topic, kind), (ask.Language, ask.Subject.Text, ask.Kind.ToString()));
        Assert.Contains(topic, text, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"(?i)\b(?:nessuno|facile|semplici|bello)\b", text);
        Assert.DoesNotMatch(@"\b(?:the|and|your)\b|[{}]", text);
        Assert.NotEqual("it", AskReader.Read(brief, ShippedContent.Writer).Language);
    }

    [Fact]
    public void The_languages_of_the_product_are_its_files() =>
        Assert.Equal(["de", "es", "fr"], ShippedContent.Writer.Languages.Known.Select(language => language.Code));

    [Theory]
    [InlineData("phrases.hooks", null, "phrases.hooks: is missing; give a list")]
    [InlineData("phrases", null, "phrases: is missing; give an object")]
    [InlineData("phrases.hoks", """["Ach."]""", "phrases.hoks: is not known here; there can be hooks, titles, pains")]
    [InlineData("phrases.hooks", "[]", "phrases.hooks: is empty; give one at least")]
    [InlineData("reading.seconds", "[]", "reading.seconds: is empty; give one at least, or leave the field out")]
    [InlineData("phrases.hooks", "\"Ach.\"", "phrases.hooks: must be a list")]
    [InlineData("phrases.hooks", "[7]", "phrases.hooks[0]: must be a text")]
    [InlineData("phrases.hooks", """["Ach.", "ach."]""", "phrases.hooks[1]: \"ach.\" stands there twice; leave one out")]
    [InlineData("phrases.hooks", """["{topik} jetzt"]""", "phrases.hooks[0]: nothing fills {topik} here; there is {topic}")]
    [InlineData("phrases.hooks", """["{topic jetzt"]""", "phrases.hooks[0]: has a brace without its other one")]
    [InlineData("phrases.hooks", """["{brand} jetzt"]""", "phrases.hooks[0]: nothing fills {brand} here; there is {topic}")]
    [InlineData("phrases.tips", """["Mach {topic}."]""", "phrases.tips[0]: nothing fills {topic} here; leave it out")]
    [InlineData("phrases.brand_calls", """["Mehr davon."]""", "phrases.brand_calls[0]: needs the place {brand}")]
    [InlineData("phrases.hooks", """["Ach.\nSo."]""", "phrases.hooks[0]: must be a text on one line, without blanks before or after it")]
    [InlineData("phrases.hashtags", """["alltag"]""", "phrases.hashtags[0]: must be a # with letters and digits after it")]
    [InlineData("recognised_by", """["un(d"]""", "recognised_by[0]: must be words of letters and digits")]
    [InlineData("recognised_by", """["s*b"]""", "recognised_by[0]: must be words of letters and digits")]
    [InlineData("reading.kinds.titel", """["Titel"]""", "reading.kinds.titel: is not known here; there can be script, hook, title")]
    public void A_fault_in_a_language_names_file_field_and_remedy(string field, string? json, string fault)
    {
        using var content = new EditedContent();
        content.Set("writer/de.json", field, json);

        Assert.StartsWith($"writer/de.json: {fault}", Assert.Single(FaultsIn(content)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("writer/en/phrases.json", "hooks.by_tone.loud", """["Ha!"]""", "hooks.by_tone.loud: is not known here; there can be")]
    [InlineData("writer/en/phrases.json", "calls_to_action.by_goal.sell", null, "calls_to_action.by_goal.sell: is missing; give a list")]
    [InlineData("writer/en/phrases.json", "hooks.any", """["{T} and {where}."]""", "hooks.any[0]: nothing fills {where} here; there is {t}")]
    [InlineData("writer/en/phrases.json", "ideas.from_a_tip", "\"Film it.\"", "ideas.from_a_tip: needs the place {text}")]
    [InlineData("writer/en/domains.json", "domains.0.tips.1.text", "\"So\"", "domains[0].tips[1].text: must be a sentence with its")]
    [InlineData("writer/en/domains.json", "domains.0.scenes", """["You {vp}."]""", "domains[0].scenes[0]: nothing fills {vp} here")]
    [InlineData("writer/en/phrases.json", "taglines.shortest", "\"{brand}.\"", "taglines.shortest: nothing fills {brand} here")]
    [InlineData("writer/en/domains.json", "domains.0.factual", "\"yes\"", "domains[0].factual: must be true or false")]
    [InlineData("writer/en/domains.json", "domains.1.name", "\"coffee\"", "domains: two are called \"coffee\"; call one of them")]
    [InlineData("writer/en/domains.json", "domains.0.sights.0.subject", null, "domains[0].sights[0].subject: is missing; give a text")]
    [InlineData("writer/en/visuals.json", "sentences.then", "\"Then {shoot}.\"", "sentences.then: nothing fills {shoot} here")]
    public void A_fault_in_English_names_file_field_and_remedy(string file, string field, string? json, string fault)
    {
        using var content = new EditedContent();
        content.Set(file, field, json);

        Assert.StartsWith($"{file}: {fault}", Assert.Single(FaultsIn(content)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_much_is_told_and_not_read()
    {
        using var content = new EditedContent();
        content.Set("writer/de.json", "phrases.hooks", $"[\"{new string('a', 301)}\"]");
        content.Set("writer/es.json", "phrases.hooks", $"[{string.Join(',', Enumerable.Range(0, 501).Select(i => $"\"a{i}\""))}]");
        File.AppendAllText(content.PathOf("writer/fr.json"), new string(' ', 1 << 20));

        var faults = FaultsIn(content);

        Assert.Contains("writer/de.json: phrases.hooks[0]: has 301 characters, and may have 300", faults);
        Assert.Contains("writer/es.json: phrases.hooks: has 501 entries, and may have 500", faults);
        Assert.Contains(faults, fault => fault.StartsWith("writer/fr.json cannot be read: it has ", StringComparison.Ordinal));
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void What_is_no_file_of_a_language_is_told()
    {
        using var content = new EditedContent();
        File.WriteAllText(content.PathOf("writer/italian.json"), Italian);
        File.WriteAllText(content.PathOf("writer/en.json"), Italian);
        File.WriteAllText(content.PathOf("writer/de.json"), "{ \"name\": \"Deutsch\", \"name\": \"Deutsch\" }");
        File.WriteAllText(content.PathOf("writer/es.json"), "[]");
        File.WriteAllBytes(content.PathOf("writer/fr.json"), [0x7B, 0xFF, 0x7D]);
        File.WriteAllText(content.PathOf("writer/en/domains.json"), """{ "\ud800": "\ud800" }""");
        File.Delete(content.PathOf("writer/en/visuals.json"));

        var faults = FaultsIn(content);

        Assert.Equal(7, faults.Count);
        foreach (var file in new[] { "writer/italian.json", "writer/en.json" })
            Assert.Contains(faults, fault => fault.StartsWith(file + ": must be called by a language's code", StringComparison.Ordinal));
        foreach (var name in new[] { "de", "es", "fr", "en/domains", "en/visuals" })
            Assert.Contains(faults, fault => fault.StartsWith($"writer/{name}.json cannot be read: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_does_not_start_with_faults_in_its_content_and_says_all_at_once()
    {
        using var content = new EditedContent();
        content.Set("writer/de.json", "phrases.titles", "[]");
        content.Set("writer/en/phrases.json", "hooks.any", """["{T} and {where}."]""");
        content.Set("scenes/words.json", "subjects.sea", null);

        var refused = await Assert.ThrowsAsync<StartupException>(
            () => RunningServer.StartAsync(Database.Sqlite, ("Content:Folder", content.Folder)));

        Assert.Contains($"The content in {content.Folder} (Content:Folder)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("writer/de.json: phrases.titles: is empty", refused.Message, StringComparison.Ordinal);
        Assert.Contains("writer/en/phrases.json: hooks.any[0]: nothing fills {where}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("scenes/words.json: subjects.sea: is missing; give an object", refused.Message, StringComparison.Ordinal);
    }

    private static List<string> FaultsIn(EditedContent content)
    {
        var faults = new List<string>();
        WriterContent.Read(content.Folder, faults);
        return faults;
    }
}
