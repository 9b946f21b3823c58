using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenGen.Server.Web;

namespace OpenGen.Server.Modules.Accounts;

/// <summary>
/// The name that passkeys are made for, and the origins whose pages may use them: those of <c>Server:PublicUrl</c>. Without it they are
/// <c>localhost</c> on the ports this server listens at. Never what a request says of itself: who sends it may be the attacker.
/// </summary>
internal sealed class PasskeyOrigins(ServerOptions server, IServer listener) : IConfigureOptions<IdentityPasskeyOptions>
{
    private const string Localhost = "localhost";

    /// <summary>Where passkeys work, for people: an address.</summary>
    public string Place => server.Public?.GetLeftPart(UriPartial.Authority) ?? "http://" + Localhost;

    /// <summary>Whether passkeys are tied to <c>Server:PublicUrl</c>, rather than to this machine.</summary>
    public bool HasPublicUrl => server.Public is not null;

    /// <inheritdoc/>
    public void Configure(IdentityPasskeyOptions options)
    {
        // A passkey stands for two factors and for the e-mail besides.
        options.UserVerificationRequirement = options.ResidentKeyRequirement = "required";
        options.ServerDomain = server.Public?.Host ?? Localhost;
        options.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && Accepts(asked.Origin));
    }

    /// <summary>Whether pages of an origin (<c>https://videos.example.com</c>) may use passkeys here.</summary>
    public bool Accepts(string? origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)) return false;
        if (server.Public is { } own)
            return Uri.Compare(uri, own, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        return uri.Host == Localhost && Bound().Any(bound => bound.Scheme == uri.Scheme && bound.Port == uri.Port);
    }

    /// <summary>
    /// Whether a page that was asked for under a name can be of such an origin; TLS may end at a proxy, so the scheme is not looked at.
    /// </summary>
    /// <param name="host">The name, with the port where that is not the usual one.</param>
    public bool MayBeOn(string? host) => server.Public is { } own
        ? string.Equals(host, own.Authority, StringComparison.OrdinalIgnoreCase)
        : Bound().Any(bound => Uri.TryCreate($"{bound.Scheme}://{host}", UriKind.Absolute, out var asked)
            && asked.Host == Localhost && asked.Port == bound.Port);

    private IEnumerable<BindingAddress> Bound() =>
        listener.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse) ?? [];
}
