using System.Text.Json.Nodes;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Clients;

/// <summary>The served document as TypeScript's tools see it: they find no fault in it, and the client they make of it works.</summary>
public sealed class TypeScript(Servers servers)
{
    [Fact]
    public async Task The_served_document_lints_clean_and_its_generated_client_makes_a_video()
    {
        var user = await Api.NewUserAsync(await servers.OnAsync(Database.Sqlite));
        var folder = Path.Combine(Programs.Repository, "tests", "typescript-client");
        var document = Path.Combine(Directory.CreateTempSubdirectory("opengen-document-").FullName, "openapi.json");
        await File.WriteAllTextAsync(document, (await user.Api.GetAsync("/openapi.json")).Body);
        try
        {
            await Programs.RunAsync("npm", ["ci", "--silent"], folder);
            await Programs.RunAsync("node", ["lint.mjs", document], folder);
            await Programs.RunAsync("node", ["node_modules/openapi-typescript/bin/cli.js", document, "-o", "schema.d.ts"], folder);
            await Programs.RunAsync("node", ["node_modules/typescript/bin/tsc"], folder);
            var video = JsonNode.Parse(
                await Programs.RunAsync(
                    "node", ["build/journey.js", user.Api.Http.BaseAddress!.ToString().TrimEnd('/'), user.Api.ApiKey!], folder))!;
            Assert.Equal(user.Email, video["email"]!.ToString());
            Assert.Equal(15, video["frames"]!.GetValue<int>());
            Assert.True(video["bytes"]!.GetValue<int>() > 1000);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(document)!, recursive: true);
        }
    }
}
