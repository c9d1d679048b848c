// Marks by the numeric keypad. Inside [data-keypad], each <input data-cell> is one award:
//   data-kind="J" a judgement, one digit 0 to data-max (3 when not given): the digit itself moves on
//   data-kind="M" a measurement, 0 to data-max with at most two decimals: Enter, Tab or + moves on
//   data-row, data-column its place in a grid; without them the arrows walk up and down the list
// * writes the full mark, / writes zero, Backspace in an empty cell goes back. Full-width digits are digits.
// [data-keypad-fault] shows the sentence, [data-filled-count] the number of cells filled, [data-keypad-end] comes last.
(() => {
  "use strict";

  const WIDE = /[０-９．。＋＊／，、]/g;
  const NARROW = { "．": ".", "。": ".", "，": ".", "、": ".", "＋": "+", "＊": "*", "／": "/" };
  const SHAPE = /^\d{1,3}(\.\d{1,2})?$/;

  const narrow = (text) => text.replace(WIDE, (sign) => NARROW[sign] ?? String(sign.charCodeAt(0) - 0xff10));
  const cellsOf = (cell) => Array.from(cell.closest("[data-keypad]").querySelectorAll("[data-cell]:not(:disabled)"));
  const isJudgement = (cell) => cell.dataset.kind === "J";
  const limitOf = (cell) => cell.dataset.max || (isJudgement(cell) ? "3" : "");

  // whole hundredths, never a floating point number: 1.5 → 150
  function hundredths(text) {
    const [whole, part = ""] = text.split(".");
    return Number(whole) * 100 + Number(part.padEnd(2, "0"));
  }

  function isSound(cell) {
    const { value } = cell;
    if (value === "") return true;
    if (isJudgement(cell) ? !/^\d$/.test(value) : !SHAPE.test(value)) return false;
    return limitOf(cell) === "" || hundredths(value) <= hundredths(limitOf(cell));
  }

  function judge(cell) {
    const sound = isSound(cell);
    const pad = cell.closest("[data-keypad]");
    const words = sound ? "" : (pad.dataset.invalid || "0–{max}").replace("{max}", limitOf(cell));
    cell.setAttribute("aria-invalid", String(!sound));
    cell.dataset.filled = String(cell.value !== "");
    cell.setCustomValidity(words);
    const fault = pad.querySelector("[data-keypad-fault]");
    if (fault) fault.textContent = words;
    const count = pad.querySelector("[data-filled-count]");
    if (count) count.textContent = cellsOf(cell).filter((one) => one.value !== "").length;
    return sound;
  }

  function focus(element) {
    if (!element) return;
    element.focus();
    element.select?.();
  }

  function step(cell, by) {
    const cells = cellsOf(cell);
    const next = cells[cells.indexOf(cell) + by];
    focus(next || (by > 0 ? cell.closest("[data-keypad]").querySelector("[data-keypad-end]") : null));
  }

  function walk(cell, rows, columns) {
    if (cell.dataset.row === undefined) return step(cell, rows || columns);
    const [row, column] = [Number(cell.dataset.row) + rows, Number(cell.dataset.column || 0) + columns];
    return focus(cellsOf(cell).find(
      (one) => Number(one.dataset.row) === row && Number(one.dataset.column || 0) === column));
  }

  function moveOn(cell) {
    if (judge(cell)) step(cell, 1);
    else cell.select();
  }

  function fill(cell, value) {
    cell.value = value;
    cell.dispatchEvent(new Event("change", { bubbles: true }));
    moveOn(cell);
  }

  // Signs that command rather than write; they arrive as input too, when a Chinese keyboard sends no key name.
  function command(cell, sign) {
    if (sign === "+") moveOn(cell);
    else if (sign === "*" && limitOf(cell)) fill(cell, limitOf(cell));
    else if (sign === "/") fill(cell, "0");
  }

  function read(cell) {
    const text = narrow(cell.value);
    const sign = /[+*/]/.exec(text)?.[0];
    const plain = text.replace(/[+*/\s]/g, "");
    if (plain !== cell.value) cell.value = plain;
    if (sign) return command(cell, sign);
    const sound = judge(cell);
    if (isJudgement(cell) && sound && cell.value.length === 1) {
      cell.dispatchEvent(new Event("change", { bubbles: true }));
      step(cell, 1);
    }
    return undefined;
  }

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function leavesCell(cell, key) {
    if (key === "ArrowUp" || key === "ArrowDown" || isJudgement(cell)) return true;
    const [from, to, end] = [cell.selectionStart, cell.selectionEnd, cell.value.length];
    if (from === 0 && to === end) return true;
    return key === "ArrowLeft" ? to === 0 : from === end;
  }

  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("[data-keypad] [data-cell]");
    if (!cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === "+") moveOn(cell);
    else if (event.key === "*" || event.key === "/") command(cell, event.key);
    else if (event.key === "Backspace" && cell.value === "") step(cell, -1);
    else if (event.key in ARROWS && leavesCell(cell, event.key)) walk(cell, ...ARROWS[event.key]);
    else return;
    event.preventDefault();
  });

  document.addEventListener("input", (event) => {
    const cell = event.target.closest?.("[data-keypad] [data-cell]");
    if (cell && !event.isComposing) read(cell);
  });
  document.addEventListener("compositionend", (event) => {
    const cell = event.target.closest?.("[data-keypad] [data-cell]");
    if (cell) read(cell);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-keypad] [data-cell]")) event.target.select();
  });
})();
