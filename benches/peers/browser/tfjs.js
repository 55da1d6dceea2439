// TensorFlow.js: with optimizer.minimize and with a compiled layers model's trainOnBatch, whichever is faster.
import { LEARNING_RATE, rows, serve, weights } from './common.js';

const { tf } = globalThis;
const backend = new URLSearchParams(location.search).get('backend');

function start(sizes) {
    return weights(sizes).map((values, layer) => [
        tf.tensor2d(values, [sizes[layer], sizes[layer + 1]]),
        tf.zeros([sizes[layer + 1]]),
    ]);
}

function data({ sizes, batch, batches }) {
    const tensor = (at, columns) => tf.tensor2d(rows(at * batch, batch, columns), [batch, columns]);
    return Array.from({ length: batches }, (_, at) => [tensor(at, sizes[0]), tensor(at, sizes.at(-1))]);
}

/** The loss stays on the device until it is asked for. */
function minimizer(of, samples) {
    const variables = start(of.sizes).map((layer) => layer.map((tensor) => tf.variable(tensor)));
    const optimizer = tf.train.sgd(LEARNING_RATE);
    const loss = (x, t) => tf.tidy(() => {
        let h = x;
        for (const [weight, bias] of variables) h = tf.fused.matMul({ a: h, b: weight, bias, activation: 'sigmoid' });
        return tf.mul(tf.sum(tf.square(tf.sub(h, t))), 0.5 / of.batch);
    });
    return {
        how: 'minimize',
        one: (at) => optimizer.minimize(() => loss(...samples[at]), true),
        drop: (last) => last.dispose(),
        async loss(last) {
            const [value] = await last.data();
            last.dispose();
            return value;
        },
    };
}

/** Its mean squared error is over outputs too: the rate makes up for that. It reads each loss back. */
function model({ sizes }, samples) {
    const outputs = sizes.at(-1);
    const network = tf.sequential();
    for (let i = 1; i < sizes.length; i++) {
        const shape = i === 1 ? { inputShape: [sizes[0]] } : {};
        network.add(tf.layers.dense({ units: sizes[i], activation: 'sigmoid', ...shape }));
    }
    network.setWeights(start(sizes).flat());
    network.compile({ optimizer: tf.train.sgd((LEARNING_RATE * outputs) / 2), loss: 'meanSquaredError' });
    return {
        how: 'trainOnBatch',
        one: (at) => network.trainOnBatch(...samples[at]),
        drop() {},
        loss: (last) => (last * outputs) / 2,
    };
}

if (backend === 'wasm') {
    const folder = '/modules/@tensorflow/tfjs-backend-wasm/dist/';
    tf.wasm.setWasmPaths(folder);
    const threads = new URLSearchParams(location.search).get('threads');
    if (threads) tf.wasm.setThreadsCount(Number(threads));
}
if (!(await tf.setBackend(backend))) throw new Error(`there is no backend ${backend}`);
await tf.ready();
const threads = backend === 'wasm' ? `, ${tf.wasm.getThreadsCount()} threads` : '';
serve(`TensorFlow.js ${tf.version_core}${threads}`, (of) => {
    const samples = data(of);
    return [minimizer(of, samples), model(of, samples)];
});
document.documentElement.dataset.ready = 'true';
