using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Modules.Engines;
using OpenGen.Server.Modules.Generations;
using OpenGen.Server.Modules.Renders;
using OpenGen.Server.Modules.Workspaces;

var builder = WebApplication.CreateBuilder(args);
builder.AddData();
builder.AddHttp();
builder.AddAccounts();
builder.AddWorkspaces();
builder.AddAgents();
builder.AddAssets();
builder.AddEngines();
builder.AddGenerations();
builder.AddRenders();
builder.AddJobs();

var app = builder.Build();
app.UseHttp();
app.UseAuthentication();
app.UseAuthorization();
app.UseAgentScopes();

var v1 = app.MapV1();
v1.MapAccounts();
v1.MapWorkspaces();
v1.MapAgents();
v1.MapAssets();
v1.MapEngines();
v1.MapGenerations();
v1.MapRenders();
app.MapFiles();
app.MapWellKnown();

await DataModule.MigrateAsync(app.Services, CancellationToken.None);
await app.RunAsync();
