using System.Reflection;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Http;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>The user a request speaks for; a handler that takes one gets it.</summary>
internal sealed record CurrentUser(long Id, string Email, string? Name, string? Username, DateTime CreatedAt)
{
    private static readonly object Key = new();

    public void Attach(HttpContext context) => context.Items[Key] = this;

    public static CurrentUser? Of(HttpContext context) => context.Items[Key] as CurrentUser;

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<CurrentUser?>(Of(context) ?? throw new BadInputException(Error.Unauthorized));
}

/// <summary>What other modules may know of users.</summary>
internal sealed class UserDirectory(AppDbContext db)
{
    /// <summary>The user with this e-mail, or null.</summary>
    public Task<CurrentUser?> FindByEmailAsync(string email, CancellationToken stop)
    {
        var normalized = email.Trim().ToUpperInvariant();
        return db.Users.AsNoTracking().Where(u => u.NormalizedEmail == normalized)
            .Select(u => new CurrentUser(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).FirstOrDefaultAsync(stop);
    }

    /// <summary>Users by id; who is not there any more is not in it.</summary>
    public Task<Dictionary<long, CurrentUser>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken stop) =>
        db.Users.AsNoTracking().Where(u => ids.Contains(u.Id))
            .Select(u => new CurrentUser(u.Id, u.Email!, u.Name, u.Username, u.CreatedAt)).ToDictionaryAsync(u => u.Id, stop);
}
