using Microsoft.AspNetCore.Antiforgery;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Dashboard.Pages.Security;

/// <summary>
/// What js/passkeys.js asks for before the browser makes a passkey or answers with one; the answers come back with the pages' own
/// forms.
/// </summary>
internal static class PasskeyCeremonies
{
    /// <summary>Where the options for signing in are.</summary>
    public const string SignInOptions = "/sign-in/passkey/options";

    /// <summary>Where the options for a new passkey are.</summary>
    public const string CreationOptions = "/security/passkeys/options";

    private static readonly Error Stale = new(ErrorKind.Malformed, "bad_request", "This page is too old. Reload it and try again");

    public static void MapPasskeyCeremonies(this IEndpointRouteBuilder app)
    {
        app.MapPost(CreationOptions, CreateAsync).RequireAuthorization().LimitPerAddress(AddressLimit.SignIns).ExcludeFromDescription();
        app.MapPost(SignInOptions, SignInAsync).AllowAnonymous().LimitPerAddress(AddressLimit.SignIns).ExcludeFromDescription();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, IAntiforgery antiforgery, Passkeys passkeys)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Stale.AsProblem();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Parts.Given.NameFault(form["Name"].ToString()) is { } fault) return Error.Refused("validation_error", fault).AsProblem();
        var options = await passkeys.CreationOptionsAsync(context.User, SecurityComponent.ProofIn(form), context.RequestAborted);
        return options.Failed ? Say(options.Error).AsProblem() : Json(options.Value);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, Passkeys passkeys) =>
        await antiforgery.IsRequestValidAsync(context) ? Json(await passkeys.RequestOptionsAsync()) : Stale.AsProblem();

    /// <summary>The script shows one sentence.</summary>
    private static Error Say(Error error) =>
        error.Fields?.Values.FirstOrDefault() is [var fault, ..] ? Error.Refused(error.Code, fault) : error;

    private static IResult Json(string options) => Results.Text(options, "application/json");
}
