using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenGen.Fuzz;

/// <summary>
/// A user of its own with one of everything, made through the API when it is first asked for and again when it is gone, so that most
/// requests reach what handles them. Calls nobody: every URL it gives is a closed port of this machine.
/// </summary>
internal sealed class World(IPEndPoint server, string prefix) : IDisposable
{
    /// <summary>The discard port: nobody listens there.</summary>
    public const string NoUrl = "http://127.0.0.1:9/x.png";

    private const string Password = "correct horse battery";

    /// <summary>What goes when a thing goes.</summary>
    private static readonly Dictionary<string, string[]> Within = new()
    {
        ["organization_id"] = ["agent_id", "member_id"],
        ["agent_id"] = [
            "avatar_id", "account_id", "item_id", "voice_id", "job_id", "sheet_id", "content_resources", "asset_folders", "delivery_id",
            "sample_id"],
        ["sheet_id"] = ["row_id", "column_id", "variable_id"],
        ["row_id"] = ["cell_id", "layers_cell_id"],
        ["column_id"] = ["cell_id"],
        ["cell_id"] = ["generation_id"],
        ["layers_cell_id"] = ["layer_id"],
    };

    private readonly Connection _connection = new(server, TimeSpan.FromSeconds(60));
    private readonly Dictionary<string, string> _ids = [];
    private int _made;
    private string? _email;

    /// <summary>The API key of its user; empty before there is one.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The e-mail of its user.</summary>
    public string Email => _email ?? "";

    /// <summary>Ids of its things as they are now.</summary>
    public IReadOnlyCollection<string> Ids => _ids.Values;

    /// <summary>A name that nobody had before.</summary>
    public string Fresh() => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{++_made}");

    /// <summary>Begins anew with another user.</summary>
    public void Forget()
    {
        _ids.Clear();
        (Key, _email) = ("", null);
    }

    /// <summary>Notes that a thing is gone, and what was in it.</summary>
    public void Forget(string thing)
    {
        _ids.Remove(thing);
        foreach (var inner in Within.GetValueOrDefault(thing) ?? []) Forget(inner);
    }

    /// <summary>The id of a thing, which is made when it is not there.</summary>
    public async Task<string> IdAsync(string thing, CancellationToken cancellationToken)
    {
        if (_ids.TryGetValue(thing, out var known)) return known;
        await SignInAsync(cancellationToken);
        var made = await MakeAsync(thing, cancellationToken);
        if (made is not null) _ids[thing] = made;
        // Something it should have been made in is gone: the next that asks makes that anew.
        else if (thing is not ("delivery_id" or "voice_id" or "job_id" or "member_id")) Forget("agent_id");
        return made ?? "1";
    }

    /// <summary>A refresh token to spend.</summary>
    public async Task<string> RefreshTokenAsync(CancellationToken cancellationToken) =>
        (await SendAsync("POST", "/v1/auth/login", new JsonObject { ["email"] = Email, ["password"] = Password }, cancellationToken))?[
            "refresh_token"]?.ToString() ?? "none";

    /// <summary>A valid body for an operation: its example, with ids, addresses and URLs of this world in it.</summary>
    public async Task<JsonNode?> BodyAsync(Operation operation, CancellationToken cancellationToken) => operation.Id switch
    {
        "register" => new JsonObject { ["email"] = Fresh() + "@example.com", ["password"] = Password },
        "login" => new JsonObject { ["email"] = Email, ["password"] = Password },
        "refreshLogin" or "logout" => new JsonObject { ["refresh_token"] = await RefreshTokenAsync(cancellationToken) },
        "createApiKey" => new JsonObject { ["name"] = Fresh() },
        "addMember" => new JsonObject { ["email"] = await SomebodyAsync(cancellationToken), ["role"] = "viewer" },
        "createRemotionJob" => new JsonObject
        {
            ["job"] = new JsonObject
            {
                ["project_id"] = Number(await IdAsync("sheet_id", cancellationToken)),
                ["container_id"] = Number(await IdAsync("layers_cell_id", cancellationToken)),
                ["container_type"] = "SpreadsheetCell",
            },
        },
        "generateCellContent" =>
            new JsonObject { ["generation_type"] = "text", ["data"] = new JsonObject { ["prompt"] = "Write a hook about tea" } },
        "generateLayerContent" =>
            new JsonObject { ["generation_type"] = "image", ["data"] = new JsonObject { ["prompt"] = "A cup of tea" } },
        "finalizeDesignedVoice" => new JsonObject { ["generation_id"] = await IdAsync("sample_id", cancellationToken), ["name"] = Fresh() },
        "generateVoiceSamples" or "previewVoice" => new JsonObject { ["text"] = "Hello" },
        "addAgentAccount" or "addAgentInspiration" => new JsonObject { ["url"] = "https://x.com/" + Fresh() },
        "updateAutomationConfig" =>
            new JsonObject { ["automation_config"] = new JsonObject { ["webhook_url"] = NoUrl, ["polling_enabled"] = true } },
        "createAgentProfile" => new JsonObject
        {
            ["identity"] = new JsonObject { ["name"] = Fresh() },
            ["brand"] = new JsonObject { ["brand_name"] = "Aurora Coffee", ["goal"] = "sell beans" },
        },
        "patchAgentCore" => new JsonObject { ["brand_name"] = "Aurora Coffee", ["identity_type"] = "brand" },
        "createVariable" => new JsonObject { ["key"] = Fresh(), ["value"] = "tea" },
        "createDirectUpload" => new JsonObject
        {
            ["blob"] = new JsonObject
            {
                ["filename"] = "a.png",
                ["byte_size"] = Samples.Png.Length,
                ["content_type"] = "image/png",
                ["checksum"] = Convert.ToBase64String(Samples.Md5(Samples.Png)),
            },
        },
        _ => operation.Example is null ? null : await FilledAsync(operation.Example.DeepClone(), "", cancellationToken),
    };

