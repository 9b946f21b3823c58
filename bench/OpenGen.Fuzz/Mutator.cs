using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenGen.Fuzz;

/// <summary>Makes requests out of valid ones: as they are, or with one thing or a few wrong in them.</summary>
/// <param name="others">Ids of other workers' things: somebody else's.</param>
internal sealed class Mutator(World world, Random random, IReadOnlyList<string> others)
{
    private const string Mark = "@@nasty@@";

    private static readonly string[] Values = [
        "", "1", "-1", "a", "é", "\u0080\u00ff", "*/*", "bytes=0-0", "bytes=9-1", "\"x\"", "W/\"\"", "gzip", new string('x', 3_000)];

    private static readonly string[] Names =
    [
        "Idempotency-Key", "Idempotency-Key", "Accept", "Accept-Encoding", "Accept-Language", "Range", "If-None-Match", "If-Modified-Since",
        "X-HTTP-Method-Override", "X-Forwarded-For", "X-Forwarded-Proto",
        "X-Forwarded-Host", "Forwarded", "Origin", "Referer", "Cookie", "Authorization", "X-API-Key", "Content-Encoding", "Expect",
        "Upgrade", "Host", "TE", "Trailer", "Content-Language", "X-Request-Id", "traceparent",
    ];

    /// <summary>A request that is right in all that can be known from the document and the world.</summary>
    public async Task<FuzzRequest> ValidAsync(Operation operation, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, string>();
        foreach (var name in operation.Names) ids[name] = await world.IdAsync(operation.ThingOf(name), cancellationToken);
        // What a key is revoked with must not be the key that is used.
        if (operation is { Method: "DELETE" } && ids.ContainsKey("id") && operation.ThingOf("id") == "persisted_tokens")
        {
            world.Forget("persisted_tokens");
            ids["id"] = await world.IdAsync("persisted_tokens", cancellationToken);
        }
        var target = operation.Filled(name => ids[name]);
        if (operation.Query.Contains("agent_id")) target += "?agent_id=" + await world.IdAsync("agent_id", cancellationToken);
        var request = new FuzzRequest { Operation = operation, Target = target };
        if (await world.BodyAsync(operation, cancellationToken) is { } body)
            (request.ContentType, request.Body) = ("application/json", Encoding.UTF8.GetBytes(body.ToJsonString()));
        if (World.FileOf(operation) is { } file)
            (request.ContentType, request.Body) = (
                Multipart.ContentType, Multipart.Of([new Part(file.Part, file.File, file.Name)], Multipart.Boundary));
        request.Headers.Add(("X-API-Key", world.Key));
        return request;
    }

    /// <summary>One that is wrong.</summary>
    public async Task<FuzzRequest> WrongAsync(Operation operation, CancellationToken cancellationToken)
    {
        var request = await ValidAsync(operation, cancellationToken);
        var body = await world.BodyAsync(operation, cancellationToken);
        var kind = random.Next(10);
        if (body is not null && kind < 7)
        {
            switch (random.Next(6))
            {
                case 0: Urlencoded(request, body); break;
                case 1: AsMultipart(request, body, World.FileOf(operation)); break;
                default: AsJson(request, body); break;
            }
        }
        else if (kind == 7 && operation.Names.Count > 0) InPath(request);
        else if (kind == 8) InHeaders(request);
        else InQuery(request);
        if (random.Next(12) == 0) InHeaders(request);
        if (request.Body is { Length: > 1 } && random.Next(60) == 0)
        {
            request.Sending = random.Next(2) == 0 ? Sending.CutOff : Sending.Slowly;
            request.Mutations.Add(request.Sending == Sending.CutOff ? "cut off" : "slow");
        }
        return request;
    }

