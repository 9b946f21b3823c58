using OpenGen.Server.Modules.Agents;

namespace OpenGen.Server.Modules.Engines;

/// <summary>Vidsheets: sheets, rows, columns, cells, layers, variables, templates.</summary>
internal static class EnginesModule
{
    public static void AddEngines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TemplateShelf>();
        builder.Services.AddScoped<SheetReader>().AddScoped<SheetFounding>().AddScoped<SheetLookup>().AddScoped<SheetOutputs>();
        builder.Services.AddScoped<CellChanges>().AddScoped<AutoRows>().AddScoped<SheetCopies>().AddScoped<ChosenOutputs>().AddScoped<OpenWork>().AddScoped<RecentRenders>().AddScoped<RowEvents>();
    }

    public static void MapEngines(this RouteGroupBuilder v1)
    {
        var engines = v1.MapGroup("/autocontentengine").ForAgent(paid: true);
        SheetEndpoints.Map(engines);
        RowEndpoints.Map(engines);
        ColumnEndpoints.Map(engines);
        CellEndpoints.Map(engines);
        LayerEndpoints.Map(engines);
        VariableEndpoints.Map(engines);
        VariableEndpoints.MapTemplate(v1);
        TemplateEndpoints.Map(v1);
    }
}
