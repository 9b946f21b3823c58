using System.Collections;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace OpenGen.Server.Web;

/// <summary>Operations for the OpenAPI document: the framework describes handlers by their methods, and these have none.</summary>
internal sealed class OperationDescriptions(EndpointDataSource endpoints, IServiceProvider services) : IApiDescriptionProvider
{
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<OperationInfo>() is { } operation)
                context.Results.Add(Describe(endpoint, operation));
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private ApiDescription Describe(RouteEndpoint endpoint, OperationInfo operation)
    {
        var accepts = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
        var description = new ApiDescription
        {
            HttpMethod = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single(),
            RelativePath = endpoint.RoutePattern.RawText!.TrimStart('/'),
            ActionDescriptor = new ActionDescriptor { DisplayName = operation.Name, EndpointMetadata = [.. endpoint.Metadata] },
        };
        foreach (var inPath in endpoint.RoutePattern.Parameters)
        {
            var field = operation.Fields.FirstOrDefault(f => f.Name == inPath.Name);
            var type = field?.Parameter.ParameterType ?? typeof(long);
            description.ParameterDescriptions.Add(Parameter(inPath.Name, BindingSource.Path, type, true));
        }
        if (accepts?.RequestType is { } body)
        {
            description.ParameterDescriptions.Add(Parameter(body.Name, BindingSource.Body, body, !accepts.IsOptional));
            foreach (var type in accepts.ContentTypes) description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = type });
        }
        else
        {
            foreach (var field in operation.Fields.Where(f => endpoint.RoutePattern.GetParameter(f.Name) is null))
                // Paging is said of all lists alike.
                if (field.Parameter.ParameterType != typeof(PageRequest))
                    description.ParameterDescriptions.Add(
                        Parameter(InQuery(field), BindingSource.Query, field.Parameter.ParameterType, false));
        }
        AddTarget(description, operation);
        foreach (var produces in endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>())
            description.SupportedResponseTypes.Add(new ApiResponseType
            {
                StatusCode = produces.StatusCode,
                Type = produces.Type ?? typeof(void),
                ModelMetadata = null,
                ApiResponseFormats =
                    produces.Type is null ? [] : [new ApiResponseFormat { MediaType = operation.FileType ?? "application/json" }],
            });
        return description;
    }

    /// <summary>What the scope asks for, and the path does not name: in the query, or in the body where there is one.</summary>
    private void AddTarget(ApiDescription description, OperationInfo operation)
    {
        var names = TargetsOf(operation, services);
        var isRequired = description.SupportedRequestFormats.Count == 0;
        foreach (var name in names.Where(n => !description.ParameterDescriptions.Any(p => p.Name == n)).Reverse())
            description.ParameterDescriptions.Insert(0, Parameter(name, BindingSource.Query, typeof(long), isRequired));
    }

    /// <summary>What an operation's scope is found by.</summary>
    public static IReadOnlyList<string> TargetsOf(OperationInfo operation, IServiceProvider services)
    {
        if (operation.Scope == typeof(Anyone)) return [];
        using var scope = services.CreateScope();
        var resolver = typeof(IScopeResolver<>).MakeGenericType(operation.Scope);
        return (IReadOnlyList<string>)resolver.GetProperty(nameof(IScopeResolver<>.Names))!
            .GetValue(scope.ServiceProvider.GetRequiredService(resolver))!;
    }

    /// <summary>What a field is called in a query: several of something as in forms, <c>ids[]</c>.</summary>
    private static string InQuery(OperationField field) =>
        field.Parameter.ParameterType.IsAssignableTo(typeof(IEnumerable)) && field.Parameter.ParameterType != typeof(string)
            ? field.Name + "[]"
            : field.Name;

    private static ApiParameterDescription Parameter(string name, BindingSource source, Type type, bool required) => new()
    {
        Name = name,
        Source = source,
        Type = type,
        IsRequired = required,
        ModelMetadata = new EmptyModelMetadataProvider().GetMetadataForType(type),
        ParameterDescriptor = new ParameterDescriptor { Name = name, ParameterType = type },
    };
}
