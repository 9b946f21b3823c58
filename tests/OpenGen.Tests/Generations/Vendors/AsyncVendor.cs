using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpenGen.Tests.Generations.Vendors;

/// <summary>A vendor of jobs: taken, looked at, done; what each was asked to make, and which were cancelled.</summary>
internal abstract class AsyncVendor : FakeVendor
{
    private readonly ConcurrentDictionary<string, int> _looks = new();

    /// <summary>What was submitted, in order.</summary>
    public ConcurrentQueue<JsonNode> Asked { get; } = new();

    public ConcurrentQueue<string> Cancelled { get; } = new();

    /// <summary>Leaves jobs running until it is set back.</summary>
    public bool Hangs { get; set; }

    /// <summary>
    /// Whether anybody has looked how a job stands: its id is stored by then, which it is not yet when it was only taken.
    /// </summary>
    public bool IsLookedAt => _looks.Values.Any(looks => looks > 0);

    /// <summary>Answers a submission with an object that has none of the fields it should have.</summary>
    public bool SaysNothing { get; set; }

    /// <summary>Ends jobs well, and without what they should have made.</summary>
    public bool MakesNothing { get; set; }

    /// <summary>Content is refused when it is made, not when it is ordered.</summary>
    protected override IResult Refusal() => Accept(NewJob());

    /// <summary>What a submission that is taken on answers.</summary>
    protected abstract IResult Accept(string id);

    protected string NewJob()
    {
        var id = "job-" + Guid.NewGuid().ToString("n");
        _looks[id] = 0;
        return id;
    }

    /// <summary>Takes work on as it was asked for.</summary>
    protected Task<IResult> TakeAsync(JsonNode asked)
    {
        Asked.Enqueue(asked);
        return SubmitAsync(() => SaysNothing ? Results.Json(new { }) : Accept(NewJob()));
    }

    /// <summary>A job of before the test.</summary>
    public string Submitted() => NewJob();

    protected bool Knows(string id) => _looks.ContainsKey(id);

    /// <summary>Looks at a job: whether it is done now.</summary>
    protected bool IsDone(string id) => _looks.AddOrUpdate(id, 1, (_, looks) => looks + 1) > (Fault == Fault.Slow ? 3 : 1) && !Hangs;

    protected static JsonObject Fields(IFormCollection form)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in form) fields[name] = value.ToString();
        foreach (var file in form.Files) fields[file.Name] = $"{file.ContentType} {file.Length}";
        return fields;
    }
}
