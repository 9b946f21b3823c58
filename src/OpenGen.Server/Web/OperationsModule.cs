using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>Operations on their way over HTTP: their classes, and how the document describes them.</summary>
internal static class OperationsModule
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        foreach (var operation in OperationInfo.All()) builder.Services.AddTransient(operation.Operation);
        builder.Services.AddScoped<Operations>();
        builder.Services.AddSingleton<IScopeResolver<Caller>, CallerScopes>();
        builder.Services.AddSingleton<IApiDescriptionProvider, OperationDescriptions>();
        builder.Services.Configure<OpenApiOptions>("v1", options => options.AddOperationTransformer(OperationParameters.DescribeAsync));
    }
}
