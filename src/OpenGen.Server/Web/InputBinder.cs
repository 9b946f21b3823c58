using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenGen.Server.Web;

/// <summary>
/// Fills positional records from a tree, leniently where clients differ (an id as a numeric string, a boolean
/// from a form) and strictly where a value cannot be meant, collecting every fault with its field path.
/// </summary>
internal static class InputBinder
{
    private const string FileKey = "file";
    private const string AgentId = "agent_id";

    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Binds a whole body.</summary>
    /// <exception cref="BadInputException">422 with all faults.</exception>
    public static object Bind(Type type, JsonObject body) => Bind(type, body, _ => null);

    /// <summary>Binds a whole body, and what comes from elsewhere.</summary>
    /// <param name="outside">Of a field that does not come from the body, what was sent.</param>
    /// <exception cref="BadInputException">422 with all faults.</exception>
    public static object Bind(Type type, JsonObject body, Func<Field, Outside?> outside)
    {
        var shape = ShapeOf(type);
        var inner = shape.Wrapper is { } wrapper && body[wrapper] is JsonObject wrapped ? wrapped : null;
        var faults = new Faults();
        if (shape.Wrapper is { } name && body[name] is not (null or JsonObject)) faults.Add(name, "must be an object");

        var value = Build(
            shape,
            (inner ?? body).Select(f => f.Key),
            key => inner is not null && inner.ContainsKey(key) ? (true, inner[key]) : (body.ContainsKey(key), body[key]),
            inner is null ? "" : shape.Wrapper + ".", faults, outside);
        if (faults.Any) throw new BadInputException(Error.Invalid(faults.ToDictionary()));
        return value!;
    }

    private static object? Build(
        Shape shape, IEnumerable<string> keys, Func<string, (bool There, JsonNode? Node)> field, string path, Faults faults,
        Func<Field, Outside?>? outside = null)
    {
        var arguments = new object?[shape.Fields.Length];
        var before = faults.Count;
        if (shape.Strict)
            // agent_id is everywhere's, but only where a body begins.
            foreach (var unknown in keys.Where(k => !shape.Keys.Contains(k) && (k != AgentId || path.Length > 0)))
                faults.Add(path + unknown, "is not a field there is");
        for (var i = 0; i < arguments.Length; i++)
        {
            var f = shape.Fields[i];
            var from = outside?.Invoke(f);
            var at = from is null ? path + f.Key : f.Key;
            var (there, node) = from is null ? field(f.Key) : (from.Node is not null, from.Node);
            var value = node is null ? from?.Value : Convert(f.ValueType, node, at, faults);
            if (value is null && f.Required && !faults.Has(at)) faults.Add(at, "is required");
            if (value is not null) Check(f, value, at, faults);
            arguments[i] = f.Sent is { } sent ? sent.Invoke(there, value) : value ?? f.Default;
        }
        return faults.Count > before ? null : shape.Constructor.Invoke(arguments.AsSpan());
    }

    /// <summary>What is wrong with a record that was not bound here but made by a program; null for nothing.</summary>
    public static Error? Check(object request)
    {
        var faults = new Faults();
        CheckFields(request, "", faults);
        return faults.Any ? Error.Invalid(faults.ToDictionary()) : null;
    }

    private static void CheckFields(object record, string path, Faults faults)
    {
        foreach (var field in ShapeOf(record.GetType()).Fields)
        {
            var at = path + field.Key;
            var value = field.Property?.GetValue(record);
            if (value is ISent sent) value = sent.Value;
            if (value is null && field.Required) faults.Add(at, "is required");
            if (value is null) continue;
            Check(field, value, at, faults);
            CheckWithin(field.ValueType, value, at, faults);
        }
    }

