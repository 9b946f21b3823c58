using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>What the OpenAPI document says of an operation's parameters beyond their types.</summary>
internal static class OperationParameters
{
    /// <summary>What a body says of the agent.</summary>
    public const string InBody = "The agent the request is about, where the query does not name it.";

    private const string OfAgents = "The agent the request is about; in the query or in the body.";

    public static Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<OperationInfo>().LastOrDefault() is not { } info)
            return Task.CompletedTask;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var isAgent = parameter is { Name: "agent_id", In: ParameterLocation.Query };
            var field = info.Fields.FirstOrDefault(f => f.Name == parameter.Name?.Replace("[]", "", StringComparison.Ordinal))?.Parameter;
            parameter.Description ??= isAgent ? OfAgents : field?.GetCustomAttribute<DescriptionAttribute>()?.Description;
            if (field is not null && parameter.Schema is OpenApiSchema schema) OpenApiLimits.AddTo(schema, field);
        }
        return Task.CompletedTask;
    }
}
