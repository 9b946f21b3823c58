using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Modules.Agents;
using OpenGen.Server.Modules.Assets;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Voices;

/// <summary>POST …/voice/{voice_id}/preview and GET …/voice/preview/{job_id}: a voice says a text, as a job that costs nothing.</summary>
internal static class PreviewEndpoints
{
    public sealed record Preview([MaxLength(1000)] string Text) : Input<Preview>;

    public sealed record PreviewOrdered(long UserJobId);

    public sealed record PreviewOutput(long Id, string Url, string FileUrl, string? ThumbnailUrl, MediaKind ObjectType, string Type);

    /// <summary>The job, whose outputs say <c>file_url</c> as well.</summary>
    public sealed record VoicePreview(Job Job, IReadOnlyList<OutputResource> Outputs) : JobView(Job, Outputs)
    {
        [JsonIgnore]
        public Job Job { get; init; } = Job;

        [JsonIgnore]
        public IReadOnlyList<OutputResource> Outputs { get; init; } = Outputs;

        public new IReadOnlyList<PreviewOutput> OutputResources => [.. Outputs.Select(o => new PreviewOutput(o.Id, o.Url, o.Url, o.ThumbnailUrl, o.ObjectType, o.Type))];
    }

    public static void Map(RouteGroupBuilder voice)
    {
        voice.MapPost("/{voice_id}/preview", OrderAsync).WithName("previewVoice").WithSummary("Let a voice say a text; free of charge");
        voice.MapGet("/preview/{job_id}", GetAsync).WithName("getVoicePreviewStatus").WithSummary("How a preview is going, and its sound");
    }

    private static async Task<Results<Accepted<PreviewOrdered>, Problem>> OrderAsync(
        AgentScope scope, [FromRoute(Name = "voice_id")] string voiceId, Preview request, VoiceDirectory voices, JobLifecycle jobs, CancellationToken stop)
    {
        var found = await voices.FindAsync(scope.AgentId, voiceId, stop);
        if (found.Failed) return found.Error.AsProblem();
        if (found.Value is not { } voice) return VoiceErrors.NotFound.AsProblem();
        var isLocal = voice.Manner is not null;
        if (!isLocal && !await voices.IsConnectedAsync(scope.AgentId, stop))
            return Error.Refused("provider_not_configured", "This voice is ElevenLabs', and the agent is not connected to ElevenLabs any more").AsProblem();

        var ordered = await jobs.OrderAsync(new Job
        {
            WorkspaceId = scope.WorkspaceId,
            AgentId = scope.AgentId,
            Type = PreviewHandler.Type,
            Lane = isLocal ? Lane.Quick : Lane.Vendor,
            Provider = voice.Provider,
            Model = voice.Provider,
            Input = RawJson.From(new JsonObject
            {
                ["text"] = request.Text,
                ["voice_id"] = voice.VoiceId,
                ["manner"] = isLocal ? JsonSerializer.SerializeToNode(voice.Manner, ApiJson.Options) : null,
            }),
        }, stop);
        if (ordered.Failed) return ordered.Error.AsProblem();
        return TypedResults.Accepted($"/v1/agents/{scope.AgentId}/voice/preview/{ordered.Value.Id}", new PreviewOrdered(ordered.Value.Id));
    }

    private static async Task<Results<Ok<VoicePreview>, Problem>> GetAsync(
        AgentScope scope, [FromRoute(Name = "job_id")] string jobId, CurrentUser user, JobViews views, CancellationToken stop)
    {
        if (!long.TryParse(jobId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await views.FindAsync(user.Id, id, stop) is not { Type: PreviewHandler.Type } job || job.AgentId != scope.AgentId)
            return Error.NotFound("Preview").AsProblem();
        return TypedResults.Ok(new VoicePreview(job, (await views.ViewAsync(job, stop)).OutputResources));
    }
}

/// <summary>Works on previews.</summary>
internal sealed class PreviewHandler(LocalSpeaker speaker, ElevenLabsAccounts accounts, ElevenLabsApi api, ResourceShelf shelf) : IJobHandler
{
    /// <summary>The type of its jobs.</summary>
    public const string Type = "voice_preview";

    public bool Handles(string type) => type == Type;

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken stop)
    {
        var input = run.Job.Input.AsObject();
        var (text, path) = (input["text"]!.ToString(), Path.Combine(run.Scratch, "preview.mp3"));
        if (input["manner"] is { } manner)
        {
            try
            {
                await speaker.SpeakAsync(text, manner.Deserialize<VoiceManner>(ApiJson.Options)!, 1, path, run.Scratch, stop);
            }
            catch (SpeechFailedException failed)
            {
                return new JobOutcome.Failed(failed.Message);
            }
        }
        else
        {
            if (await accounts.KeyAsync(run.Job.AgentId, stop) is not { } key) return new JobOutcome.Failed("The agent is not connected to ElevenLabs any more");
            if (await api.SpeakAsync(key, input["voice_id"]!.ToString(), text, path, stop) is { } refused) return new JobOutcome.Failed(refused.Message);
        }
        var file = await shelf.DescribeAsync(path, "preview.mp3", null, stop);
        return new JobOutcome.Completed(RawJson.From(new JsonObject { ["voice_id"] = input["voice_id"]!.DeepClone(), ["text"] = text }), [file]);
    }
}
