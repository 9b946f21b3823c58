using System.Collections;
using OpenGen.Server.Http;
using OpenGen.Server.Modules.Accounts;

namespace OpenGen.Server.Web;

/// <summary>An operation over HTTP: its scope is resolved, its request bound, it runs, and what it answers is written.</summary>
/// <param name="location">The path of what was made; null for an operation that makes nothing.</param>
internal sealed class OperationEndpoint<TOperation, TScope, TRequest, TResponse>(
    OperationInfo operation, Func<HttpContext, TResponse, string>? location)
    where TOperation : class, IOperation<TScope, TRequest, TResponse> where TRequest : class
{
    private readonly bool _answersSecret = typeof(TOperation).IsDefined(typeof(AnswersSecretAttribute), inherit: false);

    public async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var caller = CurrentUser.Of(context) ?? throw new InvalidOperationException("Nobody has to be signed in here");
        var scope = await services.GetRequiredService<IScopeResolver<TScope>>()
            .ResolveAsync(caller, new HttpTarget(context), operation.Rule, context.RequestAborted);
        if (scope.Failed)
        {
            await Problem.WriteAsync(context, scope.Error);
            return;
        }
        if (Page(context.Request.Query, out var page) is { } wrong)
        {
            await Problem.WriteAsync(context, wrong);
            return;
        }
        var request = await OperationRequests.BindAsync<TRequest>(context, page);
        var result = await services.GetRequiredService<TOperation>().RunAsync(scope.Value, request, context.RequestAborted);
        await (result.Failed ? Problem.WriteAsync(context, result.Error) : WriteAsync(context, result.Value, page));
    }

    private Error? Page(IQueryCollection query, out PageRequest? page)
    {
        page = null;
        if (!operation.AnswersList || !Paging.IsAsked(query)) return null;
        var wrong = Paging.Read(query, out var from, out var size);
        page = new PageRequest(from, size);
        return wrong;
    }

    private Task WriteAsync(HttpContext context, TResponse response, PageRequest? page)
    {
        if (_answersSecret) context.Response.Headers.CacheControl = "no-store";
        if (response is Done)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        if (location is not null)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = location(context, response);
        }
        if (response is IListed listed)
        {
            if (listed.Part is { } part) Paging.Announce(context, listed.Count, part.From + part.Size);
            return context.Response.WriteAsJsonAsync(listed.Items, listed.Items.GetType(), context.RequestAborted);
        }
        if (page is null || response is not IList all) return context.Response.WriteAsJsonAsync(response, context.RequestAborted);
        Paging.Announce(context, all.Count, page.From + page.Size);
        return context.Response.WriteAsJsonAsync(all.Cast<object?>().Skip(page.From).Take(page.Size).ToList(), context.RequestAborted);
    }
}
