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

  // Levels over time, each with the band in which it lies nine times of ten; straight lines to reach; results as points.
  function bands(chart) {
    const colour = (at) => token(`--series-${(at % 6) + 1}`);
    const pairs = (values) => values.map((value, at) => [chart.days[at], value]);
    const hidden = { type: "line", symbol: "none", silent: true, lineStyle: { opacity: 0 }, stackStrategy: "all" };
    const series = chart.series.flatMap((one, at) => [
      { type: "line", name: one.name, data: pairs(one.values), symbolSize: 5, itemStyle: { color: colour(at) }, z: 3 },
      { ...hidden, name: one.name, stack: `band ${at}`, data: pairs(one.low) },
      { ...hidden, name: one.name, stack: `band ${at}`, data: pairs(one.high.map((high, day) => high - one.low[day])),
        areaStyle: { color: colour(at), opacity: chart.series.length > 2 ? 0.1 : 0.2 } },
    ]);
    const ends = [chart.days[0], chart.days[chart.days.length - 1]];
    (chart.lines || []).forEach((one, at) => series.push({
      type: "line", name: one.name, data: ends.map((day) => [day, one.value]), symbol: "none", z: 2,
      lineStyle: { type: at ? "dotted" : "dashed", width: 2 }, itemStyle: { color: token(one.state ? `--${one.state}` : "--gold") },
    }));
    if (chart.points) series.push({
      type: "scatter", name: chart.points.name, data: chart.points.values, symbol: "diamond", symbolSize: 11, z: 4,
      itemStyle: { color: token("--ink"), opacity: 0.75 },
    });
    const told = ({ data, seriesName }) => {
      const one = chart.series.find((each) => each.name === seriesName);
      const at = one ? chart.days.indexOf(data[0]) : -1;
      return `${seriesName} ${data[0]}: ${Math.round(data[1])}${at >= 0 ? ` (${Math.round(one.low[at])}–${Math.round(one.high[at])})` : ""}`;
    };
    return {
      xAxis: { type: "time", axisLabel: { color: token("--ink-soft"), formatter: "{MM}-{dd}", hideOverlap: true }, minInterval: 86400000 },
      yAxis: { ...valueAxis(chart), scale: true }, series, grid: { ...room, right: 24 },
      legend: { top: 0, type: "scroll", itemGap: 16, data: [...new Set(series.map((one) => one.name))] },
      tooltip: { trigger: "item", formatter: told },
    };
  }

  // What was called likely beside how often it happened, each with its interval; on the diagonal they agree.
  function reliability(chart) {
    const span = (item, api) => {
      const [from, to] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(0), api.value(2)])];
      return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: token("--brand"), lineWidth: 2 } };
    };
    const share = (name) => ({ ...valueAxis({ min: 0, max: 100 }), name, nameLocation: "middle", nameGap: 30 });
    return {
      xAxis: share(chart.across), yAxis: share(chart.up),
      series: [
        { type: "line", data: [[0, 0], [100, 100]], symbol: "none", silent: true, lineStyle: { type: "dashed", color: token("--line-strong") } },
        { type: "custom", renderItem: span, encode: { x: 0, y: [1, 2] }, silent: true, data: chart.bins.map((one) => [one.said, one.low, one.high]) },
        { type: "scatter", itemStyle: { color: token("--brand") },
          data: chart.bins.map((one) => ({ value: [one.said, one.happened], tip: one.tip, symbolSize: 7 + Math.min(14, Math.sqrt(one.count)) })) },
      ],
      grid: { left: 48, right: 16, top: 16, bottom: 44 },
      tooltip: { trigger: "item", formatter: (item) => item.data.tip },
    };
  }

  const kinds = { bar, line, radar, heatmap, boxplot, ruler, bands, reliability };

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
