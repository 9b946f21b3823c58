using System.Globalization;
using OpenGen.Server.Data;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Assets.Storage;

namespace OpenGen.Server.Modules.Assets;

/// <summary>Files and their copies.</summary>
internal sealed class CopiedFiles(AppDbContext db, StoredFiles stored) : ICopiedFiles
{
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<long, ContentResource> _copies = [];
    private readonly List<(ContentResource Source, string Key, long? Job)> _files = [];

    /// <inheritdoc/>
    public bool IsEmpty => _files.Count == 0;

    /// <inheritdoc/>
    public long ByteSize => _files.Sum(f => f.Source.ByteSize);

    /// <inheritdoc/>
    public async Task AddAsync(long agentId, CancellationToken cancellationToken)
    {
        if (IsEmpty) return;
        db.ContentResources.AddRange(_files.Select(f => _copies[f.Source.Id] = CopyOf(f.Source, f.Key, agentId)));
        await db.SaveChangesAsync(cancellationToken);
        await stored.ClaimAsync([.. _keys.Values], cancellationToken);
    }

    /// <inheritdoc/>
    public void BelongTo(IReadOnlyDictionary<long, long> jobs)
    {
        foreach (var (source, _, maker) in _files)
            if (maker is { } made && jobs.TryGetValue(made, out var job))
            {
                var copy = _copies[source.Id];
                db.ContentResources.Attach(copy);
                copy.JobId = job;
            }
    }

    /// <inheritdoc/>
    public Task DiscardAsync() => stored.DiscardAsync([.. _keys.Values], CancellationToken.None);

    /// <inheritdoc/>
    public string? In(string? text)
    {
        if (text is null || IsEmpty) return text;
        text = FileReferences.KeyInUrl().Replace(text, found => _keys.GetValueOrDefault(found.Value, found.Value));
        return FileReferences.IdInJson()
            .Replace(text, found => long.TryParse(found.Value, out var id) && _copies.TryGetValue(id, out var copy)
            ? copy.Id.ToString(CultureInfo.InvariantCulture) : found.Value);
    }

    /// <inheritdoc/>
    public RawJson In(RawJson json) => new(In(json.Text)!);

    /// <summary>Notes the copy of a file.</summary>
    /// <param name="job">The job that made it, when copies of its outputs were asked for.</param>
    internal void Add(ContentResource source, string key, long? job)
    {
        _keys[source.Key] = key;
        _files.Add((source, key, job));
    }

    /// <summary>Notes the copy of a thumbnail.</summary>
    internal void AddThumbnail(string key, string copy) => _keys[key] = copy;

    private ContentResource CopyOf(ContentResource source, string key, long agentId) => new()
    {
        AgentId = agentId,
        Kind = source.Kind,
        Key = key,
        ThumbnailKey = source.ThumbnailKey is { } small ? _keys.GetValueOrDefault(small) : null,
        FileName = source.FileName,
        ContentType = source.ContentType,
        ByteSize = source.ByteSize,
        Metadata = source.Metadata,
    };
}
