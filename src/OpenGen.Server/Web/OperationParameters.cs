using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>What the OpenAPI document says of an operation's parameters beyond their types.</summary>
internal static class OperationParameters
{
    private const string OfAgents = "The agent the request is about; in the query or in the body.";

    public static Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<OperationInfo>().LastOrDefault() is not { } info)
            return Task.CompletedTask;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var isAgent = parameter is { Name: "agent_id", In: ParameterLocation.Query };
            parameter.Description ??= isAgent ? OfAgents : Described(info, parameter.Name);
        }
        return Task.CompletedTask;
    }

    private static string? Described(OperationInfo operation, string? field) =>
        operation.Fields.FirstOrDefault(f => f.Name == field)?.Parameter.GetCustomAttribute<DescriptionAttribute>()?.Description;
}
