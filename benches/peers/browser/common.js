// What the peers in a page share: the data, the starting parameters and the clock; as python/common.py.

export const LEARNING_RATE = 0.1;

/** Rows of `(i * 761 % 1000) / 1000`. */
export function rows(start, count, columns) {
    const values = new Float32Array(count * columns);
    for (let i = 0; i < values.length; i++) values[i] = (((start * columns + i) * 761) % 1000) / 1000;
    return values;
}

/** Weights `[inputs, outputs]` within 1/sqrt(inputs), from a hash of their place. */
export function weights(sizes) {
    return sizes.slice(1).map((outputs, layer) => {
        const inputs = sizes[layer];
        const weight = new Float32Array(inputs * outputs);
        for (let i = 0; i < weight.length; i++) {
            const unit = (Math.imul(i, 2654435761) >>> 8) / 2 ** 24;
            weight[i] = (2 * unit - 1) / Math.sqrt(inputs);
        }
        return weight;
    });
}

/** The losses of the first two steps, in f64. */
export function reference({ sizes, batch }) {
    const weight = weights(sizes).map((values) => Float64Array.from(values));
    const bias = sizes.slice(1).map((outputs) => new Float64Array(outputs));
    const found = [];
    for (const start of [0, batch]) {
        const h = [rows(start, batch, sizes[0])];
        for (let l = 0; l < weight.length; l++) {
            const [inputs, outputs] = [sizes[l], sizes[l + 1]];
            const next = new Float64Array(batch * outputs);
            for (let row = 0; row < batch; row++) {
                for (let to = 0; to < outputs; to++) {
                    let sum = bias[l][to];
                    for (let k = 0; k < inputs; k++) sum += h[l][row * inputs + k] * weight[l][k * outputs + to];
                    next[row * outputs + to] = 1 / (1 + Math.exp(-sum));
                }
            }
            h.push(next);
        }
        const t = rows(start, batch, sizes.at(-1));
        const last = h.at(-1);
        found.push(last.reduce((sum, y, i) => sum + 0.5 * (y - t[i]) ** 2, 0) / batch);
        let delta = last.map((y, i) => (y - t[i]) / batch * y * (1 - y));
        for (let l = weight.length - 1; l >= 0; l--) {
            const [inputs, outputs] = [sizes[l], sizes[l + 1]];
            const below = new Float64Array(batch * inputs);
            for (let row = 0; row < batch; row++) {
                for (let k = 0; k < inputs; k++) {
                    let sum = 0;
                    for (let to = 0; to < outputs; to++) sum += delta[row * outputs + to] * weight[l][k * outputs + to];
                    const y = h[l][row * inputs + k];
                    below[row * inputs + k] = sum * y * (1 - y);
                }
            }
            for (let row = 0; row < batch; row++) {
                for (let to = 0; to < outputs; to++) {
                    const rate = LEARNING_RATE * delta[row * outputs + to];
                    for (let k = 0; k < inputs; k++) weight[l][k * outputs + to] -= rate * h[l][row * inputs + k];
                    bias[l][to] -= rate;
                }
            }
            delta = below;
        }
    }
    return found;
}

/**
 * Serves one library in this page: `make(case)` gives `one(batch)`, which trains a step and gives its loss
 * as the device holds it, `loss(it)`, which waits for it and reads it, and `drop(it)`.
 */
export function serve(version, make) {
    const sessions = new Map();

    async function session(of) {
        const key = JSON.stringify(of);
        if (!sessions.has(key)) {
            const [first, ...others] = await make(of);
            const start = async (candidate) => {
                let next = 0;
                candidate.run = async (steps) => {
                    let last;
                    for (let i = 0; i < steps; i++) {
                        if (last !== undefined) candidate.drop(last);
                        last = await candidate.one(next);
                        next = (next + 1) % of.batches;
                    }
                    return candidate.loss(last);
                };
                candidate.losses = [await candidate.run(1), await candidate.run(1)];
                return candidate;
            };
            let best = await start(first);
            for (const other of others) {
                await start(other);
                const [ours, theirs] = [await time(best, 0.3), await time(other, 0.3)];
                if (theirs > ours) best = other;
            }
            sessions.set(key, best);
        }
        return sessions.get(key);
    }

    /** Steps a second: of repetitions of a tenth of the time the median. */
    async function time(candidate, seconds) {
        const timed = async (steps) => {
            const start = performance.now();
            await candidate.run(steps);
            return (performance.now() - start) / 1000;
        };
        let steps = 1;
        let took = await timed(steps);
        while (took < seconds / 10) {
            const wanted = Math.floor((steps * seconds) / 8 / Math.max(took, 1e-6));
            steps = Math.max(2 * steps, Math.min(16 * steps, wanted));
            took = await timed(steps);
        }
        const rates = [];
        const begun = performance.now();
        while (rates.length < 3 || (performance.now() - begun) / 1000 < seconds) rates.push(steps / (await timed(steps)));
        rates.sort((a, b) => a - b);
        return rates[rates.length >> 1];
    }

    globalThis.peer = {
        version,
        async measure(of, seconds) {
            const found = await session(of);
            return { rate: of.batch * (await time(found, seconds)), how: found.how, losses: found.losses };
        },
    };
}
