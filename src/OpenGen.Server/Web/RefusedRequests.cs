using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace OpenGen.Server.Web;

/// <summary>
/// Gives what Kestrel refuses by itself, before there is a request (a line that is no HTTP, a NUL in a path, headers that are too large or
/// come too late), the body that every other error has. Kestrel announces such a refusal and then answers without a body: in between,
/// our answer is written, and Kestrel's is dropped. Connections with TLS of Kestrel's own keep Kestrel's answer.
/// </summary>
internal static class RefusedRequests
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Puts something between Kestrel and every connection.</summary>
    public static void AnswerRefusedRequests(this KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
        {
            var transport = connection.Transport;
            var output = new Output(transport.Output);
            connection.Features.Set(output);
            connection.Transport = new Pipes(transport.Input, output);
            try
            {
                await next(connection);
            }
            finally
            {
                connection.Transport = transport;
            }
        }));

    /// <summary>Listens to what Kestrel announces.</summary>
    public static void UseRefusedRequests(this WebApplication app) =>
        app.Services.GetRequiredService<DiagnosticListener>().Subscribe(new Listener(), name => name == Refused);

    private static byte[] Answer(Error error, string requestId)
    {
        var status = Problem.StatusOf(error);
        var body = JsonSerializer.SerializeToUtf8Bytes(Problem.BodyOf(error), ApiJson.Options);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: application/json; "
                + $"charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\nX-Request-Id: {requestId}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private sealed class Listener : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> announced)
        {
            if (announced.Value is not IFeatureCollection request || request.Get<Output>() is not { } output) return;
            if (request.Get<IHttpResponseFeature>() is not { HasStarted: false } answer || request.Get<ITlsConnectionFeature>() is not null)
                return;
            var why = request.Get<IBadRequestExceptionFeature>()?.Error?.Message ?? "it is not HTTP";
            var id = request.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? "";
            output.AnswerInstead(Answer(new HttpError(answer.StatusCode, "bad_request", "The request could not be read: " + why), id));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>What goes to a client; after <see cref="AnswerInstead"/> nothing more does.</summary>
    private sealed class Output(PipeWriter client) : PipeWriter
    {
        private ArrayBufferWriter<byte>? _dropped;

        public override bool CanGetUnflushedBytes => client.CanGetUnflushedBytes;

        public override long UnflushedBytes => client.UnflushedBytes;

        /// <summary>Writes the last answer of this connection.</summary>
        public void AnswerInstead(ReadOnlySpan<byte> answer)
        {
            if (_dropped is not null) return;
            client.Write(answer);
            _dropped = new ArrayBufferWriter<byte>();
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _dropped?.GetMemory(sizeHint) ?? client.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) =>
            _dropped is { } dropped ? dropped.GetSpan(sizeHint) : client.GetSpan(sizeHint);

        public override void Advance(int bytes)
        {
            if (_dropped is null) client.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            client.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            _dropped is null ? client.WriteAsync(source, cancellationToken) : client.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => client.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => client.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => client.CompleteAsync(exception);
    }
}
