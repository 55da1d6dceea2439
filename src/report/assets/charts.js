// Charts, drawn by uPlot. Each is drawn anew when the colours change and before the page is printed.

const drawn = [];

/** A figure with a chart, which `make(width)` gives as [options, data]. */
function chart(caption, beside, label, make, tools) {
  const place = el("div", { class: "chart", role: "img", "aria-label": label });
  const figure = el("figure", {}, el("figcaption", {}, caption, tools ?? (beside && el("span", {}, beside))), place);
  drawn.push({ place, make, plot: null, width: 0 });
  return figure;
}

function draw(entry, anew) {
  const width = Math.floor(entry.place.clientWidth);
  if (!width || (!anew && width === entry.width)) return;
  if (entry.plot && !anew && entry.plot.height) {
    entry.plot.setSize({ width, height: entry.plot.height });
  } else {
    entry.plot?.destroy();
    const [options, data] = entry.make(width);
    entry.plot = new uPlot({ width, ...options }, data, entry.place);
  }
  entry.width = width;
}

function drawAll(anew) {
  for (const entry of drawn) draw(entry, anew);
}

const FONT = "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";

/** Axes in the style of the page. */
function axis(label, more) {
  return {
    label, labelFont: FONT, font: FONT, labelSize: 20, labelGap: 2,
    stroke: colour("soft"),
    grid: { stroke: colour("grid"), width: 1 },
    ticks: { stroke: colour("line"), width: 1, size: 4 },
    values: (_, all, __, ___, step) => all.map((value) => (value === null ? "" : tick(value, step))),
    ...more,
  };
}

/** The width of an axis: `least`, or more where its numbers are long. */
const wide = (least) => (_, values) => Math.max(least, 18 + 7 * Math.max(0, ...(values ?? []).map((text) => text.length)));

/** Decimals that tell numbers apart which are `step` from each other; none below 0. */
function decimals(step) {
  let places = 0;
  while (places < 12 && Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) > 1e-6) places++;
  return places;
}

/** A number beside a tick, in as many digits as tell it from the next, `step` away. */
function tick(value, step) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e5 && size >= 1e-3) return String(Number(value.toPrecision(Math.max(6, significant(value, step))))).replace("-", "−");
  return number(value, significant(value, step));
}

/** Digits of a number down to the last of `step`. */
function significant(value, step) {
  if (!(step > 0)) return 2;
  const digits = step.toExponential().match(/^\d(?:\.(\d+))?/)[1]?.length ?? 0;
  return Math.max(1, Math.min(9, Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)) + 1 + Math.min(digits, 2)));
}

/** A vertical line where a run's network was kept. */
function marked(epochs) {
  return {
    hooks: {
      draw: [(u) => {
        const { ctx, bbox } = u;
        ctx.save();
        ctx.strokeStyle = colour("mark");
        ctx.lineWidth = devicePixelRatio;
        ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
        for (const epoch of epochs) {
          const x = Math.round(u.valToPos(epoch, "x", true)) + 0.5;
          if (x < bbox.left || x > bbox.left + bbox.width) continue;
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
        }
        ctx.restore();
      }],
    },
  };
}

/** Lines over epochs: `lines` are {name, epochs, values, stroke, width, dash}. */
function curves(caption, metric, lines, kept, beside) {
  const positive = lines.every((line) => line.values.every((value) => value === null || value > 0));
  let logarithmic = false;
  const make = () => {
    const shown = lines.map((line) => ({ ...line, stroke: line.stroke() }));
    const data = uPlot.join(shown.map((line) => [line.epochs, line.values]));
    const points = data[0].length < 2;
    return [{
      height: 250,
      cursor: { sync: { key: "epochs" }, drag: { x: true, y: false } },
      legend: { show: shown.length <= 10 },
      scales: { x: { time: false }, y: logarithmic ? { distr: 3 } : {} },
      axes: [
        axis("epoch", { size: 32, incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000, 100000] }),
        axis(undefined, { size: wide(62), values: (_, all, __, ___, step) => all.map((v) => (v === null ? "" : isShare(metric) ? percent(v, decimals(100 * step)) : tick(v, step))) }),
      ],
      series: [
        { label: "epoch", value: (_, v) => (v === null ? "–" : count(v)) },
        ...shown.map((line) => ({
          label: line.name, stroke: line.stroke, width: line.width ?? 1.75, dash: line.dash,
          spanGaps: true, points: { show: points, size: 6 },
          value: (_, v) => (v === null || v === undefined ? "–" : metricText(metric, v)),
        })),
      ],
      plugins: [marked(kept)],
    }, data];
  };
  const best = lines.length === 1 || beside === undefined ? undefined : beside;
  let tools;
  if (positive && lines.some((line) => line.falls)) {
    const button = el("button", { type: "button", "aria-pressed": "false", "aria-label": `log of ${caption}` }, "log");
    tools = el("span", {}, best ?? "", best ? " " : "", button);
    button.addEventListener("click", () => {
      logarithmic = !logarithmic;
      button.setAttribute("aria-pressed", String(logarithmic));
      const entry = drawn.find((one) => one.make === make);
      if (entry) draw(entry, true);
    });
  }
  const said = lines.slice(0, 10).map((line) => {
    const last = line.values.findLast((value) => value !== null);
    return `${line.name} ends at ${metricText(metric, last ?? null)}`;
  });
  return chart(caption, best, `${caption} by epoch; ${said.join(", ")}`, make, tools);
}

