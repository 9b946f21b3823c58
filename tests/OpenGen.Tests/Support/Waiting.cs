namespace OpenGen.Tests.Support;

/// <summary>Waits for what comes to pass in the background.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, TimeSpan? most = null)
    {
        var deadline = DateTime.UtcNow.Add(most ?? TimeSpan.FromMinutes(3));
        while (!await isSo())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not come to pass: " + what);
            await Task.Delay(20);
        }
    }
}

/// <summary>The system's clock, set ahead as far as a test says.</summary>
internal sealed class MovedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
