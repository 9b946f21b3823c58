using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OpenGen.Server.Web;

/// <summary>What may be sent for a field, in the words of JSON Schema: the attributes that the binder checks.</summary>
internal static class OpenApiLimits
{
    /// <summary>Adds the limits of a request's field to its schema, whose type is known.</summary>
    public static void AddTo(OpenApiSchema schema, ParameterInfo field)
    {
        if (field.IsDefined(typeof(TextOrNumberAttribute)))
            schema.Type = JsonSchemaType.String | JsonSchemaType.Integer | JsonSchemaType.Null;
        var isText = schema.Type?.HasFlag(JsonSchemaType.String) == true;
        if (isText && InputBinder.IsRequired(field, new NullabilityInfoContext()) && schema.Format is null) schema.MinLength = 1;
        foreach (var rule in field.GetCustomAttributes<ValidationAttribute>())
            switch (rule)
            {
                case MaxLengthAttribute { Length: var most } when isText: schema.MaxLength = most; break;
                case MaxLengthAttribute { Length: var most }: schema.MaxItems = most; break;
                case MinLengthAttribute { Length: var least } when isText: schema.MinLength = least; break;
                case MinLengthAttribute { Length: var least }: schema.MinItems = least; break;
                case StringLengthAttribute text: (schema.MinLength, schema.MaxLength) = (text.MinimumLength, text.MaximumLength); break;
                case RangeAttribute { Minimum: int least, Maximum: int most }:
                    (schema.Minimum, schema.Maximum) = (Number(least), most == int.MaxValue ? null : Number(most));
                    break;
                // Its limits are doubles, of which the largest stands for none.
                case RangeAttribute { Minimum: double least }: schema.Minimum = Number((long)least); break;
                case AllowedValuesAttribute { Values: var values }: schema.Enum = Choices(values, schema.Type); break;
                case RegularExpressionAttribute { Pattern: var pattern }: schema.Pattern = $"^(?:{pattern})$"; break;
                case EmailAddressAttribute: schema.Format = "email"; break;
            }
    }

    private static List<JsonNode> Choices(object?[] values, JsonSchemaType? type)
    {
        List<JsonNode> choices = [.. values.OfType<string>().Select(value => JsonValue.Create(value))];
        if (type?.HasFlag(JsonSchemaType.Null) == true) choices.Add(JsonNullSentinel.JsonNull);
        return choices;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
