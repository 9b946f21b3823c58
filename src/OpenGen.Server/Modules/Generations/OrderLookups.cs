using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Agents.Contracts;
using OpenGen.Server.Modules.Assets.Contracts;

namespace OpenGen.Server.Modules.Generations;

/// <summary>
/// What an order looks up of its agent, each thing once however many cells it has: the core, whom there are keys for, the files that
/// cards name, the voices. It lives as long as the order is prepared.
/// </summary>
internal sealed class OrderLookups(long agentId, IAgentDirectory agents, IResourceStore store, IEnumerable<IGenerator> generators)
{
    private readonly Dictionary<string, FileFacts> _named = [];
    private readonly Dictionary<long, FileFacts> _files = [];
    private readonly Dictionary<IGenerator, bool> _hasKey = [];
    private readonly Dictionary<(string Model, string Voice), Error?> _voiceFaults = [];
    private AgentCore? _core;

    /// <summary>Whose order it is.</summary>
    public long AgentId => agentId;

    /// <summary>The files found so far, by their ids.</summary>
    public IReadOnlyDictionary<long, FileFacts> Files => _files;

    /// <summary>The agent's core.</summary>
    public async Task<AgentCore> CoreAsync(CancellationToken cancellationToken) =>
        _core ??= await agents.CoreAsync(agentId, cancellationToken);

    /// <summary>Whether somebody makes this by that provider, and has a key for it.</summary>
    public async Task<bool> CanMakeAsync(string provider, string type, CancellationToken cancellationToken)
    {
        if (generators.Making(provider, type) is not { } generator) return false;
        if (!_hasKey.TryGetValue(generator, out var has))
            _hasKey[generator] = has = await generator.HasKeyAsync(agentId, cancellationToken);
        return has;
    }

    /// <summary>Finds files, so that <see cref="File"/> knows them.</summary>
    /// <param name="named">Their ids, or URLs of this server.</param>
    public async Task FindFilesAsync(IEnumerable<string> named, CancellationToken cancellationToken)
    {
        foreach (var some in named.Distinct().Chunk(500))
            foreach (var (name, file) in await store.FactsAsync(agentId, some, cancellationToken))
                _named[name] = _files[file.Id] = file;
    }

    /// <summary>One of the agent's files, as it was named; null when it is not there, or was not looked for.</summary>
    public FileFacts? File(string named) => _named.GetValueOrDefault(named);

    /// <summary>What is wrong with a voice; null for nothing.</summary>
    /// <param name="ask">Asked once for every model and voice: it may be a vendor who has to be asked.</param>
    public async Task<Error?> VoiceFaultAsync(string model, string voiceId, Func<Task<Error?>> ask)
    {
        if (!_voiceFaults.TryGetValue((model, voiceId), out var fault)) _voiceFaults[(model, voiceId)] = fault = await ask();
        return fault;
    }
}
