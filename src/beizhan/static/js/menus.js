// One unfolded menu at a time; Escape or a tap elsewhere folds it. Without this file menus still open and close.
(() => {
  "use strict";

  const open = () => document.querySelectorAll("details[data-menu][open]");

  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details[data-menu][open]")) return;
    for (const menu of open()) {
      if (menu !== event.target && !menu.contains(event.target)) menu.open = false;
    }
  }, true);
})();
