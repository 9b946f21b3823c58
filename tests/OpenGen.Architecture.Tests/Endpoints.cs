using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OpenGen.Server;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Web;

namespace OpenGen.Architecture.Tests;

/// <summary>What every operation of the API says of itself, read from the route table of the real server.</summary>
public sealed class Endpoints : IAsyncDisposable
{
    /// <summary>The way in; all else needs credentials.</summary>
    private static readonly string[] Anonymous =
        ["POST /v1/auth/login", "POST /v1/auth/logout", "POST /v1/auth/refresh", "POST /v1/auth/register"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opengen-architecture-");
    private readonly WebApplication _app;
    private readonly List<RouteEndpoint> _operations;

    public Endpoints()
    {
        _app = Hosting.Build(builder =>
        {
            builder.Configuration["Data:Folder"] = _folder.FullName;
            builder.Configuration["Jobs:Enabled"] = "false";
            builder.Logging.ClearProviders();
        });
        _operations = [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/v1", StringComparison.Ordinal) == true)];
        Assert.True(_operations.Count > 30, $"Found {_operations.Count} operations under /v1");
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_and_a_place_in_the_journey()
    {
        AssertNone(o => o.Metadata.GetMetadata<IEndpointNameMetadata>() is null, "has no name");
        AssertNone(o => o.Metadata.GetMetadata<InPhase>() is null, "has no phase");
        Assert.Distinct(_operations.Select(o => o.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName));
    }

    [Fact]
    public void Only_the_way_in_is_open_and_nothing_takes_the_cookie_of_a_browser()
    {
        var open = _operations.Where(o => o.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(Describe).Order(StringComparer.Ordinal);
        Assert.Equal(Anonymous, open);
        // Another scheme would accept the session's cookie, and with it requests that other sites make a browser send.
        AssertNone(o => o.Metadata.GetOrderedMetadata<IAuthorizeData>() is not { Count: > 0 } rules
            || rules.Any(rule => rule.Policy != HttpModule.ApiScheme), "does not ask for API credentials alone");
    }

    [Fact]
    public void Every_operation_has_a_route_and_every_route_an_operation()
    {
        var routed = _operations.Select(o => o.Metadata.GetMetadata<OperationInfo>()?.Operation).ToHashSet();
        AssertNone(o => o.Metadata.GetMetadata<OperationInfo>() is null, "is no operation");
        Assert.Empty(OperationInfo.All().Where(o => !routed.Contains(o.Operation)).Select(o => o.Name));
        Assert.True(routed.Count > 120, $"Found {routed.Count} operations");
    }

    [Fact]
    public void A_path_that_names_a_sheet_or_an_agent_is_bound_to_its_scope()
    {
        var ofSheets = _operations.Where(o => o.RoutePattern.GetParameter("sheet_id") is not null).ToList();
        var ofAgents = _operations.Where(o => o.RoutePattern.GetParameter("agent_id") is not null).ToList();
        Assert.NotEmpty(ofSheets);
        Assert.NotEmpty(ofAgents);

        AssertNone(o => ofSheets.Contains(o) && !Takes(o, typeof(SheetScope)), "names a sheet that nobody checks to be the agent's");
        AssertNone(o => ofAgents.Contains(o) && !Takes(o, typeof(AgentScope)), "names an agent that nobody checks to be the caller's");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void AssertNone(Func<RouteEndpoint, bool> wrong, string saying) =>
        Assert.True(
            !_operations.Exists(o => wrong(o)), string.Join('\n', _operations.Where(wrong).Select(o => $"{Describe(o)} {saying}")));

    private static string Describe(RouteEndpoint operation) =>
        string.Join(',', operation.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        + " " + operation.RoutePattern.RawText!.TrimEnd('/');

    private static bool Takes(RouteEndpoint endpoint, Type scope) => endpoint.Metadata.GetMetadata<OperationInfo>()?.Scope == scope;
}
