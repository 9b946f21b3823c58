using System.Text.Json.Nodes;
using OpenGen.Server.Jobs;
using OpenGen.Server.Modules.Assets.Contracts;
using OpenGen.Server.Modules.Vendors.ElevenLabs;
using OpenGen.Server.Modules.Voices.Contracts;

namespace OpenGen.Server.Modules.Voices.Previews;

/// <summary>Works on previews.</summary>
internal sealed class PreviewHandler(ILocalSpeaker speaker, ElevenLabsAccounts accounts, ElevenLabsClient client, IResourceStore shelf)
    : IJobHandler
{
    /// <summary>The type of its jobs.</summary>
    public const string Type = "voice_preview";

    public bool Handles(string type) => type == Type;

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var input = run.Job.InputAs<PreviewInput>();
        var path = Path.Combine(run.Scratch, "preview.mp3");
        if (input.Manner is { } manner)
        {
            try
            {
                await speaker.SpeakAsync(input.Text, manner, 1, path, run.Scratch, cancellationToken);
            }
            catch (SpeechFailedException failed)
            {
                return new JobOutcome.Failed(failed.Message);
            }
        }
        else
        {
            if (await accounts.KeyAsync(run.Job.AgentId, cancellationToken) is not { } key)
                return new JobOutcome.Failed("The agent is not connected to ElevenLabs any more");
            if (await client.PreviewAsync(key, input.VoiceId, input.Text, path, cancellationToken) is { } refused)
                return new JobOutcome.Failed(refused.Message);
        }
        var file = await shelf.DescribeAsync(path, "preview.mp3", null, cancellationToken);
        var result = new JsonObject { ["voice_id"] = input.VoiceId, ["text"] = input.Text };
        return new JobOutcome.Completed(RawJson.From(result), [file]);
    }
}
