namespace OpenGen.Server.Web;

/// <summary>The scope of operations that work on nothing but what is the caller's own.</summary>
internal sealed class CallerScopes : IScopeResolver<Caller>
{
    public IReadOnlyList<string> Names { get; } = [];

    public ValueTask<Result<Caller>> ResolveAsync(
        Caller caller, ITarget target, OperationRule? rule, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<Caller>>(caller);
}
