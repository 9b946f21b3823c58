using Microsoft.AspNetCore.DataProtection;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Mail;

/// <summary>
/// Mail that is to be sent. It is written in the transaction of what it tells of and sent after the commit, again and again until the
/// mail server has taken it or a few days have passed; at least once, and rarely twice.
/// </summary>
internal sealed class MailOutbox(AppDbContext db, MailOptions options, MailSignal signal, MailSeal seal, TimeProvider clock)
{
    /// <summary>Whether there is a mail server to send it through; without one nothing may be queued.</summary>
    public bool IsOn => options.IsOn;

    /// <summary>Queues a mail in plain text, in the caller's transaction where there is one.</summary>
    /// <param name="to">An address in its canonical form.</param>
    /// <param name="subject">Words of this server alone: nothing that somebody typed.</param>
    /// <param name="text">The body; it may hold a link that is a secret, so it is encrypted until it is sent.</param>
    public async Task QueueAsync(string to, string subject, string text, CancellationToken cancellationToken)
    {
        if (!IsOn) throw new InvalidOperationException("There is no mail server");
        db.Add(new QueuedMail { Recipient = to, Subject = subject, Body = seal.Close(text), NextAttemptAt = clock.Now() });
        await db.SaveChangesAsync(cancellationToken);
        AfterCommit.Do(db, signal.Wake);
    }
}

/// <summary>Encrypts the text of mail while it waits.</summary>
internal sealed class MailSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("OpenGen.Mail");

    public string Close(string text) => _protector.Protect(text);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys it was encrypted with are not there any more.</exception>
    public string Open(string body) => _protector.Unprotect(body);
}

/// <summary>Tells the worker of this process that there is mail, so that nobody waits for its next look.</summary>
internal sealed class MailSignal
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Says so now.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake.
        }
    }

    /// <summary>Waits until it is said, or for as long as mail queued by another node may wait.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _wake.WaitAsync(most, cancellationToken);
}
