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

  // Everything on one ruler: a row each, a point with its interval; groups one below the other.
  function ruler(chart) {
    const rows = chart.groups.flatMap((group, at) => [{ head: group.name }, ...group.rows.map((row) => ({ ...row, at }))]);
    const narrow = window.innerWidth < 640;
    const span = (item, api) => {
      const at = (value) => api.coord([value, api.value(2)]);
      const [from, to] = [at(api.value(0)), at(api.value(1))];
      return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: api.visual("color"), lineWidth: 2 } };
    };
    const known = (at) => rows.flatMap((row, y) => (row.at === at && row.value !== undefined ? [{ ...row, y }] : []));
    const series = chart.groups.flatMap((group, at) => {
      const color = token(`--series-${at + 1}`);
      return [
        { type: "custom", renderItem: span, encode: { x: [0, 1], y: 2 }, itemStyle: { color }, silent: true,
          data: known(at).map((row) => [row.low, row.high, row.y]) },
        { type: "scatter", symbol: ["diamond", "circle", "rect"][at], symbolSize: 9, itemStyle: { color },
          data: known(at).map((row) => ({ value: [row.value, row.y], tip: row.tip })) },
      ];
    });
    const label = (name, index) => (rows[index].head ? `{head|${name}}` : rows[index].value === undefined ? `{none|${name}}` : name);
    return {
      yAxis: {
        type: "category", inverse: true, data: rows.map((row) => row.head || row.name), axisTick: { show: false }, axisLine: { show: false },
        axisLabel: {
          interval: 0, color: token("--ink"), formatter: label, width: narrow ? 112 : 220, overflow: "truncate", fontSize: 12,
          rich: { head: { fontWeight: 600, color: token("--ink-soft"), fontSize: 12 }, none: { color: token("--grey"), fontSize: 12 } },
        },
      },
      xAxis: [0, 1].map((at) => ({ ...valueAxis(chart), name: "", position: at ? "bottom" : "top", axisLabel: {
        color: token("--ink-soft"), formatter: (value) => (value > 0 ? `+${value}` : `${value}`.replace("-", "−")) } })),
      series, grid: { ...room, top: 28, bottom: 28 },
      tooltip: { trigger: "item", formatter: (item) => item.data.tip },
    };
  }

  const kinds = { bar, line, radar, heatmap, boxplot, ruler };

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