    private static void CheckWithin(Type type, object value, string path, Faults faults)
    {
        if (IsRecord(type)) CheckFields(value, path + ".", faults);
        if (ListElement(type) is not { } element) return;
        foreach (var (item, i) in ((IEnumerable)value).Cast<object?>().Select((item, i) => (item, i)))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (item is null) faults.Add(at, "must not be null");
            else CheckWithin(element, item, at, faults);
        }
    }

    private static void Check(Field field, object value, string path, Faults faults)
    {
        if (field.Required && value is string { Length: var length } text && (length == 0 || string.IsNullOrWhiteSpace(text)))
            faults.Add(path, "can't be blank");
        foreach (var rule in field.Rules)
            if (!rule.IsValid(value))
                faults.Add(path, Say(rule));
    }

    private static string Say(ValidationAttribute rule) => rule switch
    {
        MaxLengthAttribute { Length: var most } => $"is too long (at most {most})",
        MinLengthAttribute { Length: var least } => $"is too short (at least {least})",
        StringLengthAttribute s => $"must have {s.MinimumLength} to {s.MaximumLength} characters",
        // As doubles they are no numbers to read.
        RangeAttribute { Maximum: >= (double)long.MaxValue } r => $"must be {r.Minimum} or more",
        RangeAttribute r => $"must be between {r.Minimum} and {r.Maximum}",
        AllowedValuesAttribute a => $"must be one of {string.Join(", ", a.Values.Where(v => v is not null))}",
        EmailAddressAttribute => "is not an e-mail address",
        RegularExpressionAttribute r => $"must match {r.Pattern}",
        _ => "is not valid",
    };

    private static object? Convert(Type type, JsonNode node, string path, Faults faults)
    {
        if (type == typeof(FileOrText))
            return node is JsonValue either && either.TryGetValue(out UploadedFile? itself) ? new FileOrText(itself, null)
                : node is JsonValue && Text(node) is { } text ? new FileOrText(null, text)
                : faults.Wrong(path, "must be a file, or a text that names one");
        if (node is JsonValue sent && sent.TryGetValue(out UploadedFile? file))
        {
            if (type == typeof(UploadedFile)) return file;
            // pictures[]=@f and pictures[][file]=@f are the same: of an object with a file, the file.
            return TakesFile(type)
                ? Build(ShapeOf(type), [FileKey], key => (key == FileKey, key == FileKey ? node : null), path + ".", faults)
                : faults.Wrong(path, "must not be a file");
        }
        if (type == typeof(UploadedFile)) return faults.Wrong(path, "must be a file, sent as multipart/form-data");
        if (type == typeof(JsonNode)) return HoldsFile(node, path, faults) ? null : node;
        if (type == typeof(JsonObject)) return AsObject(node, path, faults);
        if (type == typeof(string)) return Text(node) ?? faults.Wrong(path, "must be a string");
        if (type == typeof(long)) return Integer(node) ?? faults.Wrong(path, "must be an integer");
        if (type == typeof(int))
            return Integer(node) is { } n && n is >= int.MinValue and <= int.MaxValue ? (int)n : faults.Wrong(path, "must be an integer");
        if (type == typeof(double)) return Number(node) ?? faults.Wrong(path, "must be a number");
        if (type == typeof(DateTimeOffset))
            return Time(node) ?? faults.Wrong(path, "must be a time in ISO 8601, such as 2026-01-31T12:00:00Z");
        if (type == typeof(bool)) return Boolean(node) ?? faults.Wrong(path, "must be true or false");
        if (type.IsEnum)
            return Choice(type, node)
                ?? faults.Wrong(path, "must be one of " + string.Join(", ", Enum.GetNames(type).Select(ApiJson.Name)));
        if (ListElement(type) is { } element) return List(element, node, path, faults);
        if (node is not JsonObject inner) return faults.Wrong(path, "must be an object");
        return Build(ShapeOf(type), inner.Select(f => f.Key), key => (inner.ContainsKey(key), inner[key]), path + ".", faults);
    }

    private static bool TakesFile(Type type) =>
        IsRecord(type) && Array.Exists(ShapeOf(type).Fields, f => f.Key == FileKey && f.ValueType == typeof(UploadedFile));

    /// <summary>Whether it is one of ours that is bound field by field.</summary>
    private static bool IsRecord(Type type) =>
        type.Namespace?.StartsWith("OpenGen", StringComparison.Ordinal) == true
        && !type.IsEnum && type != typeof(UploadedFile) && type != typeof(FileOrText);

    private static IList? List(Type element, JsonNode node, string path, Faults faults)
    {
        // Rails-style forms number the elements: rows[0][id]=…
        var items = node is JsonObject numbered && numbered.Count > 0 && numbered.All(e => IsNumber(e.Key))
            ? [.. numbered.OrderBy(e => int.Parse(e.Key, CultureInfo.InvariantCulture)).Select(e => e.Value)]
            : node as IList<JsonNode?>;
        if (items is null)
        {
            faults.Add(path, "must be a list");
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (var i = 0; i < items.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (items[i] is not { } item) faults.Add(at, "must not be null");
            else if (Convert(element, item, at, faults) is { } value) list.Add(value);
        }
        return list;
    }

    private static bool IsNumber(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>An object, or a string that holds one (forms carry free JSON so), which is read as strictly as a body.</summary>
    private static JsonObject? AsObject(JsonNode node, string path, Faults faults)
    {
        if (node is JsonObject inner) return HoldsFile(inner, path, faults) ? null : inner;
        if (node is not JsonValue value || !value.TryGetValue(out string? text))
            return (JsonObject?)faults.Wrong(path, "must be an object");
        var fault = JsonText.Read(Encoding.UTF8.GetBytes(text), BodyLimits.SignedIn, out var parsed);
        if (fault is { Fields: { } fields })
            foreach (var (within, said) in fields) faults.Add(path + "." + within, said[0]);
        else if (fault is not null) faults.Add(path, "must be an object, in JSON that names nothing twice and is nested no deeper than 32");
        else if (parsed is not JsonObject) faults.Add(path, "must be an object");
        return parsed as JsonObject;
    }

    /// <summary>Adds a fault for every file in free JSON, where there is no place for one.</summary>
    private static bool HoldsFile(JsonNode? node, string path, Faults faults)
    {
        var found = false;
        if (node is JsonObject inner)
            foreach (var (key, value) in inner) found |= HoldsFile(value, path + "." + key, faults);
        else if (node is JsonArray list)
            for (var i = 0; i < list.Count; i++)
                found |= HoldsFile(list[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), faults);
        else if (node is JsonValue value && value.TryGetValue(out UploadedFile? _))
        {
            faults.Add(path, "must not be a file");
            found = true;
        }
        return found;
    }

    private static string? Text(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => null,
    };

    private static long? Integer(JsonNode node)
    {
        if (node is JsonValue value && value.TryGetValue(out long number)) return number;
        return node.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
            && long.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;
    }

    private static double? Number(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null;

    /// <summary>By its name on the wire, in any case; a number is none.</summary>
    private static object? Choice(Type type, JsonNode node)
    {
        var text = Text(node);
        var name = Array.Find(Enum.GetNames(type), n => ApiJson.Name(n).Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse(type, name);
    }

    /// <summary>UTC, unless it says otherwise.</summary>
    private static DateTimeOffset? Time(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.String
        && DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static bool? Boolean(JsonNode node) => Text(node) switch
    {
        "true" or "1" or "on" => true,
        "false" or "0" or "off" => false,
        _ => null,
    };

    private static Type? ListElement(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static Shape ShapeOf(Type type) => Shapes.GetOrAdd(type, static t =>
    {
        var constructor = ConstructorOf(t);
        var nullability = new NullabilityInfoContext();
        return new Shape(
            ConstructorInvoker.Create(constructor), t.GetCustomAttribute<WrapperAttribute>()?.Name, t.IsDefined(typeof(StrictAttribute)),
            [.. constructor.GetParameters().Select(p => FieldOf(p, nullability))]);
    });

    /// <summary>The constructor that names a record's fields; the other one copies.</summary>
    public static ConstructorInfo ConstructorOf(Type type) =>
        type.GetConstructors().First(c => c.GetParameters() is not [{ } only] || only.ParameterType != type);

    /// <summary>Whether a record's parameter must be sent: it is neither nullable, nor optional, nor a <see cref="Sent{T}"/>.</summary>
    public static bool IsRequired(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var type = parameter.ParameterType;
        if (IsSent(type) || parameter.HasDefaultValue) return false;
        return type.IsValueType
            ? Nullable.GetUnderlyingType(type) is null
            : nullability.Create(parameter).WriteState == NullabilityState.NotNull;
    }

    private static bool IsSent(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sent<>);

    private static Field FieldOf(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var declared = parameter.ParameterType;
        var isSent = IsSent(declared);
        var inner = isSent ? declared.GetGenericArguments()[0] : declared;
        var sent = isSent ? ConstructorInvoker.Create(declared.GetConstructor([typeof(bool), inner])!) : null;
        return new Field(
            ApiJson.Name(parameter.Name!), Nullable.GetUnderlyingType(inner) ?? inner, sent, IsRequired(parameter, nullability),
            parameter.HasDefaultValue ? parameter.DefaultValue : null, [.. parameter.GetCustomAttributes<ValidationAttribute>()],
            parameter.Member.DeclaringType!.GetProperty(parameter.Name!));
    }

    private sealed record Shape(ConstructorInvoker Constructor, string? Wrapper, bool Strict, Field[] Fields)
    {
        public HashSet<string> Keys { get; } = [.. Fields.Select(f => f.Key)];
    }

    /// <summary>What was sent for a field elsewhere than in the body.</summary>
    /// <param name="Node">To be read; null for nothing.</param>
    /// <param name="Value">What it is, where it was read already.</param>
    internal sealed record Outside(JsonNode? Node, object? Value);

    /// <summary>A field of a record.</summary>
    /// <param name="Property">What it is read by; null where the record is no more than what binds it.</param>
    internal sealed record Field(
        string Key, Type ValueType, ConstructorInvoker? Sent, bool Required, object? Default, ValidationAttribute[] Rules,
        PropertyInfo? Property)
    {
        /// <summary>Whether it holds several of something.</summary>
        public bool IsList => ListElement(ValueType) is not null;
    }

    private sealed class Faults
    {
        /// <summary>How many are told of: nobody mends more at once, and an answer shall not be larger than what was sent.</summary>
        private const int Most = 100;

        private readonly Dictionary<string, List<string>> _all = [];

        public bool Any => _all.Count > 0;

        public int Count { get; private set; }

        public bool Has(string path) => _all.ContainsKey(path);

        public void Add(string path, string fault)
        {
            Count++;
            if (Count > Most) return;
            if (_all.TryGetValue(path, out var faults)) faults.Add(fault);
            else _all[path] = [fault];
        }

        public object? Wrong(string path, string fault)
        {
            Add(path, fault);
            return null;
        }

        public Dictionary<string, string[]> ToDictionary() => _all.ToDictionary(f => f.Key, f => f.Value.ToArray());
    }
}
