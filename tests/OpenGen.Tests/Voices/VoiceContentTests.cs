using OpenGen.Server.Modules.Voices.Design;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Voices;

/// <summary>The texts and words of voices are data, and a mistake in them is told before anything starts.</summary>
public sealed class VoiceContentTests
{
    [Fact]
    public void Those_of_the_product_have_no_fault()
    {
        var faults = new List<string>();
        var content = VoiceContent.Read(ShippedContent.Folder, faults);

        Assert.Empty(faults);
        Assert.True(content.Scripts.Count > 10 && content.Languages.Count > 20);
    }

    [Theory]
    [InlineData("voices/scripts.json", "en", null, "en: is missing; it is what is said when no language is named")]
    [InlineData("voices/scripts.json", "de.text", "\"Zu kurz.\"", "de.text: has 8 characters, and needs 100")]
    [InlineData("voices/scripts.json", "de.sound", "\"tief\"", "de.sound: is not known here; there can be name, text")]
    [InlineData("voices/words.json", "pace.fast", """["fast", "Fast"]""", "pace.fast[1]: must be one word in small letters")]
    [InlineData("voices/words.json", "pace.fast", """["fast", "fast"]""", "pace.fast[1]: \"fast\" stands there twice; leave one out")]
    [InlineData("voices/words.json", "languages.german", "\"Deutsch\"", "languages.german: must be a language's tag, such as pt or pt-br")]
    [InlineData("voices/words.json", "age.old", null, "age.old: is missing; give a list")]
    public void A_fault_names_file_field_and_remedy(string file, string field, string? json, string fault)
    {
        using var content = new EditedContent();
        content.Set(file, field, json);
        var faults = new List<string>();
        VoiceContent.Read(content.Folder, faults);

        Assert.Contains(faults, found => found.StartsWith($"{file}: {fault}", StringComparison.Ordinal));
    }
}
