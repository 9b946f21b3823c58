using OpenGen.Server.Modules.Vendors.Settings;

namespace OpenGen.Server.Modules.Generations.Models;

/// <summary>The models there are, and which of them can be used as this server is set up.</summary>
[Operation("listModels", Phase.Edit)]
internal sealed class ListModels(Catalog catalog, VendorsSettings vendors) : IOperation<Caller, ListModels.Request, List<ModelView>>
{
    public sealed record Request;

    public Task<Result<List<ModelView>>> RunAsync(Caller scope, Request request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<List<ModelView>>>(catalog.Models.Select(View).ToList());

    private ModelView View(Model m) => new(
        m.Name, m.Label, m.GenerationTypes, m.Provider, m.Provider == Catalog.Local || vendors.Of(m.Provider).IsReady,
        m.AspectRatios ?? [], m.Durations ?? [], m.Default);
}
