// From a short description of a chart to what ECharts wants. One function for each kind.
window.beizhanChartOptions = (() => {
  "use strict";

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colours = () => [1, 2, 3, 4, 5, 6].map((number) => token(`--series-${number}`));
  const stateColour = (state) => (state ? { itemStyle: { color: token(`--${state}`) } } : {});

  const categoryAxis = (names, more = {}) => ({
    type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--line-strong") } },
    axisLabel: { color: token("--ink"), ...more.axisLabel },
    ...(more.inverse ? { inverse: true } : {}),
  });
  const valueAxis = (chart) => ({
    type: "value", min: chart.min, max: chart.max, name: chart.unit || "", nameTextStyle: { color: token("--ink-soft") },
    splitLine: { lineStyle: { color: token("--line") } }, axisLabel: { color: token("--ink-soft") },
  });
  const room = { left: 8, right: 16, top: 36, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

  function bar(chart) {
    const names = categoryAxis(chart.categories, { inverse: chart.horizontal });
    const [xAxis, yAxis] = chart.horizontal ? [valueAxis(chart), names] : [names, valueAxis(chart)];
    const series = chart.series.map((one) => ({
      type: "bar", name: one.name, data: one.values, stack: chart.stacked ? "all" : undefined, barMaxWidth: 28,
      label: { show: Boolean(chart.labels), position: chart.stacked ? "inside" : chart.horizontal ? "right" : "top" },
      ...stateColour(one.state),
    }));
    return { xAxis, yAxis, series, grid: room, tooltip: { trigger: "axis", axisPointer: { type: "shadow" } } };
  }

  function line(chart) {
    const series = chart.series.map((one) => ({
      type: "line", name: one.name, data: one.values, symbolSize: 7, connectNulls: false, ...stateColour(one.state),
    }));
    return { xAxis: categoryAxis(chart.categories), yAxis: valueAxis(chart), series, grid: room, tooltip: { trigger: "axis" } };
  }

  function radar(chart) {
    const data = chart.series.map((one) => ({ name: one.name, value: one.values, areaStyle: { opacity: 0.08 } }));
    return {
      radar: { indicator: chart.axes, radius: "65%", center: ["50%", "54%"], axisName: { color: token("--ink") }, splitArea: { show: false } },
      series: [{ type: "radar", data, symbolSize: 5 }],
      tooltip: { trigger: "item" },
    };
  }

  function heatmap(chart) {
    const highest = Math.max(...chart.values.map(([, , value]) => value ?? 0));
    return {
      xAxis: categoryAxis(chart.columns, { axisLabel: { rotate: chart.columns.length > 12 ? 60 : 0 } }),
      yAxis: categoryAxis(chart.rows, { inverse: true }),
      series: [{ type: "heatmap", data: chart.values, label: { show: chart.labels !== false } }],
      visualMap: {
        min: chart.min ?? 0, max: chart.max ?? highest, calculable: false, orient: "horizontal", left: "center", bottom: 0,
        inRange: { color: ["#f3f6fa", "#9db9db", token("--brand-deep")] },
      },
      grid: { ...room, bottom: 44, top: 8 },
      tooltip: { trigger: "item" },
    };
  }

  function boxplot(chart) {
    const points = { type: "scatter", data: chart.points || [], symbolSize: 8, itemStyle: { color: token("--red") } };
    return {
      xAxis: categoryAxis(chart.categories), yAxis: valueAxis(chart), grid: room, tooltip: { trigger: "item" },
      series: [{ type: "boxplot", data: chart.values, itemStyle: { color: token("--brand-soft"), borderColor: token("--brand") } }, points],
    };
  }

  const kinds = { bar, line, radar, heatmap, boxplot };

  return function optionOf(chart) {
    const option = chart.option || kinds[chart.type](chart);
    const several = (chart.series || []).length > 1;
    return {
      animation: false,
      color: colours(),
      textStyle: { fontFamily: token("--font"), color: token("--ink") },
      legend: several ? { top: 0, type: "scroll", itemGap: 16 } : undefined,
      ...option,
      // an HTML tooltip would need inline styles, which the page forbids
      tooltip: { confine: true, ...option.tooltip, renderMode: "richText" },
      aria: { enabled: true, ...option.aria },
    };
  };
})();
