using System.Reflection;

namespace OpenGen.Server.Web;

/// <summary>
/// Runs operations for callers that are not HTTP requests, under the same rules: validated, for whoever asks, in their role.
/// </summary>
internal sealed class Operations(IServiceProvider services)
{
    /// <summary>Runs one; the types follow from <paramref name="of"/>.</summary>
    /// <param name="of">Says which it is, as in <c>(CreateRow operation) => operation</c>.</param>
    /// <param name="target">What it works on, by the names its scope asks for.</param>
    public async Task<Result<TResponse>> RunAsync<TOperation, TScope, TRequest, TResponse>(
        Func<TOperation, IOperation<TScope, TRequest, TResponse>> of, Caller caller, TRequest request, ITarget target,
        CancellationToken cancellationToken)
        where TOperation : notnull where TRequest : notnull
    {
        var rule = typeof(TOperation).GetCustomAttribute<OperationRule>();
        var scope = await services.GetRequiredService<IScopeResolver<TScope>>().ResolveAsync(caller, target, rule, cancellationToken);
        if (scope.Failed) return scope.Error;
        if (InputBinder.Check(request) is { } wrong) return wrong;
        return await of(services.GetRequiredService<TOperation>()).RunAsync(scope.Value, request, cancellationToken);
    }
}