    private void AsJson(FuzzRequest request, JsonNode body)
    {
        var nasty = new List<byte[]>();
        var count = random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            var (json, name) = Nasty.Value(random, Ids());
            var places = Places(body).ToList();
            var (parent, key) = places.Count == 0 ? (null, null) : Nasty.Pick(random, places);
            if (parent is null || random.Next(40) == 0)
            {
                (request.ContentType, request.Body) = ("application/json", json);
                request.Mutations.Add("body = " + name);
                return;
            }
            var mark = JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{Mark}{nasty.Count}@"));
            nasty.Add(json);
            if (parent is JsonArray list) list[int.Parse(key!, CultureInfo.InvariantCulture)] = mark;
            else if (random.Next(12) == 0)
                (key,
                    parent[
                        Nasty.Pick(
                            random, ["a\u0000b", "", "agent_id", "id", "unknown", "additional_attributes", new string('k', 3_000)])]) = (
                                key + " beside", mark);
            else if (random.Next(12) == 0) ((JsonObject)parent).Remove(key!);
            else parent[key!] = mark;
            request.Mutations.Add($"{key} = {name}");
        }
        request.ContentType = random.Next(40) == 0
            ? Nasty.Pick(
                random,
                ["application/json; charset=utf-16", "text/json", "application/vnd.api+json", "application/json;", "text/plain",
                    "application/x-www-form-urlencoded", "multipart/form-data"])
            : "application/json";
        request.Body = Joined(body.ToJsonString(), nasty);
    }

    /// <summary>Puts bytes where their marks stand.</summary>
    private static byte[] Joined(string json, List<byte[]> nasty)
    {
        using var bytes = new MemoryStream();
        var at = 0;
        while (json.IndexOf($"\"{Mark}", at, StringComparison.Ordinal) is var mark and >= 0)
        {
            var end = json.IndexOf("@\"", mark + Mark.Length, StringComparison.Ordinal);
            bytes.Write(Encoding.UTF8.GetBytes(json[at..mark]));
            bytes.Write(nasty[int.Parse(json.AsSpan(mark + Mark.Length + 1, end - mark - Mark.Length - 1), CultureInfo.InvariantCulture)]);
            at = end + 2;
        }
        bytes.Write(Encoding.UTF8.GetBytes(json[at..]));
        return bytes.ToArray();
    }

    private void Urlencoded(FuzzRequest request, JsonNode body)
    {
        var fields = Changed(request, body).Select(f => $"{Escaped(f.Name)}={Escaped(f.Value)}");
        request.ContentType = "application/x-www-form-urlencoded";
        var text = string.Join('&', fields);
        if (random.Next(10) == 0)
        {
            var more = Nasty.Pick(
                random,
                ["&%ff=1", "&a=%ff%fe", "&a=%00", "&%00=b", "&", "&&&", "&=", "=", "&a", "&%", "&a=%zz",
                    "&" + string.Concat(Enumerable.Repeat("a&", 5_000)), "&" + new string('k', 5_000),
                    "&" + string.Concat(Enumerable.Repeat("a[][b]=1&", 20_000))]);
            text += more;
            request.Mutations.Add("form " + (more.Length > 40 ? more[..40] + "…" : more));
        }
        request.Body = Encoding.Latin1.GetBytes(text);
    }

    private void AsMultipart(FuzzRequest request, JsonNode body, (string Part, byte[] File, string Name)? file)
    {
        var parts = Changed(request, body)
            .Select(f => new Part(f.Name.Replace("\"", "%22", StringComparison.Ordinal), Encoding.UTF8.GetBytes(f.Value))).ToList();
        if (file is { } sent) parts.Add(new Part(sent.Part, sent.File, sent.Name));
        if (random.Next(4) == 0)
        {
            var place = Nasty.Pick(
                random,
                ["file", "a[][b]", "additional_attributes[x]", "data[x]", "agent_id", "pictures[]", "[]", "a[", "content_resource[file]",
                    "agent_avatars_attributes[7][file]", "x\u00ff"]);
            var content = Nasty.Pick(
                random,
                new byte[][]
                {
                    [],
                    Samples.Png,
                    Samples.Png[..30],
                    Samples.Workbook[..200],
                    [.. "RIFF\0\0\0\0WAVE"u8],
                    [.. "<svg/>"u8],
                    new byte[70_000],
                });
            parts.Add(
                new Part(
                    place, content,
                    Nasty.Pick(random, ["a.png", "", "../../x", "a\u0001b", new string('n', 2_000), "\u00ff\u00fe", "a.xlsx"])));
            request.Mutations.Add("a file at " + place);
        }
        if (random.Next(20) == 0)
        {
            parts.AddRange(Enumerable.Repeat(new Part("a[][b]", "1"u8.ToArray()), 5_000));
            request.Mutations.Add("5,000 parts a[][b]");
        }
        request.ContentType = Multipart.ContentType;
        request.Body = Multipart.Of(parts, Multipart.Boundary);
        if (random.Next(10) != 0) return;
        (request.ContentType, request.Body) = random.Next(4) switch
        {
            0 => ("multipart/form-data", request.Body),
            1 => ("multipart/form-data; boundary=" + new string('b', 300), request.Body),
            2 => (Multipart.ContentType, request.Body[..(request.Body.Length / 2)]),
            _ => (
                Multipart.ContentType,
                Encoding.Latin1.GetBytes(
                    Encoding.Latin1.GetString(request.Body).Replace("form-data", "form-dta", StringComparison.Ordinal))),
        };
        request.Mutations.Add("broken multipart");
    }

    /// <summary>A body as a form's fields, some of them changed.</summary>
    private List<(string Name, string Value)> Changed(FuzzRequest request, JsonNode body)
    {
        var fields = Fields(body, "").ToList();
        for (var i = random.Next(1, 3); i > 0 && fields.Count > 0; i--)
        {
            var at = random.Next(fields.Count);
            var (name, value) = fields[at];
            switch (random.Next(5))
            {
                case 0:
                    name = Nasty.Pick(
                        random,
                        [name + "[]", name + "[0]", name + "[][x]", name + "[", "[" + name, name + "[a][b][c]",
                            name + string.Concat(Enumerable.Repeat("[d]", random.Next(20, 60))), name.Split('[')[0], name + "\0", ""]);
                    break;
                case 1:
                    fields.Add((name, Nasty.Text(random, Ids())));
                    break;
                default:
                    value = Nasty.Text(random, Ids());
                    break;
            }
            fields[at] = (name, value);
            request.Mutations.Add($"{name} = {(value.Length > 60 ? value[..60] + "…" : value)}");
        }
        return fields;
    }

    private void InPath(FuzzRequest request)
    {
        var names = request.Operation.Names;
        var value = random.Next(3) == 0
            ? Nasty.Pick(
                random,
                ["%00", "a%00b", "%ff", "%ED%A0%80", "..", "%2e%2e%2f", "%252e", "a%2Fb", "%", "+", "%20", ";x", new string('9', 400),
                    new string('x', 9_000), "1%0d%0aX:1", "%E2%80%AE"])
            : Uri.EscapeDataString(Nasty.Text(random, Ids()));
        var changed = Nasty.Pick(random, names);
        var old = request.Target.Split('?')[0].Split('/');
        var pattern = request.Operation.Path.Split('/');
        for (var i = 0; i < old.Length && i < pattern.Length; i++)
            if (pattern[i] == "{" + changed + "}") old[i] = value;
        request.Target = string.Join('/', old)
            + (request.Target.Contains('?', StringComparison.Ordinal) ? "?" + request.Target.Split('?', 2)[1] : "");
        request.Mutations.Add($"path {changed} = {(value.Length > 60 ? value[..60] + "…" : value)}");
    }

    private void InQuery(FuzzRequest request)
    {
        var name = request.Operation.Query.Count > 0 && random.Next(5) > 0
            ? Nasty.Pick(random, request.Operation.Query)
            : Nasty.Pick(random, ["page", "per_page", "page_size", "cursor", "agent_id", "ids[]", "a%00b", "", "x[]"]);
        var value = random.Next(4) == 0
            ? Nasty.Pick(
                random,
                ["%00", "a%00b", "%ff", "%ED%A0%80", "%", "", "1&1", new string('x', 5_000), "1&agent_id=2&agent_id=3", "+", "%0d%0a"])
            : Uri.EscapeDataString(Nasty.Text(random, Ids()));
        if (name == "agent_id" && random.Next(2) == 0) request.Target = request.Target.Split('?')[0];
        request.Target += (request.Target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"{name}={value}";
        request.Mutations.Add($"query {name} = {(value.Length > 60 ? value[..60] + "…" : value)}");
    }

    private void InHeaders(FuzzRequest request)
    {
        var (name, value) = (Nasty.Pick(random, Names), random.Next(4) == 0 ? Nasty.Id(random, []) : Nasty.Pick(random, Values));
        switch (random.Next(20))
        {
            case 0: (name, value) = ("X-Large", new string('x', 40_000)); break;
            case 1: (name, value) = ("X-Nul", "a\0b"); break;
            case 2: (name, value) = ("Bad Name", "x"); break;
            case 3: (name, value) = ("Content-Length", "1"); break;
            case 4: (name, value) = ("Transfer-Encoding", Nasty.Pick(random, ["chunked", "gzip", "identity", "chunked, chunked"])); break;
        }
        if (name is "Authorization" or "X-API-Key" or "Cookie") request.Headers.RemoveAll(h => h.Name == "X-API-Key");
        request.Headers.Add((name, value));
        request.Mutations.Add($"{name}: {(value.Length > 60 ? value[..60] + "…" : value)}");
    }

    private IReadOnlyList<string> Ids() => random.Next(2) == 0 && others.Count > 0 ? others : [.. world.Ids];

    private static IEnumerable<(JsonNode? Parent, string? Key)> Places(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(f => Places(f.Value).Prepend((inner, f.Key))),
        JsonArray list => list.SelectMany((v, i) => Places(v).Prepend((list, i.ToString(CultureInfo.InvariantCulture)))),
        _ => [],
    };

    private static IEnumerable<(string Name, string Value)> Fields(JsonNode? node, string name) => node switch
    {
        JsonObject inner => inner.SelectMany(f => Fields(f.Value, name.Length == 0 ? f.Key : $"{name}[{f.Key}]")),
        JsonArray list => list.SelectMany(v => Fields(v, name + "[]")),
        null => [],
        _ => [(name, node.ToString())],
    };

    private string Escaped(string text) =>
        random.Next(10) == 0 ? text.Replace("&", "%26", StringComparison.Ordinal) : Uri.EscapeDataString(text);
}
