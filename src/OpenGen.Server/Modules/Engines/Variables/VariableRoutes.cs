using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>/v1/autocontentengine/{sheet_id}/global_variables: values that all rows share, one by one or as an XLSX file.</summary>
internal static class VariableRoutes
{
    public static void MapVariables(this RouteGroupBuilder sheets)
    {
        var files = sheets.MapGroup("").WithTags("Variables");
        files.Get<DownloadVariablesTemplate>("/global_variables_template");
        files.Post<ImportGlobalVariables>("/{sheet_id:long}/import_global_variables");

        var variables = sheets.MapGroup("/{sheet_id:long}/global_variables").WithTags("Variables");
        variables.Get<GetGlobalVariables>("/");
        variables.Create<CreateVariable, VariableView>("/", (route, variable) =>
            $"/v1/autocontentengine/{route["sheet_id"]}/global_variables/{variable.Id}");
        variables.Patch<UpdateVariable>("/{variable_id:long}");
        variables.Delete<DeleteVariable>("/{variable_id:long}");
    }
}
