using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OpenGen.Server.Http;

namespace OpenGen.Server.Web;

/// <summary>A table of routes: method, path, operation, a line each. All that HTTP adds to an operation stands in it.</summary>
internal static class OperationRoutes
{
    private static readonly MethodInfo OfTypes =
        typeof(OperationRoutes).GetMethod(nameof(HandlerOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly string[] BodyTypes = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

    /// <summary>Reads something; what is not in the path is in the query.</summary>
    public static void Get<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Get, path, null);

    /// <summary>Does something.</summary>
    public static void Post<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Post, path, null);

    /// <summary>Makes something, which is answered with 201.</summary>
    /// <param name="location">The path of what was made, by what was made.</param>
    public static void Create<TOperation, TResponse>(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path, Func<HttpContext, TResponse, string> location) =>
        Map<TOperation>(routes, HttpMethods.Post, path, location);

    /// <summary>Changes what is sent.</summary>
    public static void Patch<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Patch, path, null);

    /// <summary>Puts something in the place of what there is.</summary>
    public static void Put<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Put, path, null);

    /// <summary>Deletes something; what is not in the path is in the query.</summary>
    public static void Delete<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Delete, path, null);

    private static void Map<TOperation>(IEndpointRouteBuilder routes, string method, string path, Delegate? location)
    {
        var operation = OperationInfo.Of(typeof(TOperation));
        var types = new[] { operation.Operation, operation.Scope, operation.Request, operation.Response };
        var handler = (RequestDelegate)OfTypes.MakeGenericMethod(types).Invoke(null, [operation, location])!;
        var endpoint = routes.MapMethods(path, [method], handler).WithName(operation.Name).InPhase(operation.Phase).WithMetadata(operation);
        endpoint.WithMetadata([.. operation.Operation.GetCustomAttributes().Where(a => a is not OperationAttribute)]);
        if (operation.Says is { } says) endpoint.WithSummary(says);
        if (operation.AnswersList) endpoint.WithMetadata(new AnswersList());
        var status = location is not null ? StatusCodes.Status201Created
            : operation.Response == typeof(Done) ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
        var sent = status == StatusCodes.Status204NoContent ? null : SentAs(operation.Response);
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, sent));
        // Only now is the whole path known, the group's included.
        ((IEndpointConventionBuilder)endpoint).Finally(built =>
        {
            if (HttpMethods.IsGet(method) || HttpMethods.IsDelete(method)) return;
            var inPath = ((RouteEndpointBuilder)built).RoutePattern.Parameters.Select(p => p.Name).ToHashSet();
            if (operation.Fields.Any(f => !inPath.Contains(f.Name)))
                built.Metadata.Add(new AcceptsMetadata(BodyTypes, operation.Request, isOptional: true));
        });
    }

    /// <summary>The type whose JSON is sent.</summary>
    private static Type SentAs(Type response) =>
        response.IsAssignableTo(typeof(IListed)) ? typeof(List<>).MakeGenericType(response.GenericTypeArguments) : response;

    private static RequestDelegate HandlerOf<TOperation, TScope, TRequest, TResponse>(OperationInfo operation, Delegate? location)
        where TOperation : class, IOperation<TScope, TRequest, TResponse> where TRequest : class =>
        new OperationEndpoint<TOperation, TScope, TRequest, TResponse>(
            operation, (Func<HttpContext, TResponse, string>?)location).HandleAsync;
}
