using System.Collections;
using System.Reflection;

namespace OpenGen.Server.Web;

/// <summary>A field of a request.</summary>
/// <param name="Name">As it is spelled on the wire.</param>
internal sealed record OperationField(string Name, ParameterInfo Parameter);

/// <summary>What an operation's class says of it; also metadata of its endpoint.</summary>
/// <param name="Says">What it does, in a line.</param>
internal sealed record OperationInfo(Type Operation, string Name, Phase Phase, string? Says, Type Scope, Type Request, Type Response)
{
    /// <summary>Who may ask for it; null for what is usual in its scope.</summary>
    public OperationRule? Rule { get; } = Operation.GetCustomAttribute<OperationRule>();

    /// <summary>What it takes.</summary>
    public IReadOnlyList<OperationField> Fields { get; } =
        [.. InputBinder.ConstructorOf(Request).GetParameters().Select(p => new OperationField(ApiJson.Name(p.Name!), p))];

    /// <summary>The media type of the file it answers; null for JSON.</summary>
    public string? FileType { get; } = Operation.GetCustomAttribute<AnswersFileAttribute>()?.ContentType;

    /// <summary>Whether it answers a list, of which a part can be asked for as of any list.</summary>
    public bool AnswersList { get; } = IsList(Response) && !HasPagesOfItsOwn(Request);

    /// <summary>The object that clients may wrap the fields in; null for none.</summary>
    public string? Wrapper { get; } = Request.GetCustomAttribute<WrapperAttribute>()?.Name;

    /// <summary>Reads it off the class.</summary>
    /// <exception cref="InvalidOperationException">The class is no operation.</exception>
    public static OperationInfo Of(Type operation)
    {
        var says = operation.GetCustomAttribute<OperationAttribute>()
            ?? throw new InvalidOperationException($"{operation} is no operation: it has no [Operation]");
        var of = Array.Find(operation.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOperation<,,>))
            ?? throw new InvalidOperationException($"{operation} is no operation: it implements no IOperation");
        return new OperationInfo(operation, says.Name, says.Phase, says.Says,
            of.GenericTypeArguments[0], of.GenericTypeArguments[1], of.GenericTypeArguments[2]);
    }

    /// <summary>All operations of this program.</summary>
    public static IEnumerable<OperationInfo> All() =>
        typeof(OperationInfo).Assembly.GetTypes().Where(t => t.IsDefined(typeof(OperationAttribute))).Select(Of);

    private static bool IsList(Type response) => response.IsAssignableTo(typeof(IList)) || response.IsAssignableTo(typeof(IListed));

    private static bool HasPagesOfItsOwn(Type request) => InputBinder.ConstructorOf(request).GetParameters()
        .Any(p => ApiJson.Name(p.Name!) == "page" && p.ParameterType != typeof(PageRequest));
}
