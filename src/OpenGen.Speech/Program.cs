using System.Text;
using System.Text.Json;
using OpenGen.Speech;
using OpenGen.Speech.Espeak;

const int Done = 0, Failed = 1, BadInput = 2;

try
{
    using var answer = Console.OpenStandardOutput();
    switch (args)
    {
        case []:
            SpeakRequest? request;
            using (var question = Console.OpenStandardInput())
                request = JsonSerializer.Deserialize(question, MessagesJson.Default.SpeakRequest);
            var script = SpokenScript.From(request);
            using (var engine = EspeakEngine.Start())
                JsonSerializer.Serialize(answer, Speaker.Speak(engine, script), MessagesJson.Default.SpeakResponse);
            break;
        case ["--voices"]:
            using (EspeakEngine.Start())
                JsonSerializer.Serialize(answer, EspeakEngine.Voices(), MessagesJson.Default.IReadOnlyListVoiceDescription);
            break;
        default:
            throw new BadRequestException("usage: OpenGen.Speech < request.json | OpenGen.Speech --voices");
    }

    answer.Write("\n"u8);
    return Done;
}
catch (Exception e) when (e is BadRequestException or JsonException)
{
    return Report(e, BadInput);
}
catch (Exception e) when (e is EspeakException or DllNotFoundException or IOException or UnauthorizedAccessException)
{
    return Report(e, Failed);
}

static int Report(Exception e, int code)
{
    var line = new StringBuilder(e is JsonException ? "not a request: " : "").Append(e.Message).Replace('\r', ' ').Replace('\n', ' ');
    Console.Error.WriteLine(line.ToString());
    return code;
}
