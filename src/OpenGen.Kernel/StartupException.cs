namespace OpenGen.Kernel;

/// <summary>
/// Why the server does not start: settings that cannot be meant, a folder that cannot be written, a program that is missing.
/// A command prints the message, which says what to do, and ends with 1; there is no stack trace in it for anybody.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What it was noticed by.</param>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Throws when settings are at fault, with a line for each.</summary>
    /// <param name="section">What the settings are of, such as "The storage".</param>
    /// <param name="faults">What is wrong, each with its remedy.</param>
    public static void ThrowIfAny(string section, IEnumerable<string> faults)
    {
        if (faults.ToList() is not { Count: > 0 } found) return;
        throw new StartupException($"{section} cannot be used as it is set up:\n" + string.Join('\n', found.Select(f => "  " + f)));
    }
}
