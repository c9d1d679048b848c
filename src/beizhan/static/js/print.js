// [data-print] prints the page; without this file the browser's own key does.
(() => {
  "use strict";
  document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
})();
