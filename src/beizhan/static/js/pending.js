// Sends a [data-send] form without leaving the page, and never shows a tick before the server's answer.
//
// The form holds its idempotency key in <input name="key">. What was sent is kept, byte for byte, until an answer
// comes: a retry sends the SAME key with the SAME values. Until then the fields cannot be edited, because another
// value under the same key would be another deed. Answers:
//   2xx          saved; header X-Saved-Seq gives the number shown; a body replaces [data-swap] (or the form)
//   4xx          refused; a body replaces it likewise, and says why
//   401          signed out: kept, and sent again with the same key when somebody has signed in again
//   5xx, silence not known to be saved: the values stay, a key retries, the page asks before it is left
(() => {
  "use strict";

  const PATIENCE = 15000;
  const waiting = new Map();

  const stateOf = (form) => form.querySelector("[data-pending]")
    || document.querySelector(`[data-pending="${form.id}"]`);

  function show(form, now, facts = {}) {
    const state = stateOf(form);
    form.dataset.now = now;
    if (!state) return;
    state.dataset.now = now;
    state.querySelector("[data-words]").textContent = Object.entries(facts).reduce(
      (words, [key, value]) => words.replace(`{${key}}`, value), state.dataset[now] || "");
    state.querySelector("[data-retry]").hidden = now !== "unsaved";
  }

  function freeze(form, frozen) {
    form.setAttribute("aria-busy", String(frozen));
    for (const field of form.elements) {
      if (field.matches("[data-retry]")) continue;
      if (field.matches("button, select, [type=checkbox], [type=radio]")) field.disabled = frozen;
      else if (field.type !== "hidden") field.readOnly = frozen;
    }
  }

  // The token against forged requests is no part of the deed: signing in again, in another tab, makes another one.
  const tokenOf = () => document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="))?.slice(10) || "";

  function bodyOf(form, submitter) {
    const body = new URLSearchParams(new FormData(form));
    if (tokenOf()) body.delete("csrfmiddlewaretoken");
    if (submitter?.name) body.set(submitter.name, submitter.value);
    return body.toString();
  }

  // randomUUID needs a secure context; a marking room's laptop is often reached by plain http
  function freshKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function swap(form, html) {
    const chosen = form.dataset.swap ? form.closest(form.dataset.swap) || document.querySelector(form.dataset.swap) : form;
    const parent = chosen.parentNode;
    const focused = document.activeElement?.id;
    const pieces = document.createRange().createContextualFragment(html);
    const roots = Array.from(pieces.children);
    chosen.replaceWith(pieces);
    for (const root of roots) window.htmx?.process(root);
    if (focused) document.getElementById(focused)?.focus();
    parent.dispatchEvent(new CustomEvent("beizhan:swapped", { bubbles: true, detail: { roots } }));
  }

  async function settle(form, response) {
    const html = response.status === 204 ? "" : await response.text();
    const seq = response.headers.get("X-Saved-Seq") || "";
    waiting.delete(form);
    freeze(form, false);
    if (response.ok) {
      const key = form.elements.namedItem("key");
      if (key) key.value = freshKey();
    }
    show(form, response.ok ? "saved" : "refused", { seq, status: response.status });
    form.dispatchEvent(new CustomEvent(response.ok ? "beizhan:saved" : "beizhan:refused",
      { bubbles: true, detail: { seq, status: response.status } }));
    if (html.trim() && !/^\s*<!doctype/i.test(html)) swap(form, html);
  }

  async function send(form) {
    const { action, body } = waiting.get(form);
    freeze(form, true);
    show(form, "sending");
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch(action, {
        method: "POST", body, signal: patience.signal, credentials: "same-origin", redirect: "manual",
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", "HX-Request": "true",
          "X-CSRFToken": tokenOf() },
      });
      const signedOut = response.type === "opaqueredirect" || response.status === 401;
      document.dispatchEvent(signedOut ? new CustomEvent("beizhan:say", { detail: { name: "signedOut" } })
        : new Event("beizhan:quiet"));
      if (signedOut || response.status >= 500) throw new Error("no answer to this deed");
      await settle(form, response);
    } catch {
      show(form, "unsaved");
      form.setAttribute("aria-busy", "false");
    } finally {
      clearTimeout(timer);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-send]")) return;
    event.preventDefault();
    if (waiting.has(form)) return;
    waiting.set(form, { action: form.action, body: bodyOf(form, event.submitter) });
    send(form);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest('[data-send="change"]');
    if (form && !waiting.has(form) && event.target.value !== "" && form.checkValidity()) form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-retry]");
    if (!key) return;
    event.preventDefault();
    const form = key.closest("form") || document.getElementById(key.closest("[data-pending]").dataset.pending);
    if (waiting.has(form)) send(form);
  });

  window.addEventListener("online", () => {
    for (const form of waiting.keys()) if (form.dataset.now === "unsaved") send(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });

  // Any other form: its keys rest while the answer is on its way, so that a second tap does nothing.
  // [data-stay] is for a form that answers with a file and leaves its page standing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.matches("[data-send], [data-stay]")) return;
    setTimeout(() => {
      form.setAttribute("aria-busy", "true");
      for (const key of form.querySelectorAll("button")) key.disabled = true;
    });
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll('form[aria-busy="true"]:not([data-send])')) {
      form.removeAttribute("aria-busy");
      for (const key of form.querySelectorAll("button")) key.disabled = false;
    }
  });
})();
