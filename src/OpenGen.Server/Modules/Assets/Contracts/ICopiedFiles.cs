namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>
/// Copies of files that nobody sees before <see cref="AddAsync"/>; finds the original in a text and puts the copy in its place.
/// </summary>
internal interface ICopiedFiles
{
    /// <summary>Whether nothing was copied.</summary>
    bool IsEmpty { get; }

    /// <summary>Bytes of all copies, without their thumbnails.</summary>
    long ByteSize { get; }

    /// <summary>Makes them an agent's. In the caller's transaction.</summary>
    Task AddAsync(long agentId, CancellationToken cancellationToken);

    /// <summary>
    /// Makes them the outputs of the jobs that stand in for those that made their originals; saved with the caller's next save.
    /// </summary>
    /// <param name="jobs">The new jobs by the old ones.</param>
    void BelongTo(IReadOnlyDictionary<long, long> jobs);

    /// <summary>Gives them up, when they come to nothing.</summary>
    Task DiscardAsync();

    /// <summary>The text with the copies' URLs and ids in place of the originals'.</summary>
    string? In(string? text);

    /// <summary>The same for a JSON document.</summary>
    RawJson In(RawJson json);
}
