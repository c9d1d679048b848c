// The keyboard's place on the screens where marks are made.
//   [data-after-save]  takes the focus when a sheet that was sent comes back
//   [data-ticking]     a clock that runs: its h:mm:ss goes on by itself between two looks at the server
//   [data-look-first]  a key that is in focus from the start: it rests for a moment, and a key that is held down
//                      does not press it, so that nothing is confirmed that nobody has looked at
(() => {
  "use strict";

  const MOMENT = 600;
  let shown = performance.now();

  window.addEventListener("pageshow", () => { shown = performance.now(); });

  document.addEventListener("beizhan:swapped", (event) => {
    for (const root of event.detail.roots) {
      const next = root.querySelector("[aria-invalid=true]") || root.querySelector("[data-after-save]");
      if (next) next.focus();
    }
  });

  setInterval(() => {
    for (const clock of document.querySelectorAll("[data-ticking]")) {
      const [hours, minutes, seconds] = clock.textContent.split(":").map(Number);
      const all = hours * 3600 + minutes * 60 + seconds + 1;
      const two = (number) => String(number).padStart(2, "0");
      clock.textContent = `${Math.floor(all / 3600)}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
    }
  }, 1000);

  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.target.closest?.("[data-look-first]")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-look-first]") && performance.now() - shown < MOMENT) event.preventDefault();
  }, true);
})();
