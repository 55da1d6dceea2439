// Curves over epochs, drawn by uPlot.
/* global uPlot */

const COLOURS = ['#3b7dd8', '#d8702b'];

/** A chart of so many named series over epochs in an element. */
export class Curves {
    constructor(place, names, logarithmic) {
        this.place = place;
        this.names = names;
        this.logarithmic = logarithmic;
        this.clear();
        new ResizeObserver(() => this.resize()).observe(place);
    }

    clear(names = this.names) {
        this.names = names;
        this.data = [[], ...names.map(() => [])];
        this.chart?.destroy();
        const ink = getComputedStyle(document.body).color;
        const axis = { stroke: ink, grid: { stroke: '#8884', width: 1 }, ticks: { stroke: '#8884' } };
        const series = names.map((label, at) => ({
            label,
            stroke: COLOURS[at % COLOURS.length],
            width: 2,
            points: { show: false },
            value: (_, value) => (value === null || value === undefined ? '–' : value.toPrecision(4)),
        }));
        this.chart = new uPlot({
            width: this.width(),
            height: 240,
            scales: { x: { time: false }, y: this.logarithmic ? { distr: 3 } : {} },
            axes: [{ ...axis, label: 'epoch', labelSize: 18 }, { ...axis, size: 64 }],
            series: [{ label: 'epoch' }, ...series],
            cursor: { y: false },
        }, this.data, this.place);
    }

    width() {
        return Math.max(this.place.clientWidth, 200);
    }

    resize() {
        this.chart.setSize({ width: this.width(), height: 240 });
    }

    /** Adds the values of an epoch, in the order of the series. */
    add(epoch, values) {
        // After a device was lost, epochs come again.
        while (this.data[0].length && this.data[0].at(-1) >= epoch) this.data.forEach((of) => of.pop());
        this.data[0].push(epoch);
        values.forEach((value, at) => this.data[at + 1].push(value ?? null));
        this.wanted ??= requestAnimationFrame(() => {
            this.wanted = undefined;
            this.chart.setData(this.data);
        });
    }
}
