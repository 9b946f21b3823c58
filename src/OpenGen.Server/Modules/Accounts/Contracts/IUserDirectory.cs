namespace OpenGen.Server.Modules.Accounts.Contracts;

/// <summary>What other modules may know of users.</summary>
internal interface IUserDirectory
{
    /// <summary>The user with this e-mail, or null. Whether the address is theirs, <c>EmailConfirmed</c> alone says.</summary>
    Task<Caller?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Users by id; who is not there any more is not in it.</summary>
    Task<Dictionary<long, Caller>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Keeps others from doing what is held so for this person until the caller's transaction ends.</summary>
    Task HoldAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Whether this person gets the starting credits now: true once in a lifetime. In the transaction that books them.</summary>
    Task<bool> TakeStartingGrantAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Takes note that the person has shown that this address is theirs; nothing when the account's is another.</summary>
    /// <returns>Whether it was not known before.</returns>
    Task<bool> ConfirmEmailAsync(long userId, string email, CancellationToken cancellationToken);
}
