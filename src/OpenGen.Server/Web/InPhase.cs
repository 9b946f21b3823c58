namespace OpenGen.Server.Web;

/// <summary>What the OpenAPI document says of an endpoint beyond its types.</summary>
/// <param name="Phase">Its place in the journey.</param>
internal sealed record InPhase(Phase Phase);

internal static class Describing
{
    /// <summary>Places endpoints in the journey.</summary>
    public static T InPhase<T>(this T endpoints, Phase phase) where T : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new InPhase(phase));
}
