using System.Globalization;

namespace OpenGen.Server.Modules.Audit.Contracts;

/// <summary>A page of the audit log, as operations are asked for it.</summary>
internal static class AuditPages
{
    /// <summary>The most lines of a page.</summary>
    public const int Largest = 1000;

    /// <summary>Lines of a page unless said.</summary>
    public const int Usual = 50;

    /// <summary>Why there can be no such page; null when there can.</summary>
    public static Error? Fault(string? action, int? perPage)
    {
        if (perPage is < 1 or > Largest) return Error.Invalid("per_page", $"must be from 1 to {Largest}");
        return action?.All(c => char.IsAsciiLetterLower(c) || c is '_' or '.') == false
            ? Error.Invalid("action", "must be such as member.invited")
            : null;
    }

    /// <summary>These lines; where they fill the page, older ones may come after them.</summary>
    /// <param name="emailOf">The e-mail of a line's user, while there is one.</param>
    public static CursorPage<AuditEventView> Of(List<AuditLine> lines, int size, Func<AuditLine, string?> emailOf) => new(
        lines.ConvertAll(line => new AuditEventView(line, emailOf(line))),
        lines.Count < size ? null : lines[^1].Id.ToString(CultureInfo.InvariantCulture));
}
