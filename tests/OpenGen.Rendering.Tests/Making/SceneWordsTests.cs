using System.Text.Json.Nodes;
using OpenGen.Making;

namespace OpenGen.Rendering.Tests.Making;

/// <summary>The words of pictures are data, and a mistake in them is told.</summary>
public sealed class SceneWordsTests : IDisposable
{
    private const string Name = "scenes/words.json";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("opengen-scenes-");
    private readonly JsonNode words = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "content", Name)))!;

    [Fact]
    public void Those_of_the_product_have_no_fault()
    {
        var (read, faults) = Read();

        Assert.Empty(faults);
        Assert.True(read.Subjects.Count > 400 && read.Colours.Count > 20);
    }

    [Fact]
    public void A_word_that_is_added_is_drawn()
    {
        words["subjects"]!["mountains"]!["words"]!.AsArray().Add("gebirge");
        words["times"]!["night"]!.AsArray().Add("nachts");
        var (read, faults) = Read();

        Assert.Empty(faults);
        var reading = PromptReading.Of("Gebirge nachts", 0, read);
        Assert.Equal((Subject.Mountains, DayTime.Night), (reading.Subjects[0], reading.Time));
        Assert.Empty(PromptReading.Of("Gebirge nachts", 0, SceneWords.Shipped).Subjects);
    }

    [Theory]
    [InlineData("subjects.sea", null, "subjects.sea: is missing; give an object")]
    [InlineData("subjects.see", "{}", "subjects.see: is not known here; there can be mountains, forest")]
    [InlineData("subjects.sea.weight", "100", "subjects.sea.weight: must be from 0.1 to 10")]
    [InlineData("weathers.fair", """["fair"]""", "weathers.fair: is not known here; there can be cloudy")]
    [InlineData("times.day", """["day", "night"]""", "times: \"night\" stands there twice; leave it with one meaning")]
    [InlineData("manners.calm", """["Calm"]""", "manners.calm[0]: must be a word in small letters, without *")]
    [InlineData("manners.calm", "[]", "manners.calm: is empty; give one at least")]
    [InlineData("colours.red", "[2, 0, 0]", "colours.red: must be lightness (0 to 1), chroma (0 to 0.4) and hue (0 to 360) of OKLCH")]
    [InlineData("colours.red", "[0.5, 0]", "colours.red: has 2 numbers; give 3")]
    [InlineData("colours", "{}", "colours.red: is missing; give one colour at least")]
    public void A_fault_names_file_field_and_remedy(string field, string? json, string fault)
    {
        var names = field.Split('.');
        var of = names[..^1].Aggregate(words, (node, name) => node[name]!).AsObject();
        of.Remove(names[^1]);
        if (json is not null) of[names[^1]] = JsonNode.Parse(json);

        Assert.StartsWith($"{Name}: {fault}", Assert.Single(Read().Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_them_is_told()
    {
        var faults = new List<string>();
        SceneWords.Read(folder.FullName, faults);

        Assert.StartsWith($"{Name} cannot be read: ", Assert.Single(faults), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private (SceneWords Words, List<string> Faults) Read()
    {
        folder.CreateSubdirectory("scenes");
        File.WriteAllText(Path.Combine(folder.FullName, Name), words.ToJsonString());
        var faults = new List<string>();
        return (SceneWords.Read(folder.FullName, faults), faults);
    }
}
