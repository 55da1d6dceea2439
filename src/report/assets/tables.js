// Tables.

/** A table that scrolls by itself where the page is narrow. `heads` are {name, unit}; rows hold cells or
 * {cells, class}; the first cell of a row is its head. */
function table(caption, heads, rows, more = {}) {
  const isText = (column) => (more.text ?? [0]).includes(column);
  const side = (column) => (isText(column) ? "text" : undefined);
  const head = el("tr", {}, heads.map((one, i) => el("th", { scope: "col", class: side(i) }, one.name)));
  const body = rows.map((row) => {
    const { cells, kind } = Array.isArray(row) ? { cells: row } : row;
    return el("tr", { class: kind }, cells.map((cell, i) => {
      const text = typeof cell === "object" && cell !== null ? cell : written(cell, heads[i].unit);
      const wide = typeof cell === "string" && cell.length > 48 ? " wide" : "";
      const attributes = { class: `${side(i) ?? ""}${wide}`.trim() || undefined };
      return i === 0 ? el("th", { scope: "row", ...attributes }, text) : el("td", attributes, text);
    }));
  });
  const made = el("table", { class: "data" }, !more.named && el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": more.named ? `${caption}, table` : caption }, made);
}

/** Which class was taken for which. */
function confusion(names, rows) {
  const cells = (row, label) => {
    const all = row.reduce((sum, n) => sum + n, 0) || 1;
    return row.map((n, predicted) => {
      const kind = n === 0 ? "none" : predicted === label ? "right" : undefined;
      const cell = el("td", { class: kind, title: `${names[label]} taken for ${names[predicted]}: ${n}` }, n === 0 ? "·" : count(n));
      if (n > 0) cell.style.backgroundColor = `rgba(var(--shade), ${(0.06 + 0.44 * (n / all)).toFixed(3)})`;
      return cell;
    });
  };
  const head = el("tr", {}, el("td", {}), names.map((name) => el("th", { scope: "col", title: name }, name)));
  const body = rows.map((row, label) => el("tr", {}, el("th", { scope: "row", title: names[label] }, names[label]), cells(row, label)));
  const made = el("table", { class: "confusion" },
    el("caption", {}, "Confusions: rows true, columns predicted"),
    el("thead", {}, head), el("tbody", {}, body));
  return el("div", { class: "scroll matrix", tabindex: "0", role: "region", "aria-label": "Confusions" }, made);
}

/** The most frequent confusions of many classes. */
function confusions(names, rows) {
  const found = [];
  rows.forEach((row, label) => row.forEach((n, predicted) => {
    if (n > 0 && label !== predicted) found.push([`${names[label]} taken for ${names[predicted]}`, n, n / row.reduce((a, b) => a + b, 0)]);
  }));
  found.sort((a, b) => b[1] - a[1]);
  return table("The most frequent confusions",
    [{ name: "Confusion" }, { name: "Samples", unit: "count" }, { name: "Of the class", unit: "share" }], found.slice(0, 25));
}
