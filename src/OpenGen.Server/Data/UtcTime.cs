using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OpenGen.Server.Data;

/// <summary>SQLite forgets that a time is UTC; this says so again when it is read.</summary>
internal sealed class UtcTime() : ValueConverter<DateTime, DateTime>(
    time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
