// Draws each [data-chart="id of a json_script"], follows its width, and leaves a still picture of it for paper.
// Every page carries this script; what draws is fetched when the first chart is met.
(() => {
  "use strict";

  const PAPER_WIDTH = 680;
  const drawn = new Map();
  const tools = document.currentScript.dataset;
  let ready = null;
  const language = document.documentElement.lang.startsWith("zh") ? "ZH" : "EN";

  function draw(element) {
    if (drawn.has(element)) return;
    const chart = JSON.parse(document.getElementById(element.dataset.chart).textContent);
    // a ruler has a row for each that stands on it: its height follows from that, not from the style sheet
    const rows = (chart.groups || []).reduce((sum, group) => sum + group.rows.length + 1, 0);
    if (rows) element.style.height = `${rows * 21 + 72}px`;
    const drawing = window.echarts.init(element, null, { renderer: "canvas", locale: language });
    drawing.setOption(window.beizhanChartOptions(chart));
    drawn.set(element, drawing);
    widths.observe(element);
  }

  const widths = new ResizeObserver((changes) => {
    for (const { target, contentRect } of changes) if (contentRect.width) drawn.get(target)?.resize();
  });

  // Patterns beside the colours, for printers that know only black; a fixed width, for paper knows no window.
  function still(element, drawing) {
    const picture = element.parentNode.querySelector("[data-chart-still]");
    if (!picture) return;
    const height = element.clientHeight || 320;
    drawing.setOption({ aria: { decal: { show: true } } });
    drawing.resize({ width: PAPER_WIDTH, height });
    picture.src = drawing.getDataURL({ type: "png", pixelRatio: 3, backgroundColor: "#fff" });
    drawing.setOption({ aria: { decal: { show: false } } });
    drawing.resize({ width: "auto", height: "auto" });
  }

  const fetched = (address) => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });

  async function drawAll(root) {
    if (!root.querySelector("[data-chart]")) return;
    ready = ready || Promise.all([fetched(tools.library), fetched(tools.kinds)]);
    await ready;
    for (const element of root.querySelectorAll("[data-chart]")) draw(element);
  }

  function forget() {
    for (const [element, drawing] of drawn) {
      if (element.isConnected) continue;
      widths.unobserve(element);
      drawing.dispose();
      drawn.delete(element);
    }
  }

  drawAll(document);
  document.addEventListener("htmx:load", (event) => { forget(); drawAll(event.detail.elt.parentNode || document); });
  document.addEventListener("beizhan:swapped", (event) => { forget(); drawAll(event.target); });
  window.addEventListener("beforeprint", () => { for (const [element, drawing] of drawn) still(element, drawing); });
})();
