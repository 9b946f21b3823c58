using OpenGen.Making.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Content;

/// <summary>A word of a prompt that sets light and colours itself.</summary>
internal sealed record VisualMood(string Word, string Light, string Palette);

/// <summary>How pictures and shots are described, whatever they show.</summary>
/// <param name="Compositions">How a picture is laid out.</param>
/// <param name="Shots">How a video begins; the subject follows.</param>
/// <param name="SecondShots">How it goes on; a detail follows.</param>
/// <param name="Moods">The first whose word the topic has counts.</param>
/// <param name="Places">Words after which a topic says itself where it is.</param>
/// <param name="Palette">A sentence for <c>{palette}</c>.</param>
/// <param name="Details">A sentence for <c>{details}</c>.</param>
/// <param name="Then">A sentence for <c>{shot}</c> and <c>{detail}</c>.</param>
/// <param name="Themed">What stands for a topic that cannot be photographed: <c>{subject}</c>, <c>{setting}</c>, <c>{topic}</c>.</param>
/// <param name="Picture">How every picture's description ends.</param>
/// <param name="Video">How every video's description ends.</param>
internal sealed record VisualPhrases(
    IReadOnlyList<string> Compositions, IReadOnlyList<string> Shots, IReadOnlyList<string> SecondShots, IReadOnlyList<VisualMood> Moods,
    IReadOnlySet<string> Places, string Palette, string Details, string Then, string Themed, string Picture, string Video)
{
    public static VisualPhrases Read(ContentNode file)
    {
        var sentences = file.Part("sentences");
        var phrases = new VisualPhrases(
            file.Texts("compositions", ContentRules.Plain), file.Texts("shots", ContentRules.Plain),
            file.Texts("second_shots", ContentRules.Plain),
            [.. file.Parts("moods").Select(mood => new VisualMood(
                mood.Text("word", ContentRules.Word), mood.Text("light", ContentRules.Plain), mood.Text("palette", ContentRules.Plain)))],
            file.Words("places").ToHashSet(),
            sentences.Text("palette", ContentRules.Places(["palette"], needed: "palette")),
            sentences.Text("details", ContentRules.Places(["details"], needed: "details")),
            sentences.Text("then", ContentRules.Places(["shot", "detail"], needed: "detail")),
            sentences.Text("themed", ContentRules.Places(["subject", "setting", "topic"], needed: "subject")),
            sentences.Text("picture", ContentRules.Plain), sentences.Text("video", ContentRules.Plain));
        file.Finish();
        return phrases;
    }
}
