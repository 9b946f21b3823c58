using System.ComponentModel.DataAnnotations;

namespace OpenGen.Server.Modules.Voices;

/// <summary>Where the speech program is and how long it may take (configuration section <c>Speech</c>).</summary>
internal sealed class SpeechOptions
{
    /// <summary>The program; when it is not there, the .dll of that name is run with <c>dotnet</c>.</summary>
    public string ProgramPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "speech", "OpenGen.Speech");

    /// <summary>A child that takes longer is killed. An hour of speech takes some five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);
}
