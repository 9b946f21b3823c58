namespace OpenGen.Server.Modules.Automation;

/// <summary>Tells the worker of this process that there is something to deliver, so that nobody waits for its next look.</summary>
internal sealed class DeliverySignal
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

    /// <summary>Waits until it is said, or for as long as a lost word may go unnoticed.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _wake.WaitAsync(most, cancellationToken);
}
