using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OpenGen.Server;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Engines;
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
        var open = _operations.Where(o => o.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Describe).Order(StringComparer.Ordinal);
        Assert.Equal(Anonymous, open);
        // Another scheme would accept the session's cookie, and with it requests that other sites make a browser send.
        AssertNone(o => o.Metadata.GetOrderedMetadata<IAuthorizeData>() is not { Count: > 0 } rules
            || rules.Any(rule => rule.Policy != ApiAuthentication.Scheme_), "does not ask for API credentials alone");
    }

    [Fact]
    public void Whatever_works_on_an_agent_has_it_resolved_before()
    {
        var scoped = _operations.Where(o => Takes(o, typeof(AgentScope)) || Takes(o, typeof(SheetScope))).ToList();
        Assert.Contains(scoped, o => Takes(o, typeof(AgentScope)));
        Assert.Contains(scoped, o => Takes(o, typeof(SheetScope)));

        AssertNone(o => scoped.Contains(o) && !IsOperation(o) && o.Metadata.GetMetadata<NeedsAgent>() is null,
            "takes an agent or a sheet, but its group does not say ForAgent()");
        AssertNone(o => !scoped.Contains(o) && o.Metadata.GetMetadata<NeedsAgent>() is not null, "says ForAgent() and takes neither agent nor sheet: it cannot be scoped by them");
    }

    [Fact]
    public void A_path_that_names_a_sheet_or_an_agent_is_bound_to_its_scope()
    {
        var ofSheets = _operations.Where(o => o.RoutePattern.GetParameter("sheet_id") is not null).ToList();
        var ofAgents = _operations.Where(o => o.RoutePattern.GetParameter("agent_id") is not null).ToList();
        Assert.NotEmpty(ofSheets);
        Assert.NotEmpty(ofAgents);

        AssertNone(o => ofSheets.Contains(o) && !Takes(o, typeof(SheetScope)), "names a sheet that nobody checks to be the agent's");
        AssertNone(o => ofAgents.Contains(o) && (IsOperation(o) ? !Takes(o, typeof(AgentScope)) : o.Metadata.GetMetadata<NeedsAgent>() is null),
            "names an agent that nobody checks to be the caller's");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void AssertNone(Func<RouteEndpoint, bool> wrong, string saying) =>
        Assert.True(!_operations.Exists(o => wrong(o)), string.Join('\n', _operations.Where(wrong).Select(o => $"{Describe(o)} {saying}")));

    private static string Describe(RouteEndpoint operation) =>
        string.Join(',', operation.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []) + " " + operation.RoutePattern.RawText!.TrimEnd('/');

    private static bool IsOperation(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<OperationInfo>() is not null;

    /// <summary>Whether the handler has a parameter of the type, itself or in a parameter that is a bundle of them.</summary>
    private static bool Takes(RouteEndpoint operation, Type type) =>
        operation.Metadata.GetMetadata<OperationInfo>() is { } of ? of.Scope == type
        : operation.Metadata.GetMetadata<MethodInfo>()!.GetParameters().Any(parameter => parameter.ParameterType == type
            || (parameter.GetCustomAttribute<AsParametersAttribute>() is not null
                && parameter.ParameterType.GetProperties().Any(property => property.PropertyType == type)));
}
