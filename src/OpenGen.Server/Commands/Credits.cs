using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using OpenGen.Server.Data;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Audit.Contracts;
using OpenGen.Server.Modules.Workspaces;

namespace OpenGen.Server.Commands;

/// <summary><c>opengen credits grant</c>: an operator gives a workspace credits.</summary>
internal static class Credits
{
    public static Command Command()
    {
        var organization = new Option<long>("--organization") { Description = "The organization's id", Required = true };
        var amount = new Option<long>("--amount") { Description = "Whole credits, 1 or more", Required = true };
        var grant = new Command("grant", "Give a workspace credits") { organization, amount, CommandLine.Data, CommandLine.Database };
        grant.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CommandLine.Build(parsed);
            await DataModule.OpenAsync(app.Services, cancellationToken);
            await using var scope = app.Services.CreateAsyncScope();
            return await GrantAsync(scope.ServiceProvider, parsed.GetValue(organization), parsed.GetValue(amount), cancellationToken);
        });
        return new Command("credits", "Look after credits") { grant };
    }

    private static async Task<int> GrantAsync(
        IServiceProvider services, long organization, long amount, CancellationToken cancellationToken)
    {
        if (amount is < 1 or > 1_000_000_000)
        {
            Console.Error.WriteLine("The amount must be from 1 to 1,000,000,000 credits.");
            return 1;
        }
        var db = services.GetRequiredService<AppDbContext>();
        if (!await db.Workspaces.AnyAsync(w => w.Id == organization, cancellationToken))
        {
            Console.Error.WriteLine($"There is no organization {organization}.");
            return 1;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await services.GetRequiredService<Ledger>()
            .GrantAsync(organization, new Jobs.Credits(amount), "Granted by the operator", cancellationToken) is { } refused)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
        await services.GetRequiredService<IAuditLog>()
            .WriteAsync(new Audited(AuditActions.CreditsGranted, null, organization, "workspace", organization), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Console.Error.WriteLine($"Organization {organization} has {amount} credits more.");
        return 0;
    }
}
