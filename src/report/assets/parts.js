"use strict";
// Elements and numbers. Text is set as text alone, never as markup.

/** An element with attributes, classes (`class`) and children: elements, texts, or nothing. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) made.append(child);
  }
  return made;
}

const THIN = "\u202f";

/** A whole number in groups of three. */
function count(value) {
  const text = String(Math.round(value));
  return Math.abs(value) < 10000 ? text : text.replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** A number in four digits. */
function number(value, digits = 4) {
  if (value === null || value === undefined) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    const [mantissa, power] = value.toExponential(digits - 1).split("e");
    const raised = String(Number(power)).replace(/[-\d]/g, (c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻");
    return Number(mantissa) === 1 ? `10${raised}` : `${mantissa.replace("-", "−")}·10${raised}`;
  }
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(places).replace("-", "−");
}

/** A share as a percentage. */
function percent(value, places = 2) {
  return value === null || value === undefined ? "–" : `${(100 * value).toFixed(places)}${THIN}%`;
}

/** Seconds as people read them. */
function duration(value) {
  if (value === null || value === undefined) return "–";
  if (value < 1e-3) return `${(1e6 * value).toPrecision(3)}${THIN}µs`;
  if (value < 1) return `${Number((1e3 * value).toPrecision(3))}${THIN}ms`;
  if (value < 119.5) return `${Number(value.toPrecision(3))}${THIN}s`;
  // Rounded first, so that no part is 60.
  const seconds = Math.round(value), minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes}${THIN}min ${seconds % 60}${THIN}s`;
  const all = Math.round(value / 60);
  return `${Math.floor(all / 60)}${THIN}h ${all % 60}${THIN}min`;
}

/** A figure as its unit has it. */
function written(value, unit) {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "number") return String(value);
  switch (unit) {
    case "share": return percent(value);
    case "count": return count(value);
    case "seconds": return duration(value);
    default: return number(value);
  }
}

const NAMES = {
  roc_auc: "ROC AUC", f1: "F1", mae: "MAE", rmse: "RMSE", r_squared: "R²", brier: "Brier score",
  log_loss: "Log loss", loss: "Loss", learning_rate: "Learning rate",
};

/** A metric as people call it. */
function title(metric) {
  if (NAMES[metric]) return NAMES[metric];
  const words = metric.replace(/_/g, " ").replace(/top (\d+)/, "top-$1");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const PARTS = { train: "training", validation: "validation", test: "test" };
const partName = (part) => PARTS[part] ?? part;

/** Whether a metric is a share, written as a percentage. */
const isShare = (metric) => /accuracy$/.test(metric);
const metricText = (metric, value) => (isShare(metric) ? percent(value) : number(value));

/** A colour of the style. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const colours = () => colour("series").split(/\s+/);
