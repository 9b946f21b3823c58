namespace OpenGen.Server.Modules.Assets.Contracts;

/// <summary>
/// The URLs of files as clients see them: under <c>Server:PublicUrl</c> when that is set, else under the host the request
/// was sent to, else (outside of requests) under the address the server listens on.
/// </summary>
internal interface IPublicUrls
{
    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    string Base { get; }

    /// <summary>A file's URL.</summary>
    string Of(string key, string fileName);

    /// <summary>A thumbnail's URL; null for none.</summary>
    string? OfThumbnail(string? key);
}
