using System.Text;
using CsCheck;

namespace OpenGen.Rendering.Tests;

public sealed class CompositionFileTests(Media media)
{
    private CompositionInput Read(string json) => CompositionFile.Read(Encoding.UTF8.GetBytes(json), Path.GetDirectoryName(media.Photo)!);

    [Fact]
    public async Task A_cells_layers_are_read_as_the_API_names_them()
    {
        var file = media.In("composition.json");
        await File.WriteAllTextAsync(file, """
            {
              // As it came from GET /v1/…/cells/7, with what the API has beside it.
              "id": 7, "aspect_ratio": "16:9", "backgroundColor": "#102030",
              "layers": [
                {"id": 1, "name": "Background", "layer_type": "image", "position": 4, "default_user_job": null, "additional_attributes": {"src": "photo.png", "left": 12, "styles": {"opacity": 0.5}}},
                {"layer_type": "Text", "additional_attributes": {"content": "Hi"}},
                {"name": "Song", "layer_type": "sound", "role": "music"},
                {"name": "Talk", "layer_type": "audio", "role": "speech", "additional_attributes": null},
              ],
            }
            """, TestContext.Current.CancellationToken);

        var composition = await CompositionFile.ReadAsync(file, TestContext.Current.CancellationToken);

        Assert.Equal(("16:9", "#102030"), (composition.AspectRatio, composition.BackgroundColor));
        Assert.Equal(["Background", "Text 2", "Song", "Talk"], composition.Layers.Select(layer => layer.Name));
        Assert.Equal([4, 1, 2, 3], composition.Layers.Select(layer => layer.Position));
        Assert.Equal(media.Photo, composition.Layers[0].SourceFile);
        Assert.Equal(12, composition.Layers[0].Attributes["left"]!.GetValue<int>());
        Assert.Equal(
            [(false, false), (false, false), (false, true), (true, false)],
            composition.Layers.Select(layer => (layer.IsSpeech, layer.IsMusic)));
    }

    [Fact]
    public void Without_an_aspect_ratio_it_is_upright() => Assert.Equal("9:16", Read("""{"layers": []}""").AspectRatio);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("""{"layers": [}""", "not JSON")]
    [InlineData("""{"layers": [], "layers": []}""", "not JSON")]
    [InlineData("""{"layers": [{"layer_type": "text", "name": "\ud800"}]}""", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "layers must be a list of layers; it is not there")]
    [InlineData("""{"layers": {}}""", "layers must be a list of layers; it is {}")]
    [InlineData("""{"layers": [], "aspect_ratio": 1}""", "aspect_ratio must be a text; it is 1")]
    [InlineData("""{"layers": ["text"]}""", "layers[0] must be an object; it is \"text\"")]
    [InlineData(
        """{"layers": [{"layer_type": "text"}, {"name": "B"}]}""",
        "layers[1].layer_type must be one of text, clip, sound, caption, image, shape, progress, video, audio, captions; it is")]
    [InlineData("""{"layers": [{"layer_type": "text", "name": 3}]}""", "layers[0].name must be a text; it is 3")]
    [InlineData("""{"layers": [{"layer_type": "text", "position": "first"}]}""", "layers[0].position must be a whole number")]
    [InlineData("""{"layers": [{"layer_type": "text", "position": -1}]}""", "layers[0].position must be a whole number")]
    [InlineData(
        """{"layers": [{"layer_type": "sound", "role": "noise"}]}""", "layers[0].role must be \"speech\" or \"music\"; it is \"noise\"")]
    [InlineData(
        """{"layers": [{"layer_type": "text", "additional_attributes": []}]}""", "layers[0].additional_attributes must be an object")]
    [InlineData(
        """{"layers": [{"layer_type": "clip", "additional_attributes": {"src": 7}}]}""",
        "layers[0].additional_attributes.src must be a text; it is 7")]
    [InlineData(
        """{"layers": [{"layer_type": "clip", "additional_attributes": {"src": "https://example.com/a.mp4"}}]}""", "download it first")]
    [InlineData("""{"layers": [{"layer_type": "clip", "additional_attributes": {"src": "file:///etc/passwd"}}]}""", "download it first")]
    [InlineData(
        """{"layers": [{"layer_type": "clip", "additional_attributes": {"src": "data:video/mp4;base64,AAAA"}}]}""", "download it first")]
    [InlineData(
        """{"layers": [{"layer_type": "clip", "additional_attributes": {"src": "nowhere.mp4"}}]}""",
        "layers[0].additional_attributes.src: there is no file /")]
    [InlineData("""{"layers": [{"layer_type": "clip", "additional_attributes": {"src": "a\u0000b"}}]}""", "src must be a path")]
    public void What_is_wrong_is_named_with_its_place(string json, string part)
    {
        var fault = Assert.Throws<CompositionInvalidException>(() => Read(json));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 20, 400);
    }

    [Fact]
    public void Sixteen_megabytes_are_the_most()
    {
        const string Frame = """{"layers": [], "note": ""}""";
        Assert.Empty(
            Read(Frame.Replace(
                "\"\"", $"\"{new string('x', CompositionFile.MaxBytes - Frame.Length)}\"", StringComparison.Ordinal)).Layers);
        var fault = Assert.Throws<CompositionInvalidException>(
            () =>
                Read(Frame.Replace(
                    "\"\"", $"\"{new string('x', CompositionFile.MaxBytes - Frame.Length + 1)}\"", StringComparison.Ordinal)));

        Assert.Contains("longer than 16 MB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_a_composition_or_a_sentence()
    {
        const string Sound =
            """{"aspect_ratio":"9:16","layers":[{"name":"A","layer_type":"text","position":0,"role":"music","additional_attributes":{"src":"photo.png","content":"x"}}]}""";
        var change = Gen.Select(
            Gen.Int[0, Sound.Length - 1], Gen.Int[0, 12],
            Gen.OneOf("", "null", "{", "]", "\"", "1e999", "\\ud800", ",", "[[[[", "-1", "true"));
        change.Array[1, 3].Sample(changes =>
        {
            var json = Sound;
            foreach (var (at, length, put) in changes)
            {
                var from = Math.Min(at, json.Length);
                json = string.Concat(json.AsSpan(0, from), put, json.AsSpan(Math.Min(json.Length, from + length)));
            }
            try
            {
                Assert.NotNull(Read(json));
            }
            catch (CompositionInvalidException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
        }, iter: 3000);
    }
}
