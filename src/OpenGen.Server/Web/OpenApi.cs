using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace OpenGen.Server.Web;

/// <summary>The machine-readable contract, from the code that serves: /openapi.json, /openapi.yaml, and /docs to read it in.</summary>
internal static class OpenApi
{
    /// <summary>What stands at the head of each tag's operations, in the order in which a reader meets them.</summary>
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Authentication", "Register, sign in, stay signed in, sign out."),
        ("Discovery", "Who the caller is, and where they work."),
        ("API Keys", "The caller's personal access tokens."),
        ("Organizations", "Workspaces with their members, credits and ledger."),
        ("Agents", "An agent has a brand, a voice, avatars and engines."),
        ("Agent Core", "Who the agent is, for whom it speaks, and how."),
        ("Agent Profile", "The same as one profile."),
        ("Agent Voice", "Voices: a library, designed ones, clones, previews."),
        ("Automation", "Where the agent's events are sent."),
        ("Templates", "Starters to clone."),
        ("Sheets", "Vidsheets: grids whose rows are videos."),
        ("Rows", "A row is a video."),
        ("Columns", "A column is a kind of content every row has."),
        ("Cells", "A cell holds a value, and says how it is made."),
        ("Layers", "A video cell's timeline."),
        ("Variables", "Values that all rows share."),
        ("Generations", "Content being made, with models and prices."),
        ("Rendering", "A row's layers become an MP4."),
        ("Content Resources", "Files: pictures, videos, sounds."),
        ("Asset Libraries", "Folders and what is in them."),
        ("Direct Upload", "Files sent straight to the storage."),
        ("Agent Chat", "Runs, conversations and ideas."),
        ("Content Monitoring", "Watching platforms for inspiration."),
    ];

    public static void AddOpenApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = OpenApiSchemas.NameOf;
        options.AddSchemaTransformer(OpenApiSchemas.DescribeAsync);
        options.AddOperationTransformer(OpenApiOperations.DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            OpenApiExamples.AddTo(document);
            return Task.CompletedTask;
        });
    });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi.json").AllowAnonymous();
        app.MapOpenApi("/openapi.yaml").AllowAnonymous();
        app.MapScalarApiReference(
            "/docs", scalar => scalar.WithTitle("OpenGen API").WithOpenApiRoutePattern("/openapi.json").WithNonce().DisableDefaultFonts())
            .AllowAnonymous();
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OpenGen",
            Version = "1.0.0",
            Description =
                "A self-hosted Auto Content Engine: agents, vidsheets whose rows are videos, cells made by AI models or by this machine, "
                + "renders. "
                + "Bodies are JSON or forms, wrapped as shown or flat. Every answer carries X-Request-Id.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OpenApiOperations.ByKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-API-Key",
                Description = "A personal access token.",
            },
            [OpenApiOperations.ByToken] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token from /v1/auth/login, or of a configured OpenID Connect issuer.",
            },
        };
        var used = document.Paths.SelectMany(p => p.Value.Operations ?? [])
            .SelectMany(o => o.Value.Tags ?? new HashSet<OpenApiTagReference>()).Select(t => t.Name).ToHashSet();
        document.Tags = Tags.Where(t => used.Contains(t.Name)).Select(t => new OpenApiTag { Name = t.Name, Description = t.Description })
            .ToHashSet();
    }
}
