using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using OpenGen.Server.Modules.Accounts;
using OpenGen.Server.Web;

namespace OpenGen.Server.Dashboard.Pages.Security;

/// <summary>
/// A page about how its person gets in. Such pages are plain forms and no circuit: each change ends other sessions and renews the
/// cookie of this one, which only the answer to a request can do.
/// </summary>
[LimitPerAddress(AddressLimit.SignIns)]
public abstract class SecurityComponent : ComponentBase
{
    /// <summary>The list of all that these pages change.</summary>
    private protected const string Home = "/security";

    [Inject]
    private protected AccountSecurity Account { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private protected HttpContext Context { get; set; } = null!;

    /// <summary>How the person gets in now; null once the page leads elsewhere.</summary>
    private protected SecurityView? Security { get; private set; }

    private protected ClaimsPrincipal Person => Context.User;

    private protected CancellationToken Stop => Context.RequestAborted;

    /// <summary>What the form's <see cref="ProofField"/> was filled with.</summary>
    private protected GivenProof Given => ProofIn(Context.Request.Form);

    /// <summary>What a form's <see cref="ProofField"/> was filled with.</summary>
    internal static GivenProof ProofIn(IFormCollection form) => new(form["Proof"], form["ProofCode"], form["ProofPasskey"]);

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LookAsync();

    /// <summary>Reads anew what there is.</summary>
    private protected async Task LookAsync() => Security = await Account.OfAsync(Person);

    /// <summary>Back to the list, which says what was done.</summary>
    private protected void Done(string what) => Navigation.NavigateTo($"{Home}?done={what}");

    /// <summary>What is wrong with a field, if that is what is wrong.</summary>
    private protected static string? Fault(Error? error, string field) =>
        error?.Fields?.GetValueOrDefault(field) is [var fault, ..] ? fault : null;

    /// <summary>What is wrong and belongs to no field.</summary>
    private protected static string? Fault(Error? error) => error is { Fields: null } ? error.Message : null;
}
