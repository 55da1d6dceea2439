// Which sections a report has, in their order.

const KINDS = {
  train: "Training", evaluate: "Evaluation", "cross-validate": "Cross-validation", sweep: "Sweep",
  verify: "Verification", compare: "Comparison",
};

function section(name, lead, ...content) {
  const id = name.toLowerCase().replace(/[^a-z]+/g, "-");
  return el("section", { "aria-labelledby": id }, el("h2", { id }, name), lead && el("p", { class: "lead" }, lead), content);
}

function header(report) {
  const { outcome } = report;
  const ended = outcome && [
    el("span", { class: `verdict ${outcome.is_good ? "good" : "bad"}` }, outcome.reason),
    outcome.because ? `: ${outcome.because}` : "",
  ];
  const figures = (report.headline ?? []).map((one) => el("div", {},
    el("dt", {}, one.name),
    el("dd", {}, written(one.value, one.unit), one.beside && el("small", {}, one.beside))));
  return el("header", {},
    el("p", { class: "kind" }, KINDS[report.kind] ?? report.kind),
    el("h1", {}, report.title),
    report.device && el("p", { class: "under" }, report.device),
    ended && el("p", { class: "under" }, ended),
    figures.length > 0 && el("dl", { class: "figures" }, figures),
    report.notes?.length > 0 && el("ul", { class: "notes" }, report.notes.map((note) => el("li", {}, note))));
}

/** What was measured epoch by epoch: a chart a metric. */
function training(report) {
  const runs = report.runs ?? [];
  const all = runs.flatMap((run) => run.curves);
  const metrics = [...new Set(all.filter((curve) => curve.epochs.length > 1).map((curve) => curve.metric))];
  if (metrics.length === 0) return null;
  const rate = metrics.indexOf("learning_rate");
  if (rate >= 0) metrics.push(...metrics.splice(rate, 1));
  const charts = metrics.map((metric) => (runs.length === 1 ? ofOne(runs[0], metric) : ofMany(report, metric)));
  // Of several without a best one no line is drawn.
  const best = runs[report.best_run ?? (runs.length === 1 ? 0 : -1)];
  const lead = best?.kept_epoch
    ? `The dashed line marks epoch ${count(best.kept_epoch)}, whose weights are kept${report.monitor && report.configuration?.keep !== "last" ? `, by ${report.monitor}` : ""}.`
    : report.best_run !== undefined && report.monitor && `Compared by ${report.monitor}.`;
  return section("Epoch by epoch", lead, el("div", { class: "charts" }, charts));
}

function ofOne(run, metric) {
  const lines = run.curves.filter((curve) => curve.metric === metric && curve.epochs.length > 1).map((curve) => ({
    name: metric === "learning_rate" ? "last step" : partName(curve.part),
    epochs: curve.epochs, values: curve.values, falls: curve.more_is_better === false,
    stroke: () => colour(metric === "learning_rate" ? "accent" : { train: "train", test: "test" }[curve.part] ?? "accent"),
  }));
  return curves(title(metric), metric, lines, run.kept_epoch ? [run.kept_epoch] : []);
}

function ofMany(report, metric) {
  const { runs } = report;
  const has = (part) => runs.some((run) => run.curves.some((c) => c.metric === metric && c.part === part && c.epochs.length > 1));
  const part = ["validation", "test", "train"].find(has);
  const few = runs.length <= 10;
  const lines = [];
  runs.forEach((run, place) => {
    const curve = run.curves.find((one) => one.metric === metric && one.part === part);
    if (!curve) return;
    const isBest = place === report.best_run;
    lines.push({
      name: run.name, epochs: curve.epochs, values: curve.values, falls: curve.more_is_better === false,
      width: isBest ? 2.5 : few ? 1.5 : 1,
      stroke: () => (few ? colours()[place % colours().length] : isBest ? colour("accent") : `${colour("train")}66`),
      isBest,
    });
  });
  // The best above the others.
  lines.sort((a, b) => (few ? 0 : a.isBest - b.isBest));
  const best = runs[report.best_run ?? -1];
  return curves(title(metric), metric, lines, best?.kept_epoch ? [best.kept_epoch] : [], metric === "learning_rate" ? "" : partName(part));
}

function lines(found) {
  const text = found.columns.map((one, i) => [one, i]).filter(([one]) => !one.unit).map(([, i]) => i);
  const rows = found.rows.map((cells) => cells.map((cell) => (cell === null ? "–" : cell)));
  const more = charted(found);
  return section(found.title, null, table(found.title, found.columns, rows, { text, named: true }),
    more.length > 0 && el("div", { class: "block charts" }, more));
}

