using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Automation.History;

/// <summary>A delivery.</summary>
internal record DeliveryView : Timed
{
    public DeliveryView(DateTime createdAt, DateTime updatedAt) : base(createdAt, updatedAt) { }

    public required long Id { get; init; }

    /// <summary>The <c>webhook-id</c> it is sent with.</summary>
    public required string MessageId { get; init; }

    public required Hook Target { get; init; }
    public required string Type { get; init; }
    public required DeliveryStatus Status { get; init; }

    /// <summary>How often it was sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is sent again; null at its end.</summary>
    public required DateTime? NextAttemptAt { get; init; }

    /// <summary>What its server answered last.</summary>
    public required int? ResponseStatus { get; init; }

    /// <summary>Why it did not work the last time.</summary>
    public required string? Error { get; init; }

    public required DateTime? DeliveredAt { get; init; }
}

/// <summary>A delivery with what is sent.</summary>
internal sealed record DeliveryDetail : DeliveryView
{
    public DeliveryDetail(DateTime createdAt, DateTime updatedAt) : base(createdAt, updatedAt) { }

    public required RawJson Payload { get; init; }
}
