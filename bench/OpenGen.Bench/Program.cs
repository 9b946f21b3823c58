using System.CommandLine;
using OpenGen.Bench.Api;
using OpenGen.Bench.Attack;
using OpenGen.Bench.Jobs;
using OpenGen.Bench.Render;
using OpenGen.Bench.Sheets;

namespace OpenGen.Bench;

/// <summary>
/// <c>./opengen bench [render|templates|scale|api|sheets|jobs]</c>: this program held against something bare. The last line of each is
/// <c>ratio X</c>.
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var runs = new Option<int>("--runs")
        {
            Description = "How often each side is measured; the median counts",
            DefaultValueFactory = _ => 5,
            Recursive = true,
        };
        runs.Validators.Add(given => { if (given.GetValueOrDefault<int>() < 1) given.AddError("--runs must be 1 or more."); });
        var keep = new Option<string?>("--keep") { Description = "A folder for the media and both videos, to look at afterwards" };

        var render = new Command(
            "render", "A composition by our renderer against the same by one FFmpeg command; ratio of times, below 1 is faster") { keep };
        render.SetAction(
            (parsed, cancellationToken) => RenderBench.RunAsync(parsed.GetValue(runs), parsed.GetValue(keep), cancellationToken));

        var api = new Command(
            "api",
            "GET /v1/me with an API key against a bare minimal API with one keyed read; ratio of requests a second, above 1 is faster");
        api.SetAction((parsed, cancellationToken) => ApiBench.RunAsync(parsed.GetValue(runs), cancellationToken));

        var sheets = new Command(
            "sheets",
            "Sheets of 1,000 and 10,000 rows through the API against statements by hand, on SQLite and PostgreSQL; ratios of times, below "
                + "1 is faster");
        sheets.SetAction((parsed, cancellationToken) => SheetBench.RunAsync(parsed.GetValue(runs), cancellationToken));

        var jobs = new Command(
            "jobs",
            "Jobs that make nothing, from claim to done, against the same statements by hand, and claims among 10 and 10,000 that wait, on "
                + "SQLite and PostgreSQL; ratios of times, below 1 is faster");
        jobs.SetAction((parsed, cancellationToken) => JobBench.RunAsync(parsed.GetValue(runs), cancellationToken));

        var templates = new Command(
            "templates",
            "The video of each template, made by the demo: rendering time by its length, below 1 is faster than real time, and memory")
            {
                keep,
            };
        templates.SetAction((parsed, cancellationToken) => TemplateBench.RunAsync(parsed.GetValue(keep), cancellationToken));

        var scale = new Command(
            "scale",
            "Render time by the video's length, its layers and its caption words; ratio of the time for each second in ten minutes to that "
                + "in one, 1 is linear");
        scale.SetAction((_, cancellationToken) => ScaleBench.RunAsync(cancellationToken));

        var attack = new Command(
            "attack",
            "Five attacks at once while somebody makes the demo's video, against the same video alone; fails when it takes more than twice "
                + "the time");
        attack.SetAction((_, cancellationToken) => AttackSoak.RunAsync(cancellationToken));

        var root = new RootCommand("OpenGen's benchmarks; without a command render, api, sheets and jobs")
        {
            render,
            templates,
            scale,
            api,
            sheets,
            jobs,
            attack,
            BareApi.Command(),
            BareSheets.Command(),
            runs,
        };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            var rendered = await RenderBench.RunAsync(parsed.GetValue(runs), null, cancellationToken);
            Console.WriteLine();
            var served = await ApiBench.RunAsync(parsed.GetValue(runs), cancellationToken);
            Console.WriteLine();
            var sheeted = await SheetBench.RunAsync(parsed.GetValue(runs), cancellationToken);
            Console.WriteLine();
            return rendered + served + sheeted + await JobBench.RunAsync(parsed.GetValue(runs), cancellationToken);
        });
        return root.Parse(args).InvokeAsync();
    }
}
