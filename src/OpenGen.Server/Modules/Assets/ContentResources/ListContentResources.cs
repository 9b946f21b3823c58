using System.ComponentModel.DataAnnotations;
using System.Globalization;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Workspaces.Contracts;

namespace OpenGen.Server.Modules.Assets.ContentResources;

/// <summary>An agent's files, newest first.</summary>
[Operation("listContentResources", Phase.Edit, Says = "An agent's files, newest first; pages count from 0"), Needs(Role.Manager)]
internal sealed class ListContentResources(AppDbContext db, IPublicUrls urls)
    : IOperation<AgentScope, ListContentResources.Request, Listed<ContentResourceView>>
{
    private const int PageSize = 20;

    /// <param name="Type">Only files of this kind.</param>
    /// <param name="ProjectId">Only what was made for this sheet.</param>
    /// <param name="Ids">Only these.</param>
    /// <param name="Page">From 0; all of them without it.</param>
    public sealed record Request(
        FileKind? Type = null, long? ProjectId = null, [MaxLength(10_000)] IReadOnlyList<string>? Ids = null, int? Page = null);

    public Task<Result<Listed<ContentResourceView>>> RunAsync(AgentScope scope, Request request, CancellationToken cancellationToken) =>
        Task.FromResult(Run(scope, request, cancellationToken));

    private Result<Listed<ContentResourceView>> Run(AgentScope scope, Request request, CancellationToken cancellationToken)
    {
        var found = db.ContentResources.Where(r => r.AgentId == scope.AgentId);
        if (request.Type is { } kind) found = found.Where(r => r.Kind == kind);
        if (request.Ids is { Count: > 0 } ids)
        {
            if (Numbers(ids) is not { } wanted) return Error.Invalid("ids", "must be numbers");
            found = found.Where(r => wanted.Contains(r.Id));
        }
        if (request.ProjectId is { } sheetId) found = found.Where(r => db.Set<Job>().Any(j => j.Id == r.JobId && j.SheetId == sheetId));
        var (from, size) = request.Page is { } page
            ? ((int)Math.Min(int.MaxValue, Math.Max(page, 0L) * PageSize), PageSize)
            : (0, int.MaxValue);
        return new Listed<ContentResourceView>(
            found.ReadNewestFirstAsync(from, size, cancellationToken).Select(r => ContentResourceView.Of(r, urls)));
    }

    /// <summary>Null when one is none.</summary>
    private static List<long>? Numbers(IReadOnlyList<string> texts)
    {
        var numbers = new List<long>(texts.Count);
        foreach (var text in texts)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
