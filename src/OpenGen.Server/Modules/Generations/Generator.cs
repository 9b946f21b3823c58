using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Vendors;
using OpenGen.Server.Modules.Vendors.Jobs;

namespace OpenGen.Server.Modules.Generations;

/// <summary>Somebody who makes content: this machine, or a vendor. One sealed implementation for each way of making it.</summary>
internal interface IGenerator
{
    /// <summary>The provider's name in the catalog.</summary>
    string Provider { get; }

    /// <summary>The generation types it makes.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Whether it can work for an agent: this machine always, a vendor with a key of the operator's or the agent's own.</summary>
    Task<bool> HasKeyAsync(long agentId, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Whether it speaks with voices that only it knows, so that nobody else can say whether an id is one.</summary>
    bool HasVoicesOfItsOwn => false;

    /// <summary>What is wrong with a voice of its own, as far as can be said without asking anybody; null for nothing.</summary>
    /// <param name="model">The catalog's name of the model.</param>
    string? VoiceFault(string model, string voiceId) => null;

    /// <summary>
    /// Makes it. Files go into the request's scratch folder. It may be called again after a crash, a stop or a shutdown, with
    /// <see cref="GenerationRequest.RemoteId"/> as it was remembered last.
    /// </summary>
    /// <exception cref="GenerationFailedException">It cannot be made; carries the reason for a person.</exception>
    /// <exception cref="VendorFailedException">Its vendor does not make it; carries the reason for a person.</exception>
    Task<Generated> MakeAsync(GenerationRequest request, IProgress<int> progress, CancellationToken cancellationToken);

    /// <summary>
    /// Asks a vendor to end a job that was stopped here; nothing where the vendor cannot. Never throws for what the vendor answers.
    /// </summary>
    Task CancelAsync(long agentId, string model, string remoteId, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class Generators
{
    /// <summary>Who makes a type for a provider; null for nobody.</summary>
    public static IGenerator? Making(this IEnumerable<IGenerator> generators, string provider, string type) =>
        generators.FirstOrDefault(g => g.Provider == provider && g.Types.Contains(type));
}

/// <summary>What is to be made, with nothing left to resolve.</summary>
/// <param name="Type">A generation type.</param>
/// <param name="Model">The catalog's name of the model.</param>
/// <param name="VendorModel">What the vendor calls it.</param>
/// <param name="Data">The card's data: variables filled, resource ids checked.</param>
/// <param name="AspectRatio">Of the canvas it is for.</param>
/// <param name="Seed">The same for the same job, so that a try after a crash makes the same.</param>
/// <param name="Brand">Who it is for.</param>
/// <param name="AgentId">Whose files it may use.</param>
/// <param name="Scratch">A folder for files.</param>
internal sealed record GenerationRequest(
    string Type, string Model, string VendorModel, JsonObject Data, string AspectRatio, long Seed, AgentCore Brand, long AgentId,
    string Scratch)
{
    /// <summary>The id of the job at the vendor, when one was submitted before.</summary>
    public string? RemoteId { get; init; }

    /// <summary>Stores the id of the job at the vendor. Throws when the job is not this worker's any more.</summary>
    public Func<string, CancellationToken, Task> RememberAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>The request as work that a vendor does in its own time.</summary>
    /// <param name="vendor">What the vendor is called in sentences.</param>
    public VendorWork For(IGenerator generator, string vendor) => new(
        generator.Provider, vendor, RemoteId, RememberAsync,
        (id, cancellationToken) => generator.CancelAsync(AgentId, VendorModel, id, cancellationToken));

    /// <summary>A text field; null when it is not there or empty.</summary>
    public string? Text(string field) => Data[field]?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A number; null when it is not there.</summary>
    public double? Number(string field) => CardInputs.Number(Data[field]);

    /// <summary>The pixels of the aspect ratio asked for, or of the canvas.</summary>
    public (int Width, int Height) Size => (Text("aspect_ratio") ?? AspectRatio) switch
    {
        "16:9" => (1920, 1080),
        "1:1" => (1080, 1080),
        "4:3" => (1440, 1080),
        "3:4" => (1080, 1440),
        _ => (1080, 1920),
    };
}

/// <summary>What was made.</summary>
/// <param name="Files">The main one first.</param>
/// <param name="Text">For text: what was written.</param>
/// <param name="Result">More facts for <c>result</c>.</param>
internal sealed record Generated(IReadOnlyList<ProducedFile> Files, string? Text = null, JsonObject? Result = null)
{
    /// <summary>Sentences for the user.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Content cannot be made, for a reason a person understands.</summary>
internal sealed class GenerationFailedException(string reason) : Exception(reason);
