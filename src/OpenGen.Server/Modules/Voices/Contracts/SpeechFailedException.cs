namespace OpenGen.Server.Modules.Voices.Contracts;

/// <summary>The speech program could not speak; the message is fit to be shown.</summary>
/// <param name="message">One line.</param>
/// <param name="refused">True: the request is at fault, and trying again is pointless.</param>
internal sealed class SpeechFailedException(string message, bool refused = false) : Exception(message)
{
    /// <summary>The request is at fault (an unknown voice, an empty text).</summary>
    public bool Refused { get; } = refused;
}
