// Draws the figure and the table of a run. All text of the run goes into the page as text, never as markup.
"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const run = JSON.parse(byId("run").textContent);
  for (const s of run.views.flatMap(view => view.series)) {
    s.values = s.values.map(([point, mean, error, trials]) => ({point, mean, error, trials}));
  }
  const VIRIDIS = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6dcd59", "#b4de2c", "#fde725"];
  const COLOURS = 7;
  // Of lines: equivalents as in the drawn figure; predictions thinner, in rhythms of their own.
  const DASHES = [[], [8, 4], [2, 3], [9, 3, 2, 3]];
  const PREDICTIONS = [[14, 3, 2, 3, 2, 3], [14, 3, 2, 3], [5, 2, 2, 2], [9, 2, 2, 2, 2, 2, 2, 2]];
  // Of points, by activation and metric: shapes in a box from -5 to 5.
  const MARKERS = [
    "M-4.7 0A4.7 4.7 0 1 0 4.7 0A4.7 4.7 0 1 0 -4.7 0Z",
    "M-4.2 -4.2H4.2V4.2H-4.2Z",
    "M0 -5L5 4.2H-5Z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0Z"
  ];
  const ROWS = 200;
  const CHARACTER = 7.5; // the width of one on an axis, in pixels
  const LEAST_NAME = 6; // so many characters of a name on an axis have a place at least

  const state = {
    view: 0,
    hidden: new Set(), // names of series, so that they stay hidden when the view changes
    chosen: null, // the name of the map that is shown
    bars: true,
    logX: run.figure.logX,
    logY: run.figure.logY && run.kind === "curves", // of maps it is the colours, in the figure never logarithmic
    sort: null, // {column, descending}
    allRows: false
  };

  // ---- numbers and names

  // Not Math.min(...values): a call can't have as many arguments as a large map has values.
  const least = values => values.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = values => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const number = (value, digits = 4) => String(Number(value.toPrecision(digits)));

  /** A coordinate as text: exact where that is short, since 12345 is not 12350. */
  function coordinate(value, digits = 4) {
    const exact = String(value);
    return typeof value !== "number" || exact.length <= digits + 4 ? exact : number(value, digits);
  }

  /** A text of so many characters at most, without its middle: specs differ at their ends. */
  function shortened(text, most) {
    const half = Math.max(1, (most - 1) >> 1);
    return text.length <= 2 * half + 1 ? text : text.slice(0, half) + "…" + text.slice(-half);
  }

  const view = () => run.views[state.view];
  const isMap = run.kind === "map";
  const shown = s => (isMap ? s.name === state.chosen : !state.hidden.has(s.name));
  const isSimulated = s => s.source === "simulation";
  // Predictions have bars only where there is nothing else, as in the drawn figure.
  const hasBars = s => isSimulated(s) || !view().series.some(isSimulated);
  const isPoints = s => isSimulated(s) && s.model === 0;
  const style = () => getComputedStyle(document.documentElement);
  const colour = name => style().getPropertyValue(name).trim();

  const oneActivation = () => new Set(view().series.map(s => s.activation)).size === 1;

  function hue(s) {
    return "--c" + ((oneActivation() ? s.model + s.metric : s.activation) % COLOURS);
  }

  function dash(s) {
    return isSimulated(s)
      ? DASHES[Math.max(0, s.model - 1) % DASHES.length]
      : PREDICTIONS[oneActivation() ? 0 : s.model % PREDICTIONS.length];
  }

  const marker = s => MARKERS[(s.activation + s.metric) % MARKERS.length];
  const width = s => (isSimulated(s) ? 2 : 1.5);

  /** A mean and its standard error as texts, to two digits of the error; the files have all digits. */
  function withError({mean, error}) {
    if (!(error > 0)) {
      return [number(mean, 5), error === null ? "" : " ± 0"];
    }
    const decimals = 1 - Math.floor(Math.log10(error));
    return decimals >= 0 && decimals <= 9
      ? [mean.toFixed(decimals), " ± " + error.toFixed(decimals)]
      : [number(mean, 5), " ± " + number(error, 2)];
  }

  const trials = count => count + (count === 1 ? " trial" : " trials");

  function element(tag, properties = {}, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  }

  // ---- axes

  /** Round numbers that divide a range into about so many parts. */
  function ticks(low, high, logarithmic, count) {
    const result = [];
    if (logarithmic) {
      const decades = high - low;
      const digits = [
        {above: count, digits: [1]},
        {above: count / 3, digits: [1, 3]},
        {above: 1.3, digits: [1, 2, 5]},
        {above: 0.7, digits: [1, 2, 3, 5, 7]},
        {above: 0, digits: [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]}
      ].find(({above}) => decades > above).digits;
      const step = decades > count ? Math.ceil(decades / count) : 1;
      for (let power = Math.floor(low); power <= high; power += step) {
        for (const digit of digits) {
          const at = power + Math.log10(digit);
          if (at >= low && at <= high) {
            result.push({at, text: number(digit * 10 ** power)});
          }
        }
      }
      if (result.length > 1) {
        return result;
      }
      result.length = 0; // less than a step: evenly spaced after all
    }
    const from = logarithmic ? 10 ** low : low;
    const to = logarithmic ? 10 ** high : high;
    const raw = (to - from) / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = power * [1, 2, 5, 10].find(multiple => multiple * power >= raw * 0.999);
    for (let i = Math.ceil(from / step); i * step <= to; i++) {
      result.push({at: logarithmic ? Math.log10(i * step) : i * step, text: number(i * step, 6)});
    }
    return result;
  }

  /**
   * The ends of an axis: those of its values, and some air. What differs by less than labels have
   * digits for, as by rounding only, is drawn as if equal: there are no ticks between neighbouring
   * numbers.
   */
  function ends(values, logarithmic) {
    const low = least(values);
    const high = largest(values);
    const size = logarithmic ? 1 : Math.max(Math.abs(low), Math.abs(high));
    const air = high - low > 1e-5 * size ? 0.04 * (high - low) : 0.1 * size || 1;
    return [low - air, high + air];
  }

  // ---- curves

  // What lies above what; the library draws lines of a grid of one's own at 5.
  const Z = {pointer: 1, bars: 6, lines: 7, points: 8};

  /**
   * The visible series with their coordinates on the axes as they are now. On a logarithmic axis a
   * value that is not positive is a gap.
   */
  function curves() {
    const x = value => (state.logX ? Math.log10(value) : value);
    const y = value => (state.logY ? Math.log10(value) : value);
    return view().series.filter(shown).map(s => ({
      series: s,
      values: s.values.map(value => {
        const error = hasBars(s) ? value.error ?? 0 : 0;
        const low = value.mean - error;
        return {
          point: value.point,
          x: x(run.axes[0].numeric ? run.points[value.point][0] : value.point),
          y: y(value.mean),
          // A bar that comes near 0 would fill a logarithmic axis: it ends at a tenth of the mean.
          low: y(state.logY ? Math.max(low, value.mean / 10) : low),
          high: y(value.mean + error),
          error
        };
      }).filter(value => Number.isFinite(value.x)).sort((a, b) => a.x - b.x)
    }));
  }

  function curveOption(narrow) {
    const drawn = curves();
    const all = drawn.flatMap(curve => curve.values).filter(isDrawn);
    const [left, right] = !run.axes[0].numeric ? [-0.5, run.points.length - 0.5] : all.length ? ends(all.map(v => v.x), state.logX) : [0, 1];
    const heights = v => (state.bars ? [v.low, v.high] : [v.y]);
    const [bottom, top] = all.length ? ends(all.flatMap(heights), state.logY) : [0, 1];
    const yTicks = ticks(bottom, top, state.logY, narrow ? 6 : 9);
    const yWidth = CHARACTER * largest(yTicks.map(tick => tick.text.length));
    const xTicks = run.axes[0].numeric
      ? ticks(left, right, state.logX, narrow ? 4 : 9)
      : names(byId("chart").clientWidth - yWidth - 58);
    const axis = {type: "value", axisLabel: {show: false}, axisTick: {show: false}, splitLine: {show: false}, axisLine: {show: true, onZero: false, lineStyle: {color: colour("--muted")}}, nameLocation: "middle", nameTextStyle: {color: colour("--text"), fontSize: 14}};
    return {
      grid: {left: yWidth + 44, right: 14, top: 14, bottom: 58},
      xAxis: {...axis, min: left, max: right, name: run.axes[0].label, nameGap: 34},
      yAxis: {...axis, min: bottom, max: top, name: view().label, nameGap: yWidth + 18},
      tooltip: {...tooltip(), trigger: "axis", axisPointer: {type: "line", z: Z.pointer, lineStyle: {color: colour("--muted")}, label: {show: false}}, formatter: items => curveTip(drawn, items)},
      series: [
        gridLines(xTicks, yTicks),
        ...(state.bars ? drawn.map(errorBars) : []),
        ...drawn.filter(curve => !isPoints(curve.series)).map(line),
        ...drawn.filter(curve => isPoints(curve.series)).map(curve => points(curve, narrow ? 7 : 10))
      ]
    };
  }

  /** The names of points on an axis of so many pixels, shortened so that each has its place. */
  function names(pixels) {
    const room = pixels / run.points.length;
    const apart = Math.ceil(LEAST_NAME * CHARACTER / room);
    const most = Math.floor(room * apart / CHARACTER) - 1;
    return run.points.map((point, at) => ({at, text: shortened(coordinate(point[0]), most)})).filter(({at}) => at % apart === 0);
  }

  function gridLines(xTicks, yTicks) {
    const label = {color: colour("--muted"), fontSize: 12, position: "start", distance: 7};
    const mark = (axis, tick) => ({[axis]: tick.at, label: {...label, formatter: () => tick.text}});
    return {
      type: "line",
      data: [],
      markLine: {
        precision: -1, // else ends are rounded to two decimals
        silent: true,
        symbol: "none",
        lineStyle: {type: "solid", width: 1, color: colour("--grid")},
        data: [...xTicks.map(tick => mark("xAxis", tick)), ...yTicks.map(tick => mark("yAxis", tick))]
      }
    };
  }

  const isDrawn = value => Number.isFinite(value.y);
  const datum = value => ({value: [value.x, isDrawn(value) ? value.y : "-"], point: value.point});

  function line({series, values}) {
    const pattern = dash(series);
    const isGap = i => !values[i] || !isDrawn(values[i]);
    // A line between gaps has no length: a value between two is a dot.
    const data = values.map((value, i) => ({...datum(value), symbol: isGap(i - 1) && isGap(i + 1) ? "circle" : "none"}));
    return {type: "line", name: series.name, data, showAllSymbol: true, symbolSize: 6, emphasis: {disabled: true}, lineStyle: {color: colour(hue(series)), width: width(series), type: pattern.length ? pattern : "solid"}, itemStyle: {color: colour(hue(series))}, z: Z.lines, zlevel: 0};
  }

  function points({series, values}, size) {
    const hollow = series.readout > 0;
    return {type: "scatter", name: series.name, data: values.filter(isDrawn).map(datum), symbol: "path://" + marker(series), symbolSize: size, emphasis: {disabled: true}, itemStyle: {color: hollow ? colour("--card") : colour(hue(series)), borderColor: colour(hue(series)), borderWidth: hollow ? 2 : 0, opacity: 1}, z: Z.points};
  }

  function errorBars({series, values}) {
    const cap = 4;
    const stroke = {stroke: colour(hue(series)), lineWidth: 1.3, fill: null};
    return {
      type: "custom",
      data: values.filter(value => value.error > 0 && isDrawn(value)).map(value => [value.x, value.low, value.high]),
      encode: {x: 0, y: [1, 2]},
      silent: true,
      tooltip: {show: false},
      z: Z.bars,
      renderItem(_, api) {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        const high = api.coord([api.value(0), api.value(2)])[1];
        const stem = [[x, low], [x, high]];
        const caps = [low, high].map(y => [[x - cap, y], [x + cap, y]]);
        return {type: "group", children: [stem, ...caps].map(([[x1, y1], [x2, y2]]) => ({type: "line", shape: {x1, y1, x2, y2}, style: stroke}))};
      }
    };
  }

  // ---- maps

  const logColours = () => state.logY;

  /** The values of all maps of the view, so that their colours can be compared. */
  const heights = () => view().series.flatMap(s => s.values.map(value => value.mean));

  function mapOption(narrow) {
    const s = view().series.find(shown);
    const scale = value => (logColours() ? Math.log10(value) : value);
    const own = view().drawn;
    const possible = heights().filter(height => !logColours() || height > 0);
    let low = (own ? run.figure.zMin : null) ?? least(possible);
    let high = (own ? run.figure.zMax : null) ?? largest(possible);
    if (logColours() && low <= 0) {
      low = least(possible);
    }
    if (!(high > low)) {
      high = low + 1;
    }
    const index = run.axes.map(axis => new Map(axis.values.map((value, i) => [value, i])));
    const cell = value => ({value: [...run.points[value.point].map((c, axis) => index[axis].get(c)), scale(value.mean)], point: value.point});
    const most = narrow ? 13 : 40;
    const names = run.axes.map(axis => axis.values.map(value => shortened(coordinate(value, 3), most)));
    const yWidth = CHARACTER * largest(names[1].map(name => name.length));
    const axis = i => ({type: "category", data: names[i], name: run.axes[i].label, nameLocation: "middle", nameTextStyle: {color: colour("--text"), fontSize: 14}, axisLabel: {color: colour("--muted"), fontSize: 12}, axisTick: {show: false}, axisLine: {lineStyle: {color: colour("--muted")}}, splitLine: {show: false}});
    return {
      grid: {left: yWidth + 44, right: narrow ? 14 : 110, top: 14, bottom: narrow ? 128 : 58},
      xAxis: {...axis(0), nameGap: 34},
      yAxis: {...axis(1), nameGap: yWidth + 18},
      tooltip: {...tooltip(), trigger: "item", formatter: item => mapTip(s, item)},
      visualMap: {min: scale(low), max: scale(high), calculable: true, precision: 6, orient: narrow ? "horizontal" : "vertical", right: narrow ? "center" : 0, top: narrow ? undefined : 14, bottom: narrow ? 6 : undefined, itemHeight: narrow ? 180 : byId("chart").clientHeight - 120, inRange: {color: VIRIDIS}, textStyle: {color: colour("--text")}, formatter: value => number(logColours() ? 10 ** value : value, 3)},
      series: s ? [{type: "heatmap", name: s.name, data: s.values.map(cell).filter(({value}) => Number.isFinite(value[2])), emphasis: {itemStyle: {borderColor: colour("--text"), borderWidth: 1.5}}}] : []
    };
  }

  // ---- what hovering shows

  const tooltip = () => ({confine: true, transitionDuration: 0, backgroundColor: colour("--card"), borderColor: colour("--line"), textStyle: {color: colour("--text"), fontSize: 13}});

  function tip(head, rows) {
    const box = element("div", {className: "tip"}, element("div", {className: "head", textContent: head}));
    for (const [s, value] of rows) {
      const name = element("span", {className: "series", textContent: s.name});
      name.style.setProperty("--series", isMap ? "transparent" : `var(${hue(s)})`);
      box.append(name, element("span", {className: "value", textContent: withError(value).join("")}), element("span", {className: "trials", textContent: trials(value.trials)}));
    }
    return box;
  }

  const place = point => run.axes.map((axis, i) => `${axis.label} = ${coordinate(run.points[point][i])}`).join(", ");

  function curveTip(drawn, items) {
    const hit = items.find(item => item.data && item.data.point !== undefined);
    if (!hit) {
      return "";
    }
    const point = hit.data.point;
    const rows = drawn.flatMap(({series}) => series.values.filter(value => value.point === point).map(value => [series, value]));
    return tip(place(point), rows);
  }

  function mapTip(s, item) {
    const value = s.values.find(v => v.point === item.data.point);
    return tip(place(value.point), [[s, value]]);
  }

  // ---- the figure

  const chart = run.kind === "none" || run.views.length === 0 ? null : echarts.init(byId("chart"), null, {renderer: "svg"});

  function draw() {
    if (!chart) {
      return;
    }
    const narrow = byId("chart").clientWidth < 560;
    const option = isMap ? mapOption(narrow) : curveOption(narrow);
    chart.setOption({animation: false, textStyle: {fontFamily: getComputedStyle(document.body).fontFamily}, ...option}, {notMerge: true});
    const names = view().series.filter(shown).map(s => s.name).join("; ");
    byId("chart").setAttribute("aria-label", `${view().label} against ${run.axes.map(axis => axis.label).join(" and ")}. Series: ${names || "none"}. The table of results has the same values.`);
    byId("caption").textContent = caption();
  }

  function caption() {
    const left = leftOut() ? " Values that are not positive are left out." : "";
    if (isMap) {
      return `Colour: ${view().label}, on one scale for all maps.${left} Point at a cell for its value.`;
    }
    const series = view().series;
    const simulated = series.filter(isSimulated);
    const kinds = [
      series.some(isPoints) && "points: simulated networks",
      simulated.some(s => !isPoints(s)) && "lines: equivalent models",
      simulated.length < series.length && "thin dash-dotted lines: predictions"
    ].filter(Boolean).join("; ");
    const bars = series.some(s => hasBars(s) && s.values.some(value => value.error > 0)) ? " Bars: standard error of the mean." : "";
    return `${kinds[0].toUpperCase()}${kinds.slice(1)}.${bars}${left} Point at the figure for values.`;
  }

  /** Whether there are values that logarithmic axes leave out. */
  function leftOut() {
    const coordinates = run.points.map(point => point[0]);
    return (!isMap && state.logX && coordinates.some(x => x <= 0)) || (state.logY && heights().some(y => y <= 0));
  }

  /** Whether an axis could be logarithmic. */
  const positive = values => values.some(value => value > 0);

  function switches() {
    const x = !isMap && run.axes[0].numeric && positive(run.points.map(point => point[0]));
    const y = positive(heights());
    state.logX = state.logX && x;
    state.logY = state.logY && y;
    const why = "needs positive values";
    const button = (id, text, pressed, possible, toggle) => {
      const node = element("button", {type: "button", id, textContent: text, disabled: !possible, title: possible ? "" : why, onclick: () => { toggle(); update(); byId(id).focus(); }});
      node.setAttribute("aria-pressed", pressed);
      return node;
    };
    const logY = button("log-y", isMap ? "Log colours" : "Log y", state.logY, y, () => (state.logY = !state.logY));
    const nodes = isMap ? [logY] : [
      button("log-x", "Log x", state.logX, x, () => (state.logX = !state.logX)),
      logY,
      button("bars", "Error bars", state.bars, true, () => (state.bars = !state.bars))
    ];
    byId("switches").replaceChildren(...nodes);
  }

  function legend() {
    if (isMap && !view().series.some(shown)) {
      state.chosen = view().series[0].name;
    }
    byId("legend").classList.toggle("exclusive", isMap);
    byId("legend").replaceChildren(...view().series.map((s, i) => {
      const id = "series-" + i;
      const node = element("button", {type: "button", id, onclick: () => { choose(s.name); update(); byId(id).focus(); }}, ...(isMap ? [] : [sample(s)]), s.name);
      node.setAttribute("aria-pressed", shown(s));
      return node;
    }));
  }

  function choose(name) {
    if (isMap) {
      state.chosen = name;
    } else if (!state.hidden.delete(name)) {
      state.hidden.add(name);
    }
  }

  /** How a series is drawn. */
  function sample(s) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const attributes = {viewBox: "-15 -6 30 12", width: 30, height: 12, "aria-hidden": true};
    Object.entries(attributes).forEach(([name, value]) => svg.setAttribute(name, value));
    path.style.stroke = `var(${hue(s)})`;
    path.style.strokeWidth = width(s);
    path.style.fill = isPoints(s) && s.readout === 0 ? `var(${hue(s)})` : "none";
    path.setAttribute("d", isPoints(s) ? marker(s) : "M-15 0H15");
    if (!isPoints(s)) {
      path.style.strokeDasharray = dash(s).join(" ") || "none";
    }
    svg.append(path);
    return svg;
  }

  // ---- the table

  function table() {
    const series = view().series;
    const values = series.map(s => new Map(s.values.map(value => [value.point, value])));
    const axes = run.axes.length;
    const key = (point, column) => (column < axes ? run.points[point][column] : values[column - axes].get(point)?.mean ?? Infinity);
    let rows = run.points.map((_, point) => point).filter(point => values.some(map => map.has(point)));
    const sort = state.sort;
    if (sort) {
      const sign = sort.descending ? -1 : 1;
      const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
      rows.sort((a, b) => sign * order(key(a, sort.column), key(b, sort.column)) || a - b);
    }
    const total = rows.length;
    rows = state.allRows ? rows : rows.slice(0, ROWS);
    const heads = [...run.axes.map(axis => axis.label), ...series.map(s => s.name)].map(heading);
    const cell = (point, i) => {
      const value = values[i].get(point);
      if (!value) {
        return element("td");
      }
      const [mean, error] = withError(value);
      const missing = value.trials === run.trials ? "" : ` (${trials(value.trials)})`;
      return element("td", {}, mean, element("span", {textContent: error + missing}));
    };
    const body = rows.map(point => element("tr", {},
      ...run.points[point].map((c, i) => element(i === 0 ? "th" : "td", i === 0 ? {scope: "row"} : {}, coordinate(c))),
      ...series.map((_, i) => cell(point, i))));
    byId("table").replaceChildren(element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)));
    byId("table-caption").textContent = `${view().label}: mean${run.trials > 1 ? " ± standard error" : ""} over ${trials(run.trials)}.`;
    byId("all-rows").hidden = rows.length === total;
    byId("all-rows").textContent = `Show all ${total} rows`;
  }

  function heading(text, column) {
    const sorted = state.sort?.column === column;
    const button = element("button", {type: "button", textContent: text, onclick: () => {
      state.sort = {column, descending: sorted && !state.sort.descending};
      table();
      byId("table").querySelectorAll("thead button")[column].focus();
    }});
    const node = element("th", {scope: "col"}, button);
    if (sorted) {
      node.setAttribute("aria-sort", state.sort.descending ? "descending" : "ascending");
    }
    return node;
  }

  // ---- the page

  function update() {
    switches();
    legend();
    draw();
  }

  function start() {
    if (run.views.length === 0) {
      byId("figure").textContent = "No trial has a result.";
      return;
    }
    byId("metric").append(...run.views.map(({title}, i) => element("option", {value: i, textContent: title, selected: i === state.view})));
    byId("metric-choice").hidden = run.views.length < 2;
    byId("metric").onchange = event => {
      state.view = Number(event.target.value);
      state.sort = null;
      state.allRows = false;
      if (chart) {
        update();
      }
      table();
    };
    byId("all-rows").onclick = () => {
      state.allRows = true;
      table();
      byId("table").focus();
    };
    table();
    if (!chart) {
      byId("figure").textContent = "A figure needs a sweep of one or two axes; the results are in the table.";
      return;
    }
    update();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new ResizeObserver(() => {
      chart.resize();
      draw();
    }).observe(byId("chart"));
  }

  start();
})();
