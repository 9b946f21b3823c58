using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Engines.Cells;
using OpenGen.Server.Modules.Engines.Columns;
using OpenGen.Server.Modules.Engines.Contracts;
using OpenGen.Server.Modules.Engines.Layers;
using OpenGen.Server.Modules.Engines.Rows;
using OpenGen.Server.Modules.Engines.Sheets;
using OpenGen.Server.Modules.Engines.Templates;
using OpenGen.Server.Modules.Engines.Variables;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Vidsheets: sheets, rows, columns, cells, layers, variables, templates.</summary>
internal static class EnginesModule
{
    public static void AddEngines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TemplateShelf>();
        builder.Services.AddScoped<IScopeResolver<SheetScope>, SheetScopes>();
        builder.Services.AddSingleton<SheetSnapshots>().AddScoped<SheetReader>().AddScoped<SheetFounding>().AddScoped<ISheetLookup, SheetLookup>()
            .AddScoped<SheetOutputs>()
            .AddScoped<IJobOutputs, SheetOutputs>();
        builder.Services.AddScoped<CellChanges>().AddScoped<IAutoRows, AutoRows>().AddScoped<SheetCopies>().AddScoped<ChosenOutputs>();
        builder.Services.AddScoped<OpenWork>().AddScoped<RecentRenders>().AddScoped<RowEvents>();
    }

    public static void MapEngines(this RouteGroupBuilder v1)
    {
        var engines = v1.MapGroup("/autocontentengine");
        engines.MapSheets();
        engines.MapRows();
        engines.MapColumns();
        engines.MapCells();
        engines.MapLayers();
        engines.MapVariables();
        v1.MapTemplates();
    }
}
