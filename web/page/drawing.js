// A pad to draw on, with a pointer or with keys, and its picture as the data sets have theirs.

const PEN = 30;
const STEP = 8;

/** A pad on a canvas; `changed` is called after each stroke. */
export class Pad {
    constructor(canvas, changed) {
        this.canvas = canvas;
        this.changed = changed;
        this.context = canvas.getContext('2d', { willReadFrequently: true });
        this.pen = { x: canvas.width / 2, y: canvas.height / 4, down: false };
        this.clear();
        const at = (event) => {
            const { left, top, width, height } = canvas.getBoundingClientRect();
            return [(event.clientX - left) / width * canvas.width, (event.clientY - top) / height * canvas.height];
        };
        canvas.addEventListener('pointerdown', (event) => {
            canvas.setPointerCapture(event.pointerId);
            this.last = at(event);
            this.line(this.last, this.last);
        });
        canvas.addEventListener('pointermove', (event) => {
            if (!this.last) return;
            const here = at(event);
            this.line(this.last, here);
            this.last = here;
        });
        for (const end of ['pointerup', 'pointercancel']) {
            canvas.addEventListener(end, () => { this.last = null; });
        }
        canvas.addEventListener('keydown', (event) => this.key(event));
    }

    clear() {
        this.context.fillStyle = '#ffffff';
        this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
        this.isEmpty = true;
    }

    line([fromX, fromY], [toX, toY]) {
        const { context } = this;
        context.strokeStyle = '#000000';
        context.lineWidth = PEN;
        context.lineCap = 'round';
        context.lineJoin = 'round';
        context.beginPath();
        context.moveTo(fromX, fromY);
        context.lineTo(toX + 0.01, toY);
        context.stroke();
        this.isEmpty = false;
        this.wanted ??= requestAnimationFrame(() => {
            this.wanted = undefined;
            this.changed();
        });
    }

    key(event) {
        const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
        const move = moves[event.key];
        const { pen, canvas } = this;
        if (move) {
            const from = [pen.x, pen.y];
            pen.x = Math.min(Math.max(pen.x + move[0] * STEP, 0), canvas.width);
            pen.y = Math.min(Math.max(pen.y + move[1] * STEP, 0), canvas.height);
            if (pen.down) this.line(from, [pen.x, pen.y]);
        } else if (event.key === ' ') {
            pen.down = !pen.down;
            if (pen.down) this.line([pen.x, pen.y], [pen.x, pen.y]);
        } else if (event.key === 'Delete') {
            this.clear();
            this.changed();
        } else {
            return;
        }
        event.preventDefault();
    }

    /**
     * The drawing as a picture of `side` pixels a side, 0 to `brightest`. As NIST's digits were made: what was
     * drawn is cut out and brought to one size. 8 x 8 pixels count the dots of 32 x 32 in blocks of four, as
     * the bundled digits; larger ones have it in 20 of 28, its centre of mass in the middle, as MNIST.
     */
    picture(side, brightest) {
        const box = this.box();
        if (!box) return new Array(side * side).fill(0);
        const [left, top, width, height] = box;
        const isSmall = side <= 16;
        const inner = isSmall ? 4 * side : Math.round(side * 20 / 28);
        const grid = isSmall ? 4 * side : side;
        const scale = inner / Math.max(width, height);
        const small = new OffscreenCanvas(grid, grid);
        const context = small.getContext('2d');
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, grid, grid);
        context.imageSmoothingQuality = 'high';
        const [w, h] = [width * scale, height * scale];
        context.drawImage(this.canvas, left, top, width, height, (grid - w) / 2, (grid - h) / 2, w, h);
        const grey = context.getImageData(0, 0, grid, grid).data;
        const ink = (x, y) => (x >= 0 && x < grid && y >= 0 && y < grid ? (255 - grey[4 * (y * grid + x)]) / 255 : 0);
        const values = [];
        if (isSmall) {
            for (let at = 0; at < side * side; at++) {
                let count = 0;
                for (let dot = 0; dot < 16; dot++) {
                    count += ink(4 * (at % side) + dot % 4, 4 * Math.floor(at / side) + Math.floor(dot / 4)) >= 0.5;
                }
                values.push(Math.round(count * brightest / 16));
            }
            return values;
        }
        let [sum, sumX, sumY] = [1e-9, 0, 0];
        for (let y = 0; y < grid; y++) {
            for (let x = 0; x < grid; x++) {
                sum += ink(x, y);
                sumX += x * ink(x, y);
                sumY += y * ink(x, y);
            }
        }
        const [moveX, moveY] = [sumX, sumY].map((of) => Math.round(of / sum - (grid - 1) / 2));
        for (let at = 0; at < side * side; at++) {
            values.push(Math.round(brightest * ink(at % side + moveX, Math.floor(at / side) + moveY)));
        }
        return values;
    }

    /** Where there is ink: left, top, width and height. */
    box() {
        const { width, height } = this.canvas;
        const { data } = this.context.getImageData(0, 0, width, height);
        let [left, top, right, bottom] = [width, height, -1, -1];
        for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
                if (data[4 * (y * width + x)] > 128) continue;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
        }
        return right < 0 ? null : [left, top, right - left + 1, bottom - top + 1];
    }
}
