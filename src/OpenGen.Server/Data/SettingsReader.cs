using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace OpenGen.Server.Data;

/// <summary>Settings that say more of what is wrong with them than the bounds of their numbers.</summary>
internal interface ISettings
{
    /// <summary>What is wrong with them, all of it, each beginning with the setting's name and ending with the remedy.</summary>
    IEnumerable<string> Faults();
}

/// <summary>Reads sections of the configuration.</summary>
internal static class SettingsReader
{
    /// <summary>A section's settings, as they are where nothing is set.</summary>
    /// <param name="section">Such as <c>Jobs</c>.</param>
    /// <param name="elsewhere">Names in the section that others read.</param>
    /// <exception cref="StartupException">
    /// A name is unknown, a value cannot be read or is out of its bounds, or what the settings say of themselves; all of it.
    /// </exception>
    public static T Read<T>(this IConfiguration configuration, string section, params string[] elsewhere) where T : class, new()
    {
        var of = configuration.GetSection(section);
        var faults = Unknown<T>(of, elsewhere).ToList();
        T? settings = null;
        try
        {
            settings = of.Get<T>() ?? new T();
        }
        catch (InvalidOperationException unread)
        {
            // Names the setting, its value and what it should be.
            faults.Add(unread.Message);
        }
        if (settings is not null) faults.AddRange(OutOfBounds(settings, section));
        if (settings is ISettings known) faults.AddRange(known.Faults());
        StartupException.ThrowIfAny($"What is set in {section}", faults);
        return settings!;
    }

    private static IEnumerable<string> Unknown<T>(IConfigurationSection section, string[] elsewhere)
    {
        var names = typeof(T).GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name).Order().ToList();
        return section.GetChildren().Select(child => child.Key)
            .Where(key => !names.Concat(elsewhere).Contains(key, StringComparer.OrdinalIgnoreCase))
            .Select(key => $"{section.Path}:{key} is no setting; there are {string.Join(", ", names)}");
    }

    private static IEnumerable<string> OutOfBounds(object settings, string section) =>
        from property in settings.GetType().GetProperties()
        from rule in property.GetCustomAttributes<RangeAttribute>()
        let value = property.GetValue(settings)
        where !rule.IsValid(value)
        select $"{section}:{property.Name} {value} must be from {Shown(rule.Minimum)} to {Shown(rule.Maximum)}";

    private static string? Shown(object bound) =>
        bound is double number ? number.ToString("0", CultureInfo.InvariantCulture) : bound.ToString();
}
