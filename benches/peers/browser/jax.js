// jax-js: loss, gradients and update in one `jit`.
import { LEARNING_RATE, rows, serve, weights } from './common.js';
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '/modules/@jax-js/jax/dist/index.js';

const query = new URLSearchParams(location.search);
const backend = query.get('backend');
const available = await init(backend);
if (!available.includes(backend)) throw new Error(`there is no backend ${backend}`);
defaultDevice(backend);

function make({ sizes, batch, batches }) {
    const array = (values, shape) => np.array(values).reshape(shape);
    const samples = Array.from({ length: batches }, (_, at) => [sizes[0], sizes.at(-1)]
        .map((columns) => array(rows(at * batch, batch, columns), [batch, columns])));
    let parameters = weights(sizes).map((values, layer) => ({
        w: array(values, [sizes[layer], sizes[layer + 1]]),
        b: np.zeros([sizes[layer + 1]]),
    }));
    // What a function is given it uses up; `ref` keeps one more.
    const loss = (layers, x, t) => {
        let h = x;
        for (const { w, b } of layers) h = nn.sigmoid(np.dot(h, w).add(b));
        return np.square(h.sub(t)).sum().mul(0.5 / batch);
    };
    const step = jit((layers, x, t) => {
        const [value, gradients] = valueAndGrad(loss)(tree.ref(layers), x, t);
        const moved = layers.map(({ w, b }, layer) => ({
            w: w.sub(gradients[layer].w.mul(LEARNING_RATE)),
            b: b.sub(gradients[layer].b.mul(LEARNING_RATE)),
        }));
        return [value, moved];
    });
    return [{
        how: 'jit',
        one(at) {
            const [x, t] = samples[at];
            const [value, moved] = step(parameters, x.ref, t.ref);
            parameters = moved;
            return value;
        },
        drop: (last) => last.dispose(),
        async loss(last) {
            await blockUntilReady(parameters);
            return (await last.data())[0];
        },
    }];
}

serve(`jax-js ${query.get('version')}, ${globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1} threads at most`, make);
document.documentElement.dataset.ready = 'true';
