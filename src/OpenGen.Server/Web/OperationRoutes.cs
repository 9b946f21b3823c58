using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OpenGen.Server.Web;

/// <summary>A table of routes: method, path, operation, a line each. All that HTTP adds to an operation stands in it.</summary>
internal static class OperationRoutes
{
    private static readonly MethodInfo OfTypes =
        typeof(OperationRoutes).GetMethod(nameof(HandlerOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly string[] BodyTypes = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

    /// <summary>Reads something; what is not in the path is in the query.</summary>
    public static IEndpointConventionBuilder Get<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Get, path, null, null);

    /// <summary>Does something.</summary>
    public static IEndpointConventionBuilder Post<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Post, path, null, null);

    /// <summary>Makes something, which is answered with 201.</summary>
    /// <param name="location">The path of what was made, by what the request's path names and what was made.</param>
    public static IEndpointConventionBuilder Create<TOperation, TResponse>(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path, Func<RouteValueDictionary, TResponse, string> location) =>
        Map<TOperation>(routes, HttpMethods.Post, path, StatusCodes.Status201Created, location);

    /// <summary>Makes something that has no place of its own; answered with 201.</summary>
    public static IEndpointConventionBuilder Create<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Post, path, StatusCodes.Status201Created, null);

    /// <summary>Begins something that takes its time, which is answered with 202.</summary>
    /// <param name="location">The path of where it can be followed, by what was answered.</param>
    public static IEndpointConventionBuilder Begin<TOperation, TResponse>(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path, Func<RouteValueDictionary, TResponse, string> location) =>
        Map<TOperation>(routes, HttpMethods.Post, path, StatusCodes.Status202Accepted, location);

    /// <summary>Changes what is sent.</summary>
    public static IEndpointConventionBuilder Patch<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Patch, path, null, null);

    /// <summary>Puts something in the place of what there is.</summary>
    public static IEndpointConventionBuilder Put<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Put, path, null, null);

    /// <summary>Deletes something; what is not in the path is in the query.</summary>
    public static IEndpointConventionBuilder Delete<TOperation>(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string path) =>
        Map<TOperation>(routes, HttpMethods.Delete, path, null, null);

    /// <summary>What is answered has a version; a client that has it already is answered 304.</summary>
    public static void OrNotModified(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));

    private static IEndpointConventionBuilder Map<TOperation>(
        IEndpointRouteBuilder routes, string method, string path, int? success, Delegate? location)
    {
        var operation = OperationInfo.Of(typeof(TOperation));
        var status = success ?? (operation.Response == typeof(Done) ? StatusCodes.Status204NoContent : StatusCodes.Status200OK);
        var types = new[] { operation.Operation, operation.Scope, operation.Request, operation.Response };
        var handler = (RequestDelegate)OfTypes.MakeGenericMethod(types).Invoke(null, [operation, status, location])!;
        var endpoint = routes.MapMethods(path, [method], handler).WithName(operation.Name).InPhase(operation.Phase).WithMetadata(operation);
        endpoint.WithMetadata([.. operation.Operation.GetCustomAttributes().Where(a => a is not OperationAttribute)]);
        if (operation.Says is { } says) endpoint.WithSummary(says);
        if (operation.AnswersList) endpoint.WithMetadata(new AnswersList());
        if (operation.Scope == typeof(Anyone)) endpoint.AllowAnonymous();
        var sent = operation.Response == typeof(Done) ? null : SentAs(operation.Response);
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, sent));
        if (operation.Response.IsAssignableTo(typeof(IPartialSuccess)))
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status207MultiStatus, operation.Response));
        // Only now is the whole path known, the group's included.
        ((IEndpointConventionBuilder)endpoint).Finally(built =>
        {
            if (HttpMethods.IsGet(method) || HttpMethods.IsDelete(method)) return;
            var inPath = ((RouteEndpointBuilder)built).RoutePattern.Parameters.Select(p => p.Name).ToHashSet();
            if (operation.Fields.Any(f => !inPath.Contains(f.Name)))
                built.Metadata.Add(new AcceptsMetadata(BodyTypes, operation.Request, isOptional: true));
        });
        return endpoint;
    }

    /// <summary>The type whose JSON is sent.</summary>
    private static Type SentAs(Type response) =>
        response == typeof(FileAnswer) ? typeof(Stream)
        : response.IsAssignableTo(typeof(IListed)) || response.IsAssignableTo(typeof(ICursorPage))
            ? typeof(List<>).MakeGenericType(response.GenericTypeArguments)
        : response;

    private static RequestDelegate HandlerOf<TOperation, TScope, TRequest, TResponse>(
        OperationInfo operation, int status, Delegate? location)
        where TOperation : class, IOperation<TScope, TRequest, TResponse> where TRequest : class =>
        new OperationEndpoint<TOperation, TScope, TRequest, TResponse>(
            operation, status, (Func<RouteValueDictionary, TResponse, string>?)location).HandleAsync;
}
