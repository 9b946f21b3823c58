namespace OpenGen.Server.Modules.Engines.Variables;

/// <summary>A file that variables can be filled into, and which importGlobalVariables then takes.</summary>
[Operation("downloadVariablesTemplate", Phase.Edit, Says = "An empty XLSX file to fill in and import")]
[AnswersFile(VariableFile.ContentType)]
internal sealed class DownloadVariablesTemplate : IOperation<Caller, DownloadVariablesTemplate.Request, FileAnswer>
{
    public sealed record Request;

    public Task<Result<FileAnswer>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<FileAnswer>>(new FileAnswer(null, VariableFile.Empty()) { DownloadName = "global_variables.xlsx" });
}
