using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Vendors;

/// <summary>The keys that agents bring, as the database has them.</summary>
public sealed class StoredKeys
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_key_is_stored_under_the_word_of_the_first_releases_and_found_by_the_vendors_name(Database database)
    {
        await using var server = await RunningServer.StartAsync(database);
        var user = await Api.NewUserAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<VendorKeys>();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await keys.SetAsync(user.AgentId, VendorName.ElevenLabs, "key-of-eleven-labs", CancellationToken.None);
        await keys.SetAsync(user.AgentId, VendorName.Hume, "key-of-hume", CancellationToken.None);

        var words = await db.Database
            .SqlQuery<string>($"SELECT vendor AS \"Value\" FROM vendor_keys WHERE agent_id = {user.AgentId}").ToListAsync();
        Assert.Equal(["ElevenLabs", "Hume"], words.Order(StringComparer.Ordinal));
        Assert.Equal("key-of-eleven-labs", await keys.FindAsync(user.AgentId, VendorName.ElevenLabs, CancellationToken.None));
        Assert.Equal("key-of-hume", await keys.FindAsync(user.AgentId, VendorName.Hume, CancellationToken.None));
        Assert.Null(await keys.FindAsync(user.AgentId, VendorName.OpenAi, CancellationToken.None));
    }
}
