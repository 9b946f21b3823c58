namespace OpenGen.Server.Modules.Mail.Contracts;

/// <summary>
/// Mail that is to be sent. It is written in the transaction of what it tells of and sent after the commit, again and again until the
/// mail server has taken it or a few days have passed; at least once, and rarely twice.
/// </summary>
internal interface IMailOutbox
{
    /// <summary>Whether there is a mail server to send it through; without one nothing may be queued.</summary>
    bool IsOn { get; }

    /// <summary>Queues a mail in plain text, in the caller's transaction where there is one.</summary>
    /// <param name="to">An address in its canonical form.</param>
    /// <param name="subject">Words of this server alone: nothing that somebody typed.</param>
    /// <param name="text">The body; it may hold a link that is a secret, so it is encrypted until it is sent.</param>
    Task QueueAsync(string to, string subject, string text, CancellationToken cancellationToken);
}
