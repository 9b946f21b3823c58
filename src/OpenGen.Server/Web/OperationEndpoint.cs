using System.Collections;
using Microsoft.Net.Http.Headers;

namespace OpenGen.Server.Web;

/// <summary>An operation over HTTP: its scope is resolved, its request bound, it runs, and what it answers is written.</summary>
/// <param name="status">Of success; 204 where there is nothing to say.</param>
/// <param name="location">The path of what was made; null for an operation that makes nothing.</param>
internal sealed class OperationEndpoint<TOperation, TScope, TRequest, TResponse>(
    OperationInfo operation, int status, Func<RouteValueDictionary, TResponse, string>? location)
    where TOperation : class, IOperation<TScope, TRequest, TResponse> where TRequest : class
{
    private readonly bool _answersSecret = typeof(TOperation).IsDefined(typeof(AnswersSecretAttribute), inherit: false);

    /// <summary>The request of an operation that takes nothing, which there is nothing to bind for; null for any other.</summary>
    private readonly TRequest? _empty = operation.Fields.Count == 0 ? Activator.CreateInstance<TRequest>() : null;

    public async Task HandleAsync(HttpContext context)
    {
        var scope = await ScopeAsync(context);
        if (scope.Failed)
        {
            await Problem.WriteAsync(context, scope.Error);
            return;
        }
        var page = default(PageRequest);
        if (operation.AnswersList && Page(context.Request.Query, out page) is { } wrong)
        {
            await Problem.WriteAsync(context, wrong);
            return;
        }
        var request = _empty is not null && OperationRequests.IsBodiless(context.Request.Method)
            ? _empty
            : await OperationRequests.BindAsync<TRequest>(context, page);
        var runs = context.RequestServices.GetRequiredService<TOperation>();
        var result = await runs.RunAsync(scope.Value, request, context.RequestAborted);
        await (result.Failed ? Problem.WriteAsync(context, result.Error) : WriteAsync(context, result.Value, page));
    }

    private static bool IsOpen => typeof(TScope) == typeof(Anyone);

    private ValueTask<Result<TScope>> ScopeAsync(HttpContext context)
    {
        var caller = CurrentCaller.Of(context);
        if (IsOpen) return ValueTask.FromResult<Result<TScope>>((TScope)(object)new Anyone(caller));
        return context.RequestServices.GetRequiredService<IScopeResolver<TScope>>().ResolveAsync(
            caller ?? throw new InvalidOperationException("Nobody has to be signed in here"), new HttpTarget(context, operation.Wrapper),
            operation.Rule, context.RequestAborted);
    }

    private static Error? Page(IQueryCollection query, out PageRequest? page)
    {
        page = null;
        if (!Paging.IsAsked(query)) return null;
        var wrong = Paging.Read(query, out var from, out var size);
        page = new PageRequest(from, size);
        return wrong;
    }

    private Task WriteAsync(HttpContext context, TResponse response, PageRequest? page)
    {
        SlowReaders.Bound(context);
        if (_answersSecret) context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = response is IPartialSuccess { FailedInPart: true } ? StatusCodes.Status207MultiStatus : status;
        if (location is not null) context.Response.Headers.Location = location(context.Request.RouteValues, response);
        switch (response)
        {
            case Done: return Task.CompletedTask;
            case FileAnswer file: return WriteAsync(context, file);
            case ICursorPage part:
                if (part.NextCursor is { } next) Paging.Announce(context, next);
                return WriteJsonAsync(context, part.Items);
            case IListed listed:
                if (listed.Part is { } asked) Paging.Announce(context, listed.Count, asked.Next);
                return WriteJsonAsync(context, listed.Items);
            case IList all when page is not null:
                Paging.Announce(context, all.Count, page.Next);
                return WriteJsonAsync(context, all.Cast<object?>().Skip(page.From).Take(page.Size).ToList());
            default: return context.Response.WriteAsJsonAsync(response, context.RequestAborted);
        }
    }

    private static Task WriteJsonAsync(HttpContext context, object items) =>
        context.Response.WriteAsJsonAsync(items, items.GetType(), context.RequestAborted);

    private Task WriteAsync(HttpContext context, FileAnswer file)
    {
        // Kept by the browser, and asked about each time: what it was made from may have changed.
        if (file.Version is not null) context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var tag = file.Version is { } version ? new EntityTagHeaderValue($"\"{version}\"") : null;
        IResult answer = file.Path is { } path
            ? TypedResults.PhysicalFile(path, operation.FileType, file.DownloadName, entityTag: tag, enableRangeProcessing: true)
            : TypedResults.Bytes(file.Bytes ?? default, operation.FileType, file.DownloadName, entityTag: tag);
        return answer.ExecuteAsync(context);
    }
}
