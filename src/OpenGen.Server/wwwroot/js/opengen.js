// What the dashboard does in the browser itself: the theme, copying, the drawer and focus. Listeners stand on the document,
// so that they hold for whatever is rendered later; nothing breaks when this script is absent.
const root = document.documentElement;
const announcer = () => document.getElementById("announcer");

function say(text) {
  const region = announcer();
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

function isDark() {
  return root.dataset.theme === "dark" || (root.dataset.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

function toggleTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `opengen.theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  say(root.dataset.theme === "dark" ? "Dark colours" : "Light colours");
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  const text = "value" in source ? source.value : source.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages that came over plain http from another machine have no clipboard; the old way still works there.
    if (!copyBySelection(source)) return say("Copying is not allowed here. Select the text and copy it by hand.");
  }
  button.classList.add("copied");
  say(button.dataset.copiedSays);
  setTimeout(() => button.classList.remove("copied"), 2000);
}

function copyBySelection(source) {
  if ("select" in source) {
    source.select();
  } else {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  return document.execCommand("copy");
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-copy], [data-theme-toggle], [data-reload], .sidebar a, .skip-link");
  if (!target) return;
  if (target.dataset.copy) copy(target);
  else if ("themeToggle" in target.dataset) toggleTheme();
  else if ("reload" in target.dataset) location.reload();
  else if (target.matches(".skip-link")) { event.preventDefault(); document.querySelector("main").focus(); }
  else {
    // A link in the drawer leads to another page; the drawer does not come along.
    const drawer = target.closest("[popover]");
    if (drawer?.matches(":popover-open")) drawer.hidePopover();
  }
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select]")) event.target.select();
});

// A dialog's first field takes the focus when it appears, and whatever opened the dialog gets it back when it is gone.
let opener = null;
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const dialog = node.matches(".mud-dialog-container") ? node : node.querySelector(".mud-dialog-container");
      if (dialog && !opener) opener = document.activeElement;
      const first = node.matches("[data-focus]") ? node : node.querySelector("[data-focus]");
      if (first) requestAnimationFrame(() => first.focus());
    }
    for (const node of change.removedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE || !opener) continue;
      if (!node.matches(".mud-dialog-container") && !node.querySelector(".mud-dialog-container")) continue;
      if (!document.querySelector(".mud-dialog-container") && opener.isConnected) opener.focus();
      opener = null;
    }
  }
}).observe(document.body, { childList: true, subtree: true });
