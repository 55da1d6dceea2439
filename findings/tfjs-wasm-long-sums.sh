#!/usr/bin/env bash
# TensorFlow.js 4.22.0, WebAssembly backend: sums add one float32 after the other, so the mean of a million times 0.1 is 0.10096, and
# the variance of a million numbers of mean 10,000 and deviation 1 is 17,139. The cpu backend gives 0.1 and 1.0004.
#
# A good guess would be: the backends agree to five digits or so, as they do in a single operation; a mean is good to some parts in 1e5,
# as pairwise or wider sums have it in TensorFlow, PyTorch and NumPy.
# Seen on 2026-11-29, with vectors and threads of WebAssembly or without:
#                                           cpu         wasm
#   mean of 1,000,000 times 0.1             0.1         0.10096
#   mean of 20,000,000 times 0.1            0.1         0.10486
#   sum of 2^25 ones                        33554432    16777216
#   1e8 and a thousand ones                 100001000   100000000
#   variance, mean 10,000, deviation 1      1.0004      17139
#
# What it means: columns are normalised in a browser with a deviation of 131 instead of 1 (tf.moments of a table of a million cells), and
# the mean loss of a long validation set is off by percents, on the backend that is chosen for speed alone. Sum rows in parts.
#
# Needs Node (20.20 was used). Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 \
    @tensorflow/tfjs-backend-wasm@4.22.0 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
cat >program.js <<'JS'
const assert = require('assert');
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
require('@tensorflow/tfjs-backend-wasm').setWasmPaths(`${__dirname}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);

const cases = { // what is computed, what cpu and wasm answer
    'mean of a million times 0.1': [() => tf.mean(tf.fill([1_000_000], 0.1)), 0.1, 0.10096],
    'mean of twenty million times 0.1': [() => tf.mean(tf.fill([20_000_000], 0.1)), 0.1, 0.104858],
    'sum of 2^25 ones': [() => tf.sum(tf.ones([2 ** 25])), 2 ** 25, 2 ** 24],
    '1e8 and a thousand ones': [() => tf.sum(tf.concat([tf.fill([1], 1e8), tf.ones([1000])])), 100_001_000, 1e8],
    'variance around 10,000': [() => tf.moments(tf.add(tf.randomNormal([1_000_000], 0, 1, 'float32', 1), 1e4)).variance, 1.0004, 17139],
};
(async () => {
    for (const [place, backend] of ['cpu', 'wasm'].entries()) {
        assert(await tf.setBackend(backend));
        for (const [name, [compute, ...seen]] of Object.entries(cases)) {
            const found = (await tf.tidy(compute).data())[0];
            console.log(backend, name, found);
            assert(Math.abs(found - seen[place]) <= 2e-4 * seen[place], `${found}, not ${seen[place]}`);
        }
    }
})().catch((error) => { console.error(error); process.exit(1); });
JS
node program.js 2>node.log | grep -E '^(cpu|wasm)' || { cat node.log >&2; exit 1; }