/** Of trials, what they were worth by each number that was tried. */
function charted(found) {
  const worth = found.columns.findIndex((one) => one.unit && one.name.includes("loss") || one.unit === "share");
  if (worth < 0 || found.rows.length < 6 || !found.columns.some((one) => one.name.startsWith("--"))) return [];
  return found.columns.flatMap((one, i) => {
    if (!one.name.startsWith("--")) return [];
    const pairs = found.rows.map((row) => [Number(row[i]), row[worth]]).filter(([x, y]) => Number.isFinite(x) && y !== null);
    const xs = new Set(pairs.map(([x]) => x));
    if (pairs.length < 6 || xs.size < 3) return [];
    const least = Math.min(...xs), most = Math.max(...xs);
    const logX = least > 0 && most / least >= 20;
    const name = one.name.slice(2).replace(/-/g, " ");
    const head = found.columns[worth].name;
    const room = logX ? [least / 1.3, most * 1.3] : [least - 0.05 * (most - least), most + 0.05 * (most - least)];
    const ys = pairs.map(([, y]) => y);
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    const pad = (high - low || 1) * 0.06;
    return [plane(title(name), null, `${head} of each trial by ${name}`, [name, head],
      [{ name: "trials", x: pairs.map(([x]) => x), y: ys, stroke: () => colour("accent") }],
      { logX, ranges: [room, [low - pad, high + pad]], height: 250 })];
  });
}

function evaluation(found) {
  const heading = `${title(partName(found.part))}: ${count(found.samples)} samples`;
  const parts = [];
  const { classes } = found;
  if (classes) {
    const names = classes.each.map((one) => one.name);
    const matrix = classes.confusion.length === 0 ? null
      : names.length <= 30 ? confusion(names, classes.confusion) : confusions(names, classes.confusion);
    const each = table("Each class against the rest",
      [{ name: "Class" }, { name: "Samples", unit: "count" }, { name: "Precision" }, { name: "Recall" }, { name: "F1" }, { name: "ROC AUC" }],
      classes.each.map((one) => [one.name, one.samples, one.precision, one.recall, one.f1, one.roc_auc]
        .map((cell, i) => (i > 1 ? (cell === null ? "–" : cell.toFixed(4)) : cell))));
    parts.push(el("div", { class: "pair" }, matrix, each));
  }
  const metrics = found.metrics.filter(([, value]) => value !== null);
  if (metrics.length > 0) {
    parts.push(el("div", { class: "block" }, settings([
      ...(found.loss === undefined || found.loss === null ? [] : [["Loss", number(found.loss)]]),
      ...metrics.map(([name, value]) => [title(name), metricText(name, value)])])));
  }
  if (found.binaries?.length > 0) parts.push(el("div", { class: "block charts" }, found.binaries.flatMap(binary)));
  if (found.columns?.length > 0) parts.push(el("div", { class: "block charts" }, found.columns.flatMap(residuals)));
  if (found.worst?.length > 0) parts.push(worst(found));
  return el("div", { class: "part" }, el("h3", {}, heading), parts);
}

function binary(found) {
  const { roc, calibration } = found;
  const rate = [[0, 1], [0, 1]];
  const diagonal = { name: "chance", x: [0, 1], y: [0, 1], line: true, width: 1, dash: [4, 4], stroke: () => colour("mark") };
  const made = [];
  if (roc.area !== null && roc.area !== undefined) {
    made.push(plane(`ROC of ${found.name}`, `area ${roc.area.toFixed(4)}`,
      `Receiver operating characteristic of ${found.name}, area ${roc.area.toFixed(4)}`,
      ["false positive rate", "true positive rate"],
      [diagonal, { name: found.name, x: roc.false_positive_rate, y: roc.true_positive_rate, line: true, width: 2, stroke: () => colour("accent") }],
      { ranges: rate, legend: false }));
  }
  if (calibration.predicted.length > 0) {
    const dots = { name: "bins", x: calibration.predicted, y: calibration.observed, stroke: () => colour("accent") };
    made.push(plane(`Calibration of ${found.name}`, `expected error ${number(calibration.error, 3)}`,
      `Calibration of ${found.name}: ${calibration.predicted.map((p, i) => `${number(p, 2)} said, ${number(calibration.observed[i], 2)} so`).join("; ")}`,
      ["mean probability", "share that is so"],
      [{ ...diagonal, name: "perfect" }, { ...dots, line: true, width: 2 }, dots],
      { ranges: rate, legend: false }));
  }
  return made;
}

