using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using OpenGen.Server.Data;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Mail;

/// <summary>
/// Sends queued mail, one after the other. Safe on several nodes at once; what is cut off is sent again when its lease runs out.
/// </summary>
internal sealed partial class MailWorker(
    IServiceScopeFactory scopes, MailSignal signal, MailOptions options, MailSeal seal, TimeProvider clock, ILogger<MailWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(10);

    /// <summary>Longer than any attempt takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(1);

    /// <summary>Waits between attempts; after the last one the mail is given up.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8),
            TimeSpan.FromHours(24), TimeSpan.FromHours(24)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await SendNextAsync(stoppingToken)) await signal.WaitAsync(PollEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // The database may be away for a moment; what is to be sent is still written down.
                WorkerFault(log, fault);
                await Task.Delay(PollEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Sends what has waited longest; false when nothing is due.</summary>
    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = clock.Now();
        if (await db.QueuedMails.AsNoTracking().Where(m => m.NextAttemptAt <= now).OrderBy(m => m.NextAttemptAt)
            .FirstOrDefaultAsync(cancellationToken) is not { } mail) return false;
        var lease = now + Lease;
        var claimed = await db.QueuedMails.Where(m => m.Id == mail.Id && m.Attempts == mail.Attempts && m.NextAttemptAt <= now)
            .ExecuteUpdateAsync(
                m => m.SetProperty(x => x.Attempts, x => x.Attempts + 1).SetProperty(x => x.NextAttemptAt, lease)
                    .SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (claimed == 0) return true;

        var attempt = mail.Attempts + 1;
        var mine = db.QueuedMails.Where(m => m.Id == mail.Id && m.Attempts == attempt);
        var (fault, isFinal) = await TrySendAsync(mail, cancellationToken);
        if (fault is null)
        {
            // From here on what came of it is written whatever happens.
            await mine.ExecuteDeleteAsync(CancellationToken.None);
        }
        else if (isFinal || attempt > Waits.Length)
        {
            GivenUp(log, mail.Id, attempt, fault);
            await mine.ExecuteDeleteAsync(CancellationToken.None);
        }
        else
        {
            Failed(log, mail.Id, attempt, fault);
            var next = clock.Now() + Waits[attempt - 1];
            await mine.ExecuteUpdateAsync(m => m.SetProperty(x => x.NextAttemptAt, next), CancellationToken.None);
        }
        return true;
    }

    /// <summary>Null when the mail server has taken it; else why not, in words without addresses, and whether it never will.</summary>
    private async Task<(string? Fault, bool IsFinal)> TrySendAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(LongestAttempt);
        try
        {
            using var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = seal.Open(mail.Body) } };
            message.From.Add(MailboxAddress.Parse(options.From!));
            message.To.Add(new MailboxAddress(null, mail.Recipient));
            // RFC 3834: nobody's absence notice answers it.
            message.Headers.Add("Auto-Submitted", "auto-generated");
            using var smtp = new SmtpClient();
            await smtp.ConnectAsync(options.Host!, options.PortNumber, options.Encryption, deadline.Token);
            if (options.Username is { Length: > 0 }) await smtp.AuthenticateAsync(options.Username, options.Password!, deadline.Token);
            await smtp.SendAsync(message, deadline.Token);
            await smtp.DisconnectAsync(quit: true, CancellationToken.None);
            return (null, false);
        }
        catch (SmtpCommandException refused)
        {
            return ($"the mail server answered {(int)refused.StatusCode}", (int)refused.StatusCode is >= 550 and <= 559);
        }
        catch (CryptographicException)
        {
            return ("the keys that its text was encrypted with are gone", true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("the mail server took too long", false);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException or ProtocolException
            or MailKit.Security.AuthenticationException
            or MailKit.Security.SslHandshakeException or NotSupportedException)
        {
            return ($"the mail server cannot be used: {fault.Message}", false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} was not sent at attempt {Attempt} and is tried again: {Reason}")]
    private static partial void Failed(ILogger log, long mail, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Mail} is given up after attempt {Attempt}: {Reason}")]
    private static partial void GivenUp(ILogger log, long mail, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending mail met a fault and goes on")]
    private static partial void WorkerFault(ILogger log, Exception fault);
}
