// Asks before a deed that is hard to undo. [data-confirm] on a form or on the button that submits it; htmx's
// hx-confirm asks in the same dialog. Optional: data-confirm-title, data-confirm-yes.
(() => {
  "use strict";

  const granted = new WeakSet();

  async function ask(source, words) {
    const dialog = document.getElementById("confirm");
    const title = dialog.querySelector("[data-confirm-title]");
    const yes = dialog.querySelector("[data-confirm-yes]");
    title.dataset.usual ??= title.textContent;
    yes.dataset.usual ??= yes.textContent;
    title.textContent = source.dataset.confirmTitle || title.dataset.usual;
    yes.textContent = source.dataset.confirmYes || yes.dataset.usual;
    dialog.querySelector("[data-confirm-words]").textContent = words;
    dialog.returnValue = "no";
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    return dialog.returnValue === "yes";
  }

  async function askForForm(form, submitter, source) {
    if (!(await ask(source, source.dataset.confirm))) return;
    granted.add(form);
    form.requestSubmit(submitter);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (granted.delete(form)) return;
    const source = [event.submitter, form].find((element) => element?.dataset.confirm);
    if (!source) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    askForForm(form, event.submitter, source);
  }, true);

  document.addEventListener("htmx:confirm", async (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    if (await ask(event.detail.elt, event.detail.question)) event.detail.issueRequest(true);
  });
})();
