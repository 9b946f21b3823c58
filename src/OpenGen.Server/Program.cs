using OpenGen.Server.Dashboard;
using OpenGen.Server.Data;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Workspaces;

var builder = WebApplication.CreateBuilder(args);
builder.AddData();
builder.AddHttp();
builder.AddAccounts();
builder.AddWorkspaces();
builder.AddAgents();
builder.AddDashboard();

var app = builder.Build();
app.UseHttp();
app.UseAuthentication();
app.UseAuthorization();
app.UseAgentScopes();

var v1 = app.MapV1();
v1.MapAccounts();
v1.MapWorkspaces();
v1.MapAgents();
app.MapWellKnown();
app.MapDashboard();

await DataModule.MigrateAsync(app.Services, CancellationToken.None);
await app.RunAsync();
