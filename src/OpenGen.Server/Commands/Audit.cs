using System.CommandLine;
using System.Globalization;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Accounts.Contracts;
using OpenGen.Server.Modules.Audit.Contracts;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen audit</c>: who did what, from where, for the operator; newest first, a line each, tabs between.</summary>
internal static class Audit
{
    private const int Most = AuditPages.Largest;

    public static Command Command()
    {
        var since = new Option<DateTime?>("--since")
        {
            Description = "Only what was done since then: 2026-03-01, or 2026-03-01T12:00:00Z (UTC)",
            CustomParser = parsed => Read(parsed.Tokens[0].Value, parsed.AddError),
        };
        var user = new Option<string?>("--user") { Description = "Only what this person did, by e-mail" };
        var action = new Option<string?>("--action") { Description = "Only this, such as session.failed" };
        var organization = new Option<long?>("--organization") { Description = "Only what was done in this organization" };
        var command = new Command("audit", $"Show who did what, newest first, at most {Most:N0} lines")
        {
            since,
            user,
            action,
            organization,
            CommandLine.Data,
            CommandLine.Database,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CommandLine.Build(parsed);
            await DataModule.OpenAsync(app.Services, cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<IUserDirectory>();
            var person = parsed.GetValue(user) is { } email ? await users.FindByEmailAsync(email, cancellationToken) : null;
            if (parsed.GetValue(user) is not null && person is null)
            {
                Console.Error.WriteLine($"There is nobody with the e-mail address {parsed.GetValue(user)}.");
                return 1;
            }
            var filter = new AuditFilter(parsed.GetValue(organization), person?.Id, parsed.GetValue(action), parsed.GetValue(since));
            await ShowAsync(scope.ServiceProvider.GetRequiredService<IAuditLog>(), users, filter, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task ShowAsync(IAuditLog audit, IUserDirectory users, AuditFilter filter, CancellationToken cancellationToken)
    {
        var lines = await audit.ListAsync(filter, Most, cancellationToken);
        var people = await users.FindAsync([.. lines.Select(l => l.UserId).OfType<long>().Distinct()], cancellationToken);
        foreach (var line in lines)
        {
            var who = line.UserId is not { } id ? "-" : people.GetValueOrDefault(id)?.Email ?? $"user {id}";
            var target = line.TargetType is null ? "-" : $"{line.TargetType} {line.TargetId}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{line.UpdatedAt:yyyy-MM-ddTHH:mm:ssZ}\t{line.Action}\t{line.Count}\t{who}\t{(line.WorkspaceId is { } w ? $"organization {w}" : "-")}\t{target}\t{line.IpAddress ?? "-"}\t{line.UserAgent ?? "-"}"));
        }
    }

    private static DateTime? Read(string text, Action<string> refuse)
    {
        if (DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        refuse($"--since \"{text}\" is no time: write 2026-03-01, or 2026-03-01T12:00:00Z.");
        return null;
    }
}
