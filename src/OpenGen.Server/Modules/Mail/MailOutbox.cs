using OpenGen.Server.Data;
using OpenGen.Server.Modules.Mail.Contracts;

namespace OpenGen.Server.Modules.Mail;

/// <summary>
/// Mail that is to be sent. It is written in the transaction of what it tells of and sent after the commit, again and again until the
/// mail server has taken it or a few days have passed; at least once, and rarely twice.
/// </summary>
internal sealed class MailOutbox(AppDbContext db, MailOptions options, MailSignal signal, MailSeal seal, TimeProvider clock) : IMailOutbox
{
    /// <inheritdoc/>
    public bool IsOn => options.IsOn;

    /// <inheritdoc/>
    public async Task QueueAsync(string to, string subject, string text, CancellationToken cancellationToken)
    {
        if (!IsOn) throw new InvalidOperationException("There is no mail server");
        db.Add(new QueuedMail { Recipient = to, Subject = subject, Body = seal.Close(text), NextAttemptAt = clock.Now() });
        await db.SaveChangesAsync(cancellationToken);
        AfterCommit.Do(db, signal.Wake);
    }
}