function residuals(found) {
  const some = found.actual.length;
  const all = found.residuals.counts.reduce((sum, n) => sum + n, 0);
  const values = [...found.actual, ...found.predicted].filter((value) => value !== null);
  const ends = [Math.min(...values), Math.max(...values)];
  const pad = (ends[1] - ends[0] || 1) * 0.04;
  const range = [ends[0] - pad, ends[1] + pad];
  const made = [plane(`${found.name}: predicted and actual`, some < all ? `${count(some)} of ${count(all)}` : `R² ${number(found.r_squared)}`,
    `Predicted ${found.name} by actual, R² ${number(found.r_squared)}, RMSE ${number(found.rmse)}`,
    [`actual ${found.name}`, `predicted ${found.name}`],
    [{ name: "right", x: range, y: range, line: true, width: 1, dash: [4, 4], stroke: () => colour("mark") },
      { name: "samples", x: found.actual, y: found.predicted, stroke: () => colour("accent") }],
    { ranges: [range, range], legend: false })];
  const { low, high, counts, mean } = found.residuals;
  if (low !== null && high !== null) {
    made.push(histogram(`${found.name}: residuals`, `RMSE ${number(found.rmse)}, MAE ${number(found.mae)}`,
      `Residuals of ${found.name} from ${number(low)} to ${number(high)}, mean ${number(mean)}`,
      `predicted − actual ${found.name}`, counts, low, high));
  }
  return made;
}

function worst(found) {
  const items = found.worst.map((one) => {
    const where = one.row === undefined ? "" : `row ${one.row}`;
    const how = one.probability !== undefined && one.probability !== null ? `p ${one.probability < 0.001 ? number(one.probability, 2) : one.probability.toFixed(3)}`
      : one.deviations !== undefined && one.deviations !== null ? `${one.deviations > 0 ? "+" : "−"}${number(Math.abs(one.deviations), 3)} σ` : "";
    const drawn = one.picture && found.image && picture(one.picture, found.image[0], found.image[1], `a sample of ${one.truth}`, grey);
    return el("li", {}, drawn,
      el("span", {}, el("strong", {}, one.truth), !found.columns?.length && one.truth === one.answer ? " rightly" : [" → ", el("strong", {}, one.answer)]),
      el("span", { class: "soft" }, [how, where].filter((text) => text).join(" · ")),
      one.cells?.length > 0 && el("span", { class: "soft" }, one.cells.map(([name, text]) => `${name} ${text}`).join(", ")));
  });
  return el("div", { class: "block" },
    el("h3", {}, found.columns?.length > 0 ? "Furthest off" : "Most wrong, or least sure"),
    el("p", { class: "lead" }, found.columns?.length > 0 ? "What it is → what was predicted, and how far that is off in deviations of the column."
      : "What it is → what it was taken for, and the probability given to what it is."),
    el("ul", { class: found.image ? "samples" : "samples wide" }, items));
}

function network(report) {
  const { layers, first_layer: weights } = report;
  if (!weights && !(layers?.epochs.length > 0)) return null;
  const made = [];
  if (weights) {
    const shown = weights.pictures.length;
    made.push(el("div", {}, el("h3", {}, "Weights of the first layer"),
      el("p", { class: "lead" }, `One picture a unit${shown < weights.count ? `, the first ${shown} of ${count(weights.count)}` : ""}; orange is positive, blue negative, up to ±${number(weights.largest, 3)}.`),
      el("ul", { class: "units" }, weights.pictures.map((one, i) => el("li", {}, picture(one, weights.width, weights.height, `weights of unit ${i + 1}`, signed), String(i + 1))))));
  }
  if (layers?.epochs.length > 0) {
    const deepest = Math.max(...layers.quantities.map((one) => one.layer));
    const charts = layers.quantities.map((one) => spread(one, layers, `Layer ${one.layer} ${one.quantity.replace("weight gradient", "gradient")}`));
    made.push(el("div", { class: weights ? "block" : undefined }, el("h3", {}, "What the layers hold"),
      el("p", { class: "lead" }, `${deepest + 1} layer${deepest ? "s" : ""}, counted from 0, looked at after ${count(layers.epochs.length)} epochs on one batch: how many values have which size, stronger for more. Sizes are logarithmic to both sides of 0.`),
      el("div", { class: "charts small" }, charts)));
  }
  return section("Inside the network", null, made);
}

function columnsOf(report) {
  const found = report.importance;
  if (!found) return null;
  const shown = found.columns.slice(0, 24);
  const times = found.repeats === 1 ? "once" : `${found.repeats} times`;
  const values = shown.map((one) => one.increase ?? 0);
  const said = `Shuffling adds most for ${shown.slice(0, 5).map((one) => `${one.name} (${number(one.increase, 3)})`).join(", ")}`;
  return section("What the columns are worth",
    `How much the loss of ${count(found.samples)} ${partName(found.part)} samples (${number(found.loss)}) rises where a column is shuffled, ${times}: permutation importance.`,
    bars("Permutation importance", found.columns.length > 24 ? `24 of ${found.columns.length}` : null, said, shown.map((one) => one.name), values, "added loss"),
    el("details", {}, el("summary", {}, "All columns as a table"),
      table("Permutation importance", [{ name: "Column" }, { name: "Added loss" }, { name: "Deviation" }],
        found.columns.map((one) => [one.name, one.increase, one.deviation ?? null]))));
}