/** Points or lines between two numbers: `series` are {name, x, y, stroke, line, dash}. */
function plane(caption, beside, label, [xLabel, yLabel], series, more = {}) {
  const make = (width) => {
    // Points in any order.
    const points = (u, index) => {
      uPlot.orient(u, index, (s, xs, ys, sx, sy, vx, vy, left, top, w, h) => {
        const { ctx } = u;
        const radius = 2 * devicePixelRatio;
        ctx.save();
        ctx.fillStyle = s.stroke instanceof Function ? s.stroke(u, index) : s.stroke;
        ctx.globalAlpha = 0.55;
        const [px, py] = u.data[index];
        for (let i = 0; i < px.length; i++) {
          if (px[i] === null || py[i] === null) continue;
          const x = vx(px[i], sx, w, left), y = vy(py[i], sy, h, top);
          if (x < left || x > left + w || y < top || y > top + h) continue;
          ctx.beginPath();
          ctx.arc(x, y, radius, 0, 2 * Math.PI);
          ctx.fill();
        }
        ctx.restore();
      });
      return null;
    };
    const within = (values, low, high) => {
      const finite = values.filter((value) => value !== null);
      const least = Math.min(...finite, low ?? Infinity), most = Math.max(...finite, high ?? -Infinity);
      if (more.exact) return [least, most];
      const room = (most - least || Math.abs(most) || 1) * 0.04;
      return [least - room, most + room];
    };
    const ranges = more.ranges ?? [within(series.flatMap((s) => s.x)), within(series.flatMap((s) => s.y))];
    return [{
      mode: 2,
      height: more.height ?? Math.min(width, 320),
      cursor: { show: false },
      legend: { show: series.length > 1 && more.legend !== false, live: false },
      scales: { x: { time: false, distr: more.logX ? 3 : 1, range: () => ranges[0] }, y: { range: () => ranges[1] } },
      axes: [axis(xLabel, { size: 32 }), axis(yLabel, { size: wide(62) })],
      series: [
        {},
        ...series.map((one) => ({
          label: one.name, stroke: one.stroke(), width: one.width ?? 1.75, dash: one.dash,
          facets: [{ scale: "x", auto: false }, { scale: "y", auto: false }],
          paths: one.line ? straight : points,
        })),
      ],
    }, [null, ...series.map((one) => [one.x, one.y])]];
  };
  return chart(caption, beside, label, make);
}

/** Lines through the points of a facet, in their order. */
function straight(u, index) {
  uPlot.orient(u, index, (s, xs, ys, sx, sy, vx, vy, left, top, w, h) => {
    const { ctx } = u;
    const [px, py] = u.data[index];
    ctx.save();
    ctx.strokeStyle = s.stroke instanceof Function ? s.stroke(u, index) : s.stroke;
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = s.width * devicePixelRatio;
    if (s.dash) ctx.setLineDash(s.dash.map((length) => length * devicePixelRatio));
    ctx.beginPath();
    px.forEach((x, i) => ctx[i ? "lineTo" : "moveTo"](vx(x, sx, w, left), vy(py[i], sy, h, top)));
    ctx.stroke();
    ctx.restore();
  });
  return null;
}

/** Columns beside each other: a histogram between `low` and `high`. */
function histogram(caption, beside, label, xLabel, counts, low, high) {
  const make = () => {
    const step = (high - low || 1) / counts.length;
    const middles = counts.map((_, i) => low + (i + 0.5) * step);
    return [{
      height: 250,
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false, range: () => [low - step / 2, high + step / 2] }, y: { range: (_, __, most) => [0, most * 1.05 || 1] } },
      axes: [axis(xLabel, { size: 32 }), axis("samples", { size: 56 })],
      series: [{}, { fill: `rgba(${colour("shade")}, 0.55)`, width: 0, paths: uPlot.paths.bars({ size: [0.94, 100], align: 0 }), points: { show: false } }],
    }, [middles, counts]];
  };
  return chart(caption, beside, label, make);
}

/** Bars from the left to the right, one a name; `format` writes a value. */
function bars(caption, beside, label, names, values, valueLabel, more = {}) {
  const longest = Math.min(28, Math.max(...names.map((name) => name.length)));
  const cut = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
  const make = (width) => {
    const room = Math.min(longest * 7 + 16, width * 0.45);
    const least = more.logarithmic ? undefined : Math.min(0, ...values);
    const fit = Math.max(4, Math.floor(room / 7));
    return [{
      height: names.length * 22 + 52,
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false, ori: 1, dir: -1, range: () => [-0.6, names.length - 0.4] },
        y: {
          ori: 0,
          distr: more.logarithmic ? 3 : 1,
          range: more.logarithmic ? more.range : (_, __, most) => [least * 1.05, (Math.max(most, 0) || 1) * 1.05],
        },
      },
      axes: [
        axis(undefined, {
          side: 3, size: room, grid: { show: false }, ticks: { show: false },
          splits: () => names.map((_, i) => i), incrs: [1], space: 4,
          values: () => names.map((name) => (name.length > fit ? `${cut(name).slice(0, fit - 1)}…` : name)),
        }),
        axis(valueLabel, { side: 2, size: 32, space: 84 }),
      ],
      series: [
        {},
        {
          fill: `rgba(${colour("shade")}, 0.6)`, stroke: colour("accent"), width: 0,
          paths: uPlot.paths.bars({ size: [0.62, 18], align: 0 }), points: { show: false },
        },
      ],
      plugins: more.limit === undefined ? [] : [{
        hooks: {
          draw: [(u) => {
            const x = Math.round(u.valToPos(more.limit, "y", true)) + 0.5;
            u.ctx.save();
            u.ctx.strokeStyle = colour("bad");
            u.ctx.lineWidth = devicePixelRatio;
            u.ctx.beginPath();
            u.ctx.moveTo(x, u.bbox.top);
            u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
            u.ctx.stroke();
            u.ctx.restore();
          }],
        },
      }],
    }, [names.map((_, i) => i), values]];
  };
  return chart(caption, beside, label, make);
}
