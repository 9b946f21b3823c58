using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;

namespace OpenGen.Server.Web;

/// <summary>
/// <c>Idempotency-Key</c> on POST: the first call's answer is kept in the database for a day and given again to whoever sends the
/// same key, user, path and body; its work is done once, whichever node is asked and whatever crashes in between.
/// </summary>
internal static class Idempotency
{
    private const string Header = "Idempotency-Key";
    private const string ReplayHeader = "Idempotent-Replayed";
    private const int LongestKey = 255;

    /// <summary>Answers are kept encrypted: some hold a token or a link that is shown once and stands nowhere else.</summary>
    private const string Purpose = "OpenGen.IdempotentAnswers";

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Goes after authentication and before whatever reads the body.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.Use((context, next) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey(Header) && CurrentCaller.Of(context) is { } user
            ? OnceAsync(context, user, next)
            : next(context));

    private static async Task OnceAsync(HttpContext context, Caller user, RequestDelegate next)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length is 0 or > LongestKey || key.Contains('\0', StringComparison.Ordinal))
        {
            await Problem.WriteAsync(context, Error.Invalid(Header, $"must have 1 to {LongestKey} characters"));
            return;
        }

        var cancellationToken = context.RequestAborted;
        var db = context.RequestServices.GetRequiredService<AppDbContext>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var call = new IdempotentCall
        {
            Scope = ScopeOf(user, context.Request, key),
            RequestHash = await RequestHash.OfAsync(context.Request, cancellationToken),
            StartedAt = now,
            AliveUntil = now + RunningCalls.Lease,
        };
        if (await IdempotentCall.BeginAsync(db, call, now - Lifetime, now, cancellationToken) is { } earlier)
        {
            await AnswerAsync(context, earlier, call.RequestHash);
            return;
        }
        await RunAsync(context, call, db, next);
    }

    private static async Task AnswerAsync(HttpContext context, IdempotentCall earlier, byte[] requestHash)
    {
        if (!requestHash.AsSpan().SequenceEqual(earlier.RequestHash)) await Problem.WriteAsync(context, KeyReused);
        else if (earlier.Status is not { } status)
        {
            if (earlier.Location is { } made) context.Response.Headers.Location = made;
            await Problem.WriteAsync(context, earlier.Committed ? CutOff : InProgress);
        }
        // Without the keys it was encrypted with, as after a restore, the answer is as good as cut off.
        else if (Opened(context, earlier.Body) is not { } body) await Problem.WriteAsync(context, CutOff);
        else
        {
            context.Response.Headers[ReplayHeader] = "true";
            context.Response.StatusCode = status;
            if (earlier.Location is { } location) context.Response.Headers.Location = location;
            if (body.Length == 0) return;
            context.Response.ContentType = earlier.ContentType;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static async Task RunAsync(HttpContext context, IdempotentCall call, AppDbContext db, RequestDelegate next)
    {
        var client = context.Response.Body;
        await using var answer = new KeptAnswer(client);
        context.Response.Body = answer;
        // A save of one statement has no transaction of its own unless it is asked for; what is done must be noted with it.
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        try
        {
            using (context.RequestServices.GetRequiredService<RunningCalls>().Run(call.Id))
            using (CommittedCalls.Note(call.Id)) await next(context);
        }
        catch (BadInputException refused)
        {
            await Problem.WriteAsync(context, refused.Error);
        }
        catch
        {
            await IdempotentCall.ForgetAsync(db, call.Id);
            throw;
        }
        finally
        {
            context.Response.Body = client;
        }

        await KeepAsync(context, call, db, answer.Whole);
        await answer.SendAsync(context.RequestAborted);
    }

    /// <param name="answer">Null when it was too large to keep.</param>
    private static async Task KeepAsync(HttpContext context, IdempotentCall call, AppDbContext db, byte[]? answer)
    {
        var (status, location) = (context.Response.StatusCode, context.Response.Headers.Location.ToString());
        // What the caller is meant to try again is nothing to keep: a fault of ours, something that clashed, credentials to be put right.
        if (status is >= 500 or 401 or 409 or 429) await IdempotentCall.ForgetAsync(db, call.Id);
        else if (answer is not null) await call.EndAsync(db, status, context.Response.ContentType, location, Sealed(context, answer));
        else if (!await IdempotentCall.ForgetAsync(db, call.Id)) await call.EndAsync(db, null, null, location, []);
    }

    private static byte[] Sealed(HttpContext context, byte[] answer) => answer.Length == 0 ? [] : Protector(context).Protect(answer);

    private static byte[]? Opened(HttpContext context, byte[]? answer)
    {
        if (answer is not { Length: > 0 }) return [];
        try
        {
            return Protector(context).Unprotect(answer);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetDataProtector(Purpose);

    /// <summary>What must be the same for a key to mean the same call: whose it is, and where it was sent.</summary>
    private static byte[] ScopeOf(Caller user, HttpRequest request, string key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id}\n{request.Method}\n{request.Path}\n{key}"));

    private static readonly Error KeyReused = Error.Refused(
        "idempotency_key_reused", "This Idempotency-Key was sent with another body before; use a new key for a new request");

    /// <summary>Thrown where a call that was taken for dead wants to commit.</summary>
    internal static BadInputException Overtaken => new(new Error(ErrorKind.Conflict, "idempotency_in_progress",
        "This call was held up for so long that its Idempotency-Key was given to another one; nothing of it was done, "
        + "try again in a moment"));

    private static readonly Error InProgress = new(
        ErrorKind.Conflict, "idempotency_in_progress", "The first call with this Idempotency-Key is still running; try again in a moment");

    private static readonly Error CutOff = new(ErrorKind.Conflict, "idempotency_in_progress",
        "The first call with this Idempotency-Key did its work, and its answer is not there to be given again: it was cut off, "
        + "or larger than 1 MB; nothing was done twice, look at what it made");
}