    /// <summary>The files that an operation takes, by the name of their part.</summary>
    public static (string Part, byte[] File, string Name)? FileOf(Operation operation) => operation.Id switch
    {
        "createContentResource" => ("content_resource[file]", Samples.Png, "a.png"),
        "createAgentAvatar" => ("agent_avatars_attributes[0][file]", Samples.Png, "a.png"),
        "importGlobalVariables" => ("file", Samples.Workbook, "variables.xlsx"),
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private async Task<JsonNode?> FilledAsync(JsonNode? node, string name, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case JsonObject inner:
                foreach (var (key, value) in inner.ToList())
                    inner[key] = await FilledAsync(value?.DeepClone(), key == "id" ? name + "." : key, cancellationToken);
                return inner;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++) list[i] = await FilledAsync(list[i]?.DeepClone(), name, cancellationToken);
                return list;
            case JsonValue value
                when value.TryGetValue(out int number) && number == 42:
                return Number(await IdAsync(ThingOf(name), cancellationToken));
            case JsonValue value
                when value.TryGetValue(out string? text) && text.StartsWith("http", StringComparison.Ordinal):
                return NoUrl;
            default: return node;
        }
    }

    /// <summary>What a field with an id means.</summary>
    private static string ThingOf(string name) => name switch
    {
        "rows." or "row_ids" => "row_id",
        "columns." or "column_ids" => "column_id",
        "cells." => "cell_id",
        "layers." => "layer_id",
        "asset_folder." => "asset_folders",
        "user_job_id" => "generation_id",
        "target_agent_id" => "agent_id",
        _ => name,
    };

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        if (Key.Length > 0) return;
        _email = Fresh() + "@example.com";
        var credentials = new JsonObject { ["email"] = _email, ["password"] = Password };
        await SendAsync("POST", "/v1/auth/register", credentials.DeepClone(), cancellationToken);
        var token = (await SendAsync("POST", "/v1/auth/login", credentials, cancellationToken))?["token"]?.ToString();
        var made = await SendAsync(
            "POST", "/v1/persisted_tokens", new JsonObject { ["name"] = "fuzz" }, cancellationToken, ("Authorization", $"Bearer {token}"));
        Key = made?["token"]?.ToString()
            ?? throw new FuzzException($"Nobody can sign in at {server}: registering, logging in or making an API key failed");
        _ids["persisted_tokens"] = made["id"]?.ToString() ?? "1";
    }

    private async Task<string> SomebodyAsync(CancellationToken cancellationToken)
    {
        var email = Fresh() + "@example.com";
        await SendAsync("POST", "/v1/auth/register", new JsonObject { ["email"] = email, ["password"] = Password }, cancellationToken);
        return email;
    }

    private async Task<string?> MakeAsync(string thing, CancellationToken cancellationToken)
    {
        async Task<JsonNode?> Post(string path, JsonNode? body = null) => await SendAsync("POST", path, body, cancellationToken);
        async Task<JsonNode?> Get(string path) => await SendAsync("GET", path, null, cancellationToken);
        switch (thing)
        {
            case "slug": return "tiktok-vo-broll";
            case "persisted_tokens": return (await Post("/v1/persisted_tokens", new JsonObject { ["name"] = Fresh() }))?["id"]?.ToString();
            case "organization_id":
                return First(await Get("/v1/organizations"))?["id"]?.ToString()
                ?? (await Post("/v1/organizations", new JsonObject { ["name"] = Fresh() }))?["id"]?.ToString();
        }
        var organization = await IdAsync("organization_id", cancellationToken);
        switch (thing)
        {
            case "agent_id":
                return First(await Get("/v1/agents"))?["id"]?.ToString()
                    ?? (await Post(
                        "/v1/agents",
                        new JsonObject { ["agent"] = new JsonObject { ["name"] = Fresh() }, ["organization_id"] = Number(organization) }))?[
                            "id"]?.ToString();
            case "member_id":
                return (await Post(
                $"/v1/organizations/{organization}/members",
                new JsonObject { ["email"] = await SomebodyAsync(cancellationToken), ["role"] = "viewer" }))?["id"]?.ToString();
        }
        var agent = await IdAsync("agent_id", cancellationToken);
        var (person, mine) = ($"/v1/agents/{agent}", $"?agent_id={agent}");
        switch (thing)
        {
            case "avatar_id":
                return Last(
                await FileAsync($"{person}/avatars", "agent_avatars_attributes[]", cancellationToken))?["id"]?.ToString();
            case "account_id":
                return (await Post($"{person}/core/accounts", new JsonObject { ["url"] = "https://x.com/" + Fresh() }))?[
                "id"]?.ToString();
            case "item_id":
                return (await Post($"{person}/core/inspiration", new JsonObject { ["url"] = "https://x.com/" + Fresh() }))?[
                "id"]?.ToString();
            case "sample_id":
                return First(
                (await Post($"{person}/voice/design/generate-samples", new JsonObject { ["text"] = "Hello" }))?["samples"])?[
                    "generation_id"]?.ToString();
            case "voice_id":
                return (await Post(
                $"{person}/voice/design",
                new JsonObject { ["generation_id"] = await IdAsync("sample_id", cancellationToken), ["name"] = Fresh() }))?[
                    "voice_id"]?.ToString();
            case "job_id":
                return (await Post($"{person}/voice/local_de_male/preview", new JsonObject { ["text"] = "Hello" }))?[
                "user_job_id"]?.ToString();
            case "content_resources":
                return (await FileAsync(
                "/v1/content_resources" + mine, "content_resource[file]", cancellationToken))?["content_resource"]?["id"]?.ToString();
            case "asset_folders":
                return (await Post("/v1/asset_folders" + mine, new JsonObject { ["name"] = Fresh() }))?[
                "asset_folder_id"]?.ToString();
            case "sheet_id": return (await Post("/v1/autocontentengine" + mine, new JsonObject { ["title"] = Fresh() }))?["id"]?.ToString();
        }
        var sheet = $"/v1/autocontentengine/{await IdAsync("sheet_id", cancellationToken)}";
        switch (thing)
        {
            case "column_id":
                return (await Post($"{sheet}/columns{mine}", new JsonObject { ["title"] = Fresh(), ["type"] = "text" }))?[
                "id"]?.ToString();
            case "row_id": return (await Post($"{sheet}/rows{mine}"))?["id"]?.ToString();
            case "variable_id":
                return (await Post(
                $"{sheet}/global_variables{mine}", new JsonObject { ["key"] = Fresh(), ["value"] = "tea" }))?["id"]?.ToString();
            case "cell_id":
                return await CellAsync(
                sheet + mine, await IdAsync("row_id", cancellationToken), await IdAsync("column_id", cancellationToken), cancellationToken);
            case "layers_cell_id":
                return await CellAsync(
                sheet + mine, await IdAsync("row_id", cancellationToken), null, cancellationToken);
            case "layer_id":
                return (await Post($"{sheet}/cells/{await IdAsync("layers_cell_id", cancellationToken)}/layers{mine}",
                    new JsonObject
                    {
                        ["name"] = "a",
                        ["type"] = "text",
                        ["additional_attributes"] = new JsonObject { ["content"] = "hi" },
                    }))?["id"]?.ToString();
            case "generation_id":
                return (await Post($"{sheet}/cells/{await IdAsync("cell_id", cancellationToken)}/generate{mine}",
                    new JsonObject { ["generation_type"] = "text", ["data"] = new JsonObject { ["prompt"] = "Write a hook about tea" } }))?[
                        "generation_id"]?.ToString();
            case "delivery_id":
                await SendAsync("PATCH", $"{person}/automation_config", new JsonObject { ["webhook_url"] = NoUrl }, cancellationToken);
                await Post($"{sheet}/rows{mine}");
                await SendAsync("PATCH", $"{person}/automation_config", new JsonObject { ["webhook_url"] = null }, cancellationToken);
                return First(await Get($"{person}/webhook_deliveries"))?["id"]?.ToString();
            default: return null;
        }
    }

    /// <summary>A row's cell in a column; without one, in that of the videos.</summary>
    private async Task<string?> CellAsync(string sheet, string row, string? column, CancellationToken cancellationToken)
    {
        var read = await SendAsync("GET", sheet, null, cancellationToken);
        column ??= read?["spreadsheet_columns"]?.AsArray().FirstOrDefault(c => c!["type"]?.ToString() == "video")?["id"]?.ToString();
        return read?["spreadsheet_rows"]?.AsArray().FirstOrDefault(r => r!["id"]?.ToString() == row)?["spreadsheet_cells"]?.AsArray()
            .FirstOrDefault(c => c!["column_id"]?.ToString() == column)?["id"]?.ToString();
    }

    private async Task<JsonNode?> FileAsync(string path, string part, CancellationToken cancellationToken)
    {
        var body = Multipart.Of([new Part(part, Samples.Png, "a.png")], Multipart.Boundary);
        return await SendAsync(
            new FuzzRequest
            {
                Operation = new Operation("", "POST", path, [], null),
                Target = path,
                ContentType = Multipart.ContentType,
                Body = body,
            }, cancellationToken);
    }

    private Task<JsonNode?> SendAsync(
        string method, string path, JsonNode? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        var request = new FuzzRequest { Operation = new Operation("", method, path, [], null), Target = path };
        if (body is not null) (request.ContentType, request.Body) = ("application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));
        request.Headers.AddRange(headers);
        return SendAsync(request, cancellationToken);
    }

    /// <summary>What it answers when it is a success, else null; waits as long as a limit asks to.</summary>
    private async Task<JsonNode?> SendAsync(FuzzRequest request, CancellationToken cancellationToken)
    {
        if (Key.Length > 0 && !request.Headers.Exists(h => h.Name == "Authorization")) request.Headers.Add(("X-API-Key", Key));
        for (var attempt = 0; ; attempt++)
        {
            var answer = await _connection.SendAsync(
                request.ToBytes(server.ToString()), request.Body?.Length ?? 0, Sending.Whole, cancellationToken);
            if (answer.Status == 429 && attempt < 10 && answer.Headers.TryGetValue("Retry-After", out var wait)
                && int.TryParse(wait, CultureInfo.InvariantCulture, out var seconds))
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(seconds, 30)), cancellationToken);
                continue;
            }
            return answer.IsSuccess && answer.Body.Length > 0 ? JsonNode.Parse(answer.Body) : null;
        }
    }

    private static JsonNode? First(JsonNode? list) => (list as JsonArray)?.FirstOrDefault();

    private static JsonNode? Last(JsonNode? list) => (list as JsonArray)?.LastOrDefault();

    private static JsonNode Number(string id) =>
        long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(id);
}

