// Counts down to each [data-until] by the server's clock (data-now); when it is over, the page asks the server again.
(() => {
  "use strict";

  const two = (number) => String(number).padStart(2, "0");

  function begin(element) {
    const ahead = Date.parse(element.dataset.now) - Date.now();
    const until = Date.parse(element.dataset.until);
    const tick = () => {
      const left = Math.max(0, Math.round((until - Date.now() - ahead) / 1000));
      element.textContent = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
      if (left === 0) {
        clearInterval(clock);
        const isTyping = [...document.querySelectorAll("textarea")].some((field) => field.value);
        if (!isTyping && !document.querySelector("dialog[open]")) setTimeout(() => location.reload(), 1500);
      }
    };
    const clock = setInterval(tick, 1000);
    tick();
  }

  for (const element of document.querySelectorAll("[data-until]")) begin(element);
})();
