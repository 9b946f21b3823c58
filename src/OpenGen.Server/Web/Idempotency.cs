using System.Buffers;
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
    public static void UseIdempotency(this WebApplication app) => app.Use((context, next) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey(Header) && CurrentCaller.Of(context) is { } user && !IsUpload(context.Request)
            ? OnceAsync(context, user, next)
            : next(context));

    private static bool IsUpload(HttpRequest request) => request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task OnceAsync(HttpContext context, Caller user, RequestDelegate next)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length is 0 or > LongestKey || key.Contains('\0', StringComparison.Ordinal))
        {
            await Problem.WriteAsync(context, Error.Invalid(Header, $"must have 1 to {LongestKey} characters"));
            return;
        }

        var stop = context.RequestAborted;
        var db = context.RequestServices.GetRequiredService<AppDbContext>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var call = new IdempotentCall
        {
            Scope = ScopeOf(user, context.Request, key),
            RequestHash = await HashAsync(context.Request, stop),
            StartedAt = now,
            AliveUntil = now + RunningCalls.Lease,
        };
        if (await IdempotentCall.BeginAsync(db, call, now - Lifetime, now, stop) is { } earlier)
        {
            await AnswerAsync(context, earlier, call.RequestHash);
            return;
        }
        await RunAsync(context, call, db, next);
    }

    private static async Task AnswerAsync(HttpContext context, IdempotentCall earlier, byte[] requestHash)
    {
        if (!requestHash.AsSpan().SequenceEqual(earlier.RequestHash)) await Problem.WriteAsync(context, KeyReused);
        else if (earlier.Status is not { } status) await Problem.WriteAsync(context, earlier.Committed ? CutOff : InProgress);
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
        using var answer = new MemoryStream();
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

        var status = context.Response.StatusCode;
        // A fault of ours is nothing to keep: the caller is meant to try again.
        if (status >= 500 || status is 401 or 429) await IdempotentCall.ForgetAsync(db, call.Id);
        else await call.EndAsync(db, status, context.Response.ContentType, context.Response.Headers.Location.ToString(), Sealed(context, answer));
        answer.Position = 0;
        await answer.CopyToAsync(client, context.RequestAborted);
    }

    private static byte[] Sealed(HttpContext context, MemoryStream answer) => answer.Length == 0 ? [] : Protector(context).Protect(answer.ToArray());

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

    /// <summary>The body as sent, and the query, which says as much as a body does.</summary>
    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken stop)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.QueryString.Value ?? ""));
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, stop)) > 0;) hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private static readonly Error KeyReused = Error.Refused("idempotency_key_reused", "This Idempotency-Key was sent with another body before; use a new key for a new request");

    /// <summary>Thrown where a call that was taken for dead wants to commit.</summary>
    internal static BadInputException Overtaken => new(new Error(ErrorKind.Conflict, "idempotency_in_progress",
        "This call was held up for so long that its Idempotency-Key was given to another one; nothing of it was done, try again in a moment"));

    private static readonly Error InProgress = new(ErrorKind.Conflict, "idempotency_in_progress", "The first call with this Idempotency-Key is still running; try again in a moment");

    private static readonly Error CutOff = new(ErrorKind.Conflict, "idempotency_in_progress",
        "The first call with this Idempotency-Key did its work and was cut off before it could answer; nothing was done twice, look at what it made");
}
