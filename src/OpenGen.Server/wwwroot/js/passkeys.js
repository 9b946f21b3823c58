// Passkeys: asks the server for a challenge, the browser for the answer, and sends that with the form it belongs to.
// An address by number is no name a passkey could be bound to, and plain http is trusted on localhost alone.
const named = !/^[\d.]+$|^\[/.test(location.hostname);
const works = isSecureContext && named && typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";

for (const part of document.querySelectorAll("[data-passkey-works]")) part.hidden = !works;
for (const part of document.querySelectorAll("[data-passkey-missing]")) part.hidden = works;

const reasons = {
  NotAllowedError: "It was cancelled, or took too long. Try again.",
  InvalidStateError: "This device has a passkey for you already.",
  AbortError: "It was cancelled.",
};

async function optionsFrom(form, address) {
  const body = new FormData();
  for (const name of ["__RequestVerificationToken", "Proof", "ProofCode", "ProofPasskey", "Name"]) {
    const field = form.elements[name];
    if (field) body.set(name, field.value);
  }
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new Error("Your session has ended. Reload the page and sign in.");
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

async function run(form, button) {
  const fault = form.querySelector("[data-passkey-fault]");
  fault.hidden = true;
  button.setAttribute("aria-busy", "true");
  try {
    const options = await optionsFrom(form, form.dataset.passkeyOptions);
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.Credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    fault.querySelector("span").textContent = reasons[error.name] ?? error.message;
    fault.hidden = false;
    button.removeAttribute("aria-busy");
  }
}

// A passkey as the proof of a form: its answer is sent in place of password and code.
async function prove(form, button) {
  const fault = form.querySelector("[data-proof-fault]");
  fault.hidden = true;
  button.setAttribute("aria-busy", "true");
  const given = form.elements.ProofPasskey;
  given.value = "";
  try {
    const options = await optionsFrom(form, button.dataset.passkeyProve);
    const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    given.value = JSON.stringify(credential);
    if (form.dataset.passkey !== "create") form.submit();
    else {
      await run(form, button);
      // A challenge is good for one answer.
      given.value = "";
    }
  } catch (error) {
    fault.textContent = reasons[error.name] ?? error.message;
    fault.hidden = false;
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("click", (event) => {
  const proof = event.target.closest("button[data-passkey-prove]");
  if (proof && !proof.hasAttribute("aria-busy")) prove(proof.form, proof);
  const button = event.target.closest("button[data-passkey-get]");
  if (button && !button.hasAttribute("aria-busy")) run(button.form, button);
});

// A new passkey is the whole purpose of its form, so Enter in a field of it begins the ceremony too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.passkey !== "create") return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  if (!button.hasAttribute("aria-busy")) run(form, button);
});