function bounds(report) {
  const found = report.quantities ?? [];
  if (found.length === 0) return null;
  const name = (one) => `${one.layer === null ? "" : `layer ${one.layer} `}${one.quantity}${one.fused ? ", fused" : ""}`;
  const known = found.filter((one) => one.ratio !== null && one.ratio > 0);
  const least = Math.min(...known.map((one) => one.ratio), 0.1), most = Math.max(...known.map((one) => one.ratio), 1);
  const range = [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most * 1.01))];
  return section("Errors beside their bounds",
    "Of each quantity the element that came closest to the bound that rounding can explain. The red line is the bound.",
    known.length > 0 && bars("Error as a share of the bound", null, `Largest ratio ${number(most, 3)}`, known.map(name), known.map((one) => one.ratio),
      "error / bound", { logarithmic: true, range: () => range, limit: 1 }),
    el("div", { class: "block" }, table("Quantities",
      [{ name: "Quantity" }, { name: "Error" }, { name: "Bound" }, { name: "Ratio" }, { name: "Suspicious", unit: "count" }, { name: "Verdict" }],
      found.map((one) => ({
        kind: one.passes ? undefined : "wrong",
        cells: [name(one), number(one.error, 3), number(one.bound, 3), number(one.ratio, 3), one.suspicious, one.passes ? "within" : "WRONG"],
      })))));
}

function timing(report) {
  const found = report.timing ?? [];
  if (found.length === 0) return null;
  const all = found.reduce((sum, one) => sum + one.seconds, 0) || 1;
  return section("Time by kernel", `${duration(all)} on the device, ${count(found.reduce((sum, one) => sum + one.dispatches, 0))} dispatches.`,
    bars("Time", null, `Most time takes ${found[0].shader}`, found.map((one) => one.shader), found.map((one) => 1e3 * one.seconds), "milliseconds"),
    el("div", { class: "block" }, table("Shaders",
      [{ name: "Shader" }, { name: "Dispatches", unit: "count" }, { name: "Total", unit: "seconds" }, { name: "Each", unit: "seconds" }, { name: "Share", unit: "share" }],
      found.map((one) => [one.shader, one.dispatches, one.seconds, one.seconds / one.dispatches, one.seconds / all]))));
}

function settings(pairs) {
  return el("dl", { class: "settings" }, pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/** Whether nothing but the command decided the numbers. */
function repeats(report) {
  const ended = ["interrupted", "time is up", "ended before its time", "failed"].includes(report.outcome?.reason);
  const changed = report.notes?.some((note) => note.startsWith("learning rates were changed by hand"));
  return !ended && !changed && !/ --resume[ =]/.test(report.command);
}

function configuration(report) {
  const code = el("code", {}, report.command);
  const copy = navigator.clipboard && el("button", { type: "button" }, "Copy");
  copy?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(report.command);
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
    }
  });
  const text = (value) => {
    if (Array.isArray(value)) return value.map(text).join(", ");
    if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
    if (value !== null && typeof value === "object") return Object.entries(value).filter(([, inner]) => inner !== null).map(([name, inner]) => `${name} ${text(inner)}`).join(", ");
    return value === null ? "–" : value === true ? "yes" : value === false ? "no" : String(value);
  };
  const pairs = Object.entries(report.configuration ?? {}).map(([name, value]) => [name.replace(/_/g, " "), text(value)]);
  const lead = repeats(report) ? "The same command on the same device gives the same numbers."
    : "The command that was given. It does not give the same numbers by itself: the run was ended or changed on its way, or went on from an earlier one.";
  return section("Again", lead,
    el("div", { class: "command" }, code, copy), pairs.length > 0 && settings(pairs));
}

function page(report) {
  const found = report.evaluations ?? [];
  return [
    header(report), bounds(report), (report.tables ?? []).map(lines), training(report),
    found.length > 0 && section("Answers and targets", null, found.map(evaluation)),
    columnsOf(report), network(report), timing(report), configuration(report),
    el("footer", {}, `gradshader ${report.version} · this page requests nothing; its data are in it as JSON (schema ${report.schema}) · charts by uPlot 1.6.32, MIT, © 2022 Leon Sorokin`),
  ].flat().filter((part) => part);
}

const began = performance.now();
const report = JSON.parse(document.getElementById("report").textContent);
document.getElementById("page").append(...page(report));
drawAll();
document.documentElement.dataset.drawn = String(Math.round(performance.now() - began));
new ResizeObserver(() => drawAll()).observe(document.getElementById("page"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(true));
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  drawAll(true);
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  drawAll(true);
});
