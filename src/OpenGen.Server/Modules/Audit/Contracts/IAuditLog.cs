namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>
/// Who did what, from where; kept for a year. <see cref="WriteAsync"/> is called in the transaction of what it records, so that both are
/// there or neither; what a stranger can repeat at will, such as failed sign-ins, goes to <see cref="Note"/>.
/// </summary>
internal interface IAuditLog
{
    /// <summary>Writes a line, in the caller's transaction where there is one.</summary>
    Task WriteAsync(Audited done, CancellationToken cancellationToken);

    /// <summary>
    /// Takes note of something that can be repeated without end: it costs no query here, is counted on one line for each account, address
    /// and hour, within a second, and is written to the server's log.
    /// </summary>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="userId">Whose account it is about; null when there is no such account.</param>
    void Note(string action, long? userId);

    /// <summary>Newest first, at most <paramref name="size"/>.</summary>
    Task<List<AuditLine>> ListAsync(AuditFilter filter, int size, CancellationToken cancellationToken);

    /// <summary>How often somebody did something since a time.</summary>
    Task<int> CountAsync(long userId, string action, DateTime since, CancellationToken cancellationToken);
}
