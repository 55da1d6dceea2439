// Images, and histograms over time.

/** A picture on a canvas of as many pixels; `of(byte)` is [red, green, blue]. */
function picture({ pixels }, width, height, label, of) {
  const canvas = el("canvas", { width, height, role: "img", "aria-label": label });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  pixels.forEach((byte, i) => {
    const [r, g, b] = of(byte);
    image.data.set([r, g, b, 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

const grey = (byte) => [byte, byte, byte];

/** Blue for negative weights, white for 0, orange for positive ones. */
function signed(byte) {
  const value = Math.max(-1, Math.min(1, (byte - 128) / 127));
  const [r, g, b] = value < 0 ? [33, 102, 172] : [200, 90, 20];
  const share = Math.abs(value);
  return [r, g, b].map((channel) => Math.round(247 + (channel - 247) * share));
}

/** How the values of a quantity are spread, from epoch to epoch: the darker, the more. */
function spread(quantity, layers, caption) {
  const { bins, epochs } = layers;
  const ends = quantity.counts.map((counts, i) => quantity.first[i] + counts.length);
  const some = quantity.counts.map((counts) => counts.length > 0);
  const low = Math.max(0, Math.min(...quantity.first.filter((_, i) => some[i])) - 1);
  const high = Math.min(2 * bins.side + 1, Math.max(...ends.filter((_, i) => some[i])) + 1);
  // Where a power of ten begins, and 0.
  const ticks = [];
  for (let power = bins.least; power <= bins.least + bins.side / bins.per_decade; power++) {
    const k = (power - bins.least) * bins.per_decade + 1;
    ticks.push([bins.side + k, power, 1], [bins.side + 1 - k, power, -1]);
  }
  const inside = ticks.filter(([at]) => at > low && at < high);
  const label = (at) => {
    if (at === bins.side + 0.5) return "0";
    const found = inside.find(([other]) => other === at);
    if (!found) return "";
    const [, power, sign] = found;
    const text = power >= -2 && power <= 3 ? String(Number((10 ** power).toPrecision(3))) : `10${String(power).replace(/[-\d]/g, (c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻")}`;
    return (sign < 0 ? "−" : "") + text;
  };
  const make = () => {
    // No closer than a line of text to each other, and 0 before all.
    const middle = bins.side + 0.5;
    const apart = ((high - low) * 17) / 130;
    const shown = middle > low && middle < high ? [middle] : [];
    const every = (high - low) / bins.per_decade > 8 ? 2 : 1;
    for (const [at, power] of inside.toReversed()) {
      if (power % every === 0 && shown.every((other) => Math.abs(at - other) >= apart)) shown.push(at);
    }
    shown.sort((a, b) => a - b);
    const edges = epochs.map((epoch, i) => (i ? (epochs[i - 1] + epoch) / 2 : epoch - ((epochs[1] ?? epoch + 1) - epoch) / 2));
    const last = epochs.length - 1;
    edges.push(epochs[last] + (last ? (epochs[last] - epochs[last - 1]) / 2 : 0.5));
    return [{
      height: 190,
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false, range: () => [edges[0], edges[edges.length - 1]] }, y: { range: () => [low, high] } },
      axes: [
        axis("epoch", { size: 30, space: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000], grid: { show: false } }),
        axis(undefined, { size: 56, splits: () => shown, values: (_, all) => all.map(label), grid: { show: false } }),
      ],
      series: [{}, { show: true, stroke: "transparent", points: { show: false } }],
      hooks: {
        drawClear: [(u) => {
          const { ctx, bbox } = u;
          ctx.save();
          ctx.beginPath();
          ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
          ctx.clip();
          const shade = colour("shade");
          const at = (value, scale) => Math.round(u.valToPos(value, scale, true));
          quantity.counts.forEach((counts, i) => {
            const most = Math.max(...counts, 1);
            const left = at(edges[i], "x"), right = at(edges[i + 1], "x");
            counts.forEach((number, j) => {
              if (!number) return;
              const bin = quantity.first[i] + j;
              const top = at(bin + 1, "y"), bottom = at(bin, "y");
              ctx.fillStyle = `rgba(${shade}, ${(0.12 + 0.88 * Math.sqrt(number / most)).toFixed(3)})`;
              ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
            });
          });
          ctx.restore();
        }],
      },
    }, [epochs, epochs.map(() => null)]];
  };
  const end = quantity.mean.length - 1;
  const said = `${caption}: at the end mean ${number(quantity.mean[end])}, deviation ${number(quantity.deviation[end])}, ${percent(quantity.zeros[end], 0)} zeros`;
  return chart(caption, `σ ${number(quantity.deviation[end], 2)}`, said, make);
}