/// <summary>Files to send.</summary>
internal static class Samples
{
    /// <summary>A picture of one pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A spreadsheet with one variable.</summary>
    public static readonly byte[] Workbook = MakeWorkbook();

    /// <summary>The checksum that storages ask for (RFC 1864), which keeps nothing secret.</summary>
#pragma warning disable CA5351
    public static byte[] Md5(byte[] file) => MD5.HashData(file);
#pragma warning restore CA5351

    private static byte[] MakeWorkbook()
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" "
                    + $"r:id=\"rId1\"/></sheets></workbook>");
            Write(
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                    + $"Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Write(
                "xl/worksheets/sheet1.xml",
                $"<worksheet xmlns=\"{Main}\"><sheetData>{Row(1, "Key", "Value")}{Row(2, "brand", "tea")}</sheetData></worksheet>");

            void Write(string part, string xml)
            {
                using var content = zip.CreateEntry(part).Open();
                content.Write(Encoding.UTF8.GetBytes(xml));
            }
        }
        return file.ToArray();

        static string Row(int number, string a, string b) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"<row r=\"{number}\"><c r=\"A{number}\" t=\"str\"><v>{a}</v></c><c r=\"B{number}\" t=\"str\"><v>{b}</v></c></row>");
    }
}

/// <summary>A run that cannot go on, with what to do.</summary>
internal sealed class FuzzException(string message) : Exception(message);
