namespace OpenGen.Server.Modules.Mail;

/// <summary>Tells the worker of this process that there is mail, so that nobody waits for its next look.</summary>
internal sealed class MailSignal
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Says so now.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake.
        }
    }

    /// <summary>Waits until it is said, or for as long as mail queued by another node may wait.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _wake.WaitAsync(most, cancellationToken);
}
