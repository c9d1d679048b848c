// Says aloud what htmx would swallow: no answer, a refusal, a session that ended.
(() => {
  "use strict";

  const box = () => document.getElementById("notice");

  function say(name, facts = {}) {
    const notice = box();
    if (!notice) return;
    notice.textContent = Object.entries(facts).reduce(
      (words, [key, value]) => words.replace(`{${key}}`, value), notice.dataset[name] || "");
    notice.hidden = !notice.textContent;
  }

  function quiet() {
    const notice = box();
    if (notice) notice.hidden = true;
  }

  document.addEventListener("beizhan:say", (event) => say(event.detail.name, event.detail.facts));
  document.addEventListener("beizhan:quiet", quiet);
  document.addEventListener("htmx:sendError", () => say("offline"));
  document.addEventListener("htmx:timeout", () => say("offline"));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    say(status === 401 ? "signedOut" : "refused", { status });
  });
  document.addEventListener("htmx:afterOnLoad", (event) => event.detail.successful && quiet());

  // allauth tells of a passkey that failed by this event; its sentence stands in the page, hidden until then.
  document.addEventListener("allauth.error", (event) => {
    const words = document.querySelector("[data-passkey-failed]");
    if (!words) return;
    event.preventDefault();
    words.hidden = false;
  });
})();
