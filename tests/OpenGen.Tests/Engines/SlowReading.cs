using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenGen.Server.Data;
using OpenGen.Tests.Support;

namespace OpenGen.Tests.Engines;

/// <summary>Clients that ask for a large sheet and do not read it.</summary>
public sealed class SlowReading
{
    private const int Readers = 60;

    [Fact]
    public async Task Whoever_does_not_read_what_they_asked_for_takes_no_connection_from_the_others()
    {
        // Fewer connections than there are readers, and more than may read sheets at once.
        await using var database = await PostgresDatabase.CreateAsync();
        await using var server = await RunningServer.StartAsync(
            database, _ => { }, ("Data:Database", database.Connection + ";Maximum Pool Size=45;Timeout=5"), ("Jobs:Enabled", "false"));
        var user = await Api.NewUserAsync(server);
        var sheet = await user.NewSheetAsync("Text");
        await database.ExecuteAsync(
            $"""
            INSERT INTO sheet_rows (sheet_id, position, additional_attributes, created_at, updated_at)
            SELECT {sheet.Id}, i, '{"{}"}', now(), now() FROM generate_series(1, 400) AS i;
            INSERT INTO sheet_cells (sheet_id, row_id, column_id, value, additional_attributes, created_at, updated_at)
            SELECT r.sheet_id, r.id, c.id, repeat('x', 50000), '{"{}"}', now(), now()
            FROM sheet_rows r JOIN sheet_columns c ON c.sheet_id = r.sheet_id WHERE r.sheet_id = {sheet.Id} AND r.position > 0 AND c.type = 'Text';
            """);

        var readers = new List<Socket>();
        try
        {
            for (var i = 0; i < Readers; i++) readers.Add(await AskAsync(server.Address, sheet.Path(""), user.Api.ApiKey!));
            // All who may read have begun to: their answers are larger than what connections hold.
            await Waiting.UntilAsync(
                async () => await database.CountAsync(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL") > 30,
                "sheets are being read");
            for (var i = 0; i < 5; i++) Assert.Equal(200, (int)(await user.Api.GetAsync("/v1/agents")).Status);
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
        // Those who waited for their place and those who had one are gone, and it is free.
        Assert.Equal(200, (int)(await user.Api.GetAsync(sheet.Path("/rows") + "&per_page=1")).Status);
    }

    /// <summary>Sends a request, and reads nothing.</summary>
    private static async Task<Socket> AskAsync(Uri server, string path, string key)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(server.Host, server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nX-API-Key: {key}\r\n\r\n"));
        return socket;
    }
}
