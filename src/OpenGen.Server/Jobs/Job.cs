using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenGen.Server.Jobs;

/// <summary>
/// Paid work, from its order to its end. The row is the queue's entry as well: ordering and charging commit together.
/// Generations are jobs, and their ids are the same.
/// </summary>
[Table("jobs")]
internal sealed class Job : IHasTimes
{
    /// <summary>The <see cref="Type"/> of a row's video.</summary>
    public const string Render = "render";

    /// <summary>The type of jobs that write a text.</summary>
    public const string Text = "text";

    /// <summary>SQL: what holds of each job's cost.</summary>
    public static readonly string HasACost = $"cost >= 0 AND cost <= {Credits.Most}";

    public long Id { get; private set; }

    public long WorkspaceId { get; init; }

    public long AgentId { get; init; }

    /// <summary>What kind of work: a generation type such as <c>image</c>, or a render.</summary>
    public string Type { get; init; } = "";

    /// <summary>Whether what comes of it takes room in the storage; words alone do not.</summary>
    public bool MakesFiles => Type is not ("text" or "captions");

    /// <summary>Which workers take it.</summary>
    public Lane Lane { get; init; }

    public JobStatus Status { get; private set; }

    /// <summary>All that the work needs to know, resolved when it was ordered: a <see cref="JobInput"/>.</summary>
    public RawJson Input { get; init; } = RawJson.EmptyObject;

    /// <summary><see cref="JobInput.BaseUrl"/>.</summary>
    /// <exception cref="JobUnreadableException">The input is no JSON object.</exception>
    public string? BaseUrl
    {
        get
        {
            try
            {
                return Input.Parse() is JsonObject input ? input["base_url"]?.ToString() : throw new JobUnreadableException();
            }
            catch (JsonException fault)
            {
                throw new JobUnreadableException(fault);
            }
        }
    }

    /// <summary><see cref="Input"/> as the record that it was stored from.</summary>
    /// <exception cref="JobUnreadableException">It is none.</exception>
    public T InputAs<T>() where T : JobInput => JobInput.Of<T>(Input);

    /// <summary>Where the output goes; null for jobs that fill no cell.</summary>
    public long? SheetId { get; init; }

    public long? CellId { get; init; }

    public long? LayerId { get; init; }

    /// <summary>Who makes it, and with which model: what is used, not what was asked for.</summary>
    public string Provider { get; init; } = "";

    public string Model { get; init; } = "";

    /// <summary>Stands in <see cref="RemoteId"/> while a vendor is asked for one.</summary>
    public const string Submitting = "submitting";

    /// <summary>
    /// The id of the work at a vendor, stored before it is waited for: a restart goes on with it and submits nothing twice.
    /// </summary>
    public string? RemoteId { get; private set; }

    /// <summary>Credits charged for the run.</summary>
    public Credits Cost { get; init; }

    /// <summary>Counts charges: continuing a stopped job is its next run.</summary>
    public int Run { get; private set; } = 1;

    /// <summary>Counts claims; a worker that holds an older number can write nothing.</summary>
    public long Fence { get; private set; }

    /// <summary>Until when the worker that claimed it has it to itself. UTC.</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>How often it was claimed without coming to an end.</summary>
    public int Attempts { get; private set; }

    /// <summary>Percent.</summary>
    public int Progress { get; private set; }

    /// <summary>What came of it: text, captions, facts of the file.</summary>
    public RawJson? Result { get; private set; }

    public string? FailedReason { get; private set; }

    /// <summary>A JSON list of sentences.</summary>
    public RawJson Warnings { get; init; } = new("[]");

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>
    /// What this job made, as the output of another place: a completed job that cost nothing, because nobody works on it.
    /// </summary>
    /// <param name="result">Its result, naming the copies of its files.</param>
    public Job CopyFor(long workspaceId, long agentId, long sheetId, long cellId, long? layerId, RawJson? result) => new()
    {
        WorkspaceId = workspaceId,
        AgentId = agentId,
        SheetId = sheetId,
        CellId = cellId,
        LayerId = layerId,
        Type = Type,
        Lane = Lane,
        Status = JobStatus.Completed,
        Input = Input,
        Provider = Provider,
        Model = Model,
        Progress = 100,
        Result = result,
        Warnings = Warnings,
    };

    /// <summary>Whether a worker made it here; copies of another place's output are not.</summary>
    public static readonly System.Linq.Expressions.Expression<Func<Job, bool>> WasWorkedOn = job => job.Fence > 0;

    private sealed class Configuration : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> job)
        {
            job.Ignore(j => j.MakesFiles).Ignore(j => j.BaseUrl);
            job.Property(j => j.Type).HasMaxLength(64);
            job.Property(j => j.Provider).HasMaxLength(64);
            job.Property(j => j.Model).HasMaxLength(64);
            job.Property(j => j.RemoteId).HasMaxLength(1000);
            job.Property(j => j.Cost).HasConversion(cost => cost.Value, value => new Credits(value));
            job.ToTable(t => t.HasCheckConstraint("ck_jobs_cost", HasACost));
            job.HasIndex(j => new { j.Lane, j.Status, j.Provider, j.WorkspaceId, j.Id });
            job.HasIndex(j => j.SheetId);
            job.HasIndex(j => j.CellId);
            job.HasIndex(j => j.LayerId);
            job.HasIndex(j => new { j.AgentId, j.Id });
            job.HasIndex(j => new { j.WorkspaceId, j.Status });
        }
    }
}

/// <summary><c>pending → processing → completed | failed | stopped</c>, and <c>stopped → pending</c>; nothing else.</summary>
internal enum JobStatus
{
    Pending,
    Processing,
    Completed,
    Failed,
    Stopped,
}

/// <summary>Work that competes for the same thing queues together.</summary>
internal enum Lane
{
    /// <summary>Seconds of this machine: text, speech, captions, pictures.</summary>
    Quick,

    /// <summary>All cores of this machine: video and renders, one at a time for every two cores.</summary>
    Render,

    /// <summary>Waiting for somebody else's machine.</summary>
    Vendor,

    /// <summary>Fetching, from servers that may take their time, what a render is made from.</summary>
    Fetch,

    /// <summary>Waiting for what it is made from; nobody works on it until it is moved to another lane.</summary>
    Waiting,
}
