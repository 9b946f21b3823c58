namespace OpenGen.Server.Modules.Accounts.Contracts;

/// <summary>Is told of new users, in the transaction that makes them.</summary>
internal interface IUserObserver
{
    /// <summary>A user is new.</summary>
    /// <param name="userId">Their id.</param>
    /// <param name="name">What they are called.</param>
    /// <returns>Why they cannot be registered after all; nothing is written then.</returns>
    Task<Error?> RegisteredAsync(long userId, string name, CancellationToken cancellationToken);
}
