using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>/v1/autocontentengine/{sheet_id}/global_variables: values that all rows share.</summary>
internal static class VariableRoutes
{
    public static void MapVariables(this RouteGroupBuilder sheets)
    {
        var variables = sheets.MapGroup("/{sheet_id:long}/global_variables").WithTags("Variables");
        variables.Get<GetGlobalVariables>("/");
        variables.Create<CreateVariable, VariableView>("/", (context, variable) =>
            $"/v1/autocontentengine/{context.GetRouteValue("sheet_id")}/global_variables/{variable.Id}");
        variables.Patch<UpdateVariable>("/{variable_id:long}");
        variables.Delete<DeleteVariable>("/{variable_id:long}");
    }
}
