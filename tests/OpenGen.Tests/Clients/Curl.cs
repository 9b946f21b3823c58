using System.Text.RegularExpressions;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Clients;

/// <summary>The README's journey, by bash, curl and jq with forms, as somebody would paste it.</summary>
public sealed partial class Curl(Servers servers)
{
    [Fact]
    public async Task The_readmes_five_steps_make_a_video_as_they_stand()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var readme = await File.ReadAllTextAsync(Path.Combine(Programs.Repository, "README.md"));
        var journey = readme[
            readme.IndexOf("## The journey", StringComparison.Ordinal)..readme.IndexOf("The whole API is", StringComparison.Ordinal)];
        var steps = Block().Matches(journey).Select(b => b.Groups[1].Value).ToList();
        Assert.Equal(5, steps.Count);

        // The server and its user are this test's, and the template the one that is made soonest; all else is the reader's.
        var script = string.Join('\n', steps)
            .Replace("http://127.0.0.1:5080/v1", $"{user.Api.Http.BaseAddress}v1", StringComparison.Ordinal)
            .Replace("$(./opengen key --email me@example.com)", user.Api.ApiKey, StringComparison.Ordinal)
            .Replace("tiktok-vo-broll", "tiktok-text-driven", StringComparison.Ordinal);
        Assert.DoesNotContain("./opengen", script, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("opengen-journey-");
        try
        {
            var said = await Programs.RunAsync("bash", ["-eu", "-c", script], folder.FullName);
            Assert.Contains(user.Email, said, StringComparison.Ordinal);
            Assert.DoesNotContain("\"failed\"", said, StringComparison.Ordinal);
            var video = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "video.mp4"));
            Assert.Equal("ftyp"u8, video.AsSpan(4, 4));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
