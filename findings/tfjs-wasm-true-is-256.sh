#!/usr/bin/env bash
# TensorFlow.js 4.22.0, WebAssembly backend: a cast to bool keeps the lowest byte of the whole part: 0.5 and 256 are false, 2 is a true
# that counts as 2, 255 as 255. And sign(1e-7) is 0, maximum(0, NaN) 0, and
# maximum(NaN, 0) NaN.
#
# A good guess would be: whatever is not 0 is true and counts as 1, as on the cpu backend and in TensorFlow.
# Seen on 2026-11-29, cast to bool, and back to float32 (the cpu backend has 1 for each but 0):
#   x       0    0.5    1    2    3    255    256    -1     1e10
#   cpu     0    1      1    1    1    1      1      1      1
#   wasm    0    0      1    2    3    255    0      255    0
# any() of 0.5, 0.2 is false. int32 is the same. Of a maximum and a minimum the second operand is lost if it is NaN (cpu: NaN). sign of 1e-7 is 0,
# clipByValue(NaN, 0, 1) and relu6(NaN) are 0; relu(NaN) is NaN.
#
# What it means: a mask of weights, counts or missing cells made by asType('bool') leaves out rows whose weight is 0.5 or 256, and counts
# others 255 times; an accuracy that sums such truths is above 100 %. Compare with notEqual(0), which is right.
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

const numbers = [0, 0.5, 1, 2, 3, 255, 256, -1, 1e10];
const back = (x) => tf.cast(tf.cast(x, 'bool'), 'float32');
const cases = { // what is computed, what cpu and wasm answer
    'float32 to bool and back': [() => back(tf.tensor1d(numbers)), [0, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 1, 2, 3, 255, 0, 255, 0]],
    'int32 to bool and back': [() => back(tf.tensor1d([0, 1, 2, 256, -1], 'int32')), [0, 1, 1, 1, 1], [0, 1, 2, 0, 255]],
    'notEqual(0)': [() => tf.cast(tf.notEqual(tf.tensor1d(numbers), 0), 'float32'), [0, 1, 1, 1, 1, 1, 1, 1, 1], [0, 1, 1, 1, 1, 1, 1, 1, 1]],
    'any of 0.5, 0.2': [() => tf.any(tf.cast(tf.tensor1d([0.5, 0.2]), 'bool')), [1], [0]],
    'sign of 1e-6, 1e-7, -1e-7': [() => tf.sign(tf.tensor1d([1e-6, 1e-7, -1e-7])), [1, 1, -1], [1, 0, 0]],
    'maximum(NaN, 0)': [() => tf.maximum(tf.tensor1d([NaN]), 0), [NaN], [NaN]],
    'maximum(0, NaN)': [() => tf.maximum(0, tf.tensor1d([NaN])), [NaN], [0]],
    'minimum(0, NaN)': [() => tf.minimum(0, tf.tensor1d([NaN])), [NaN], [0]],
    'clipByValue(NaN, 0, 1)': [() => tf.clipByValue(tf.tensor1d([NaN]), 0, 1), [NaN], [0]],
    'relu6(NaN)': [() => tf.relu6(tf.tensor1d([NaN])), [NaN], [0]],
    'relu(NaN)': [() => tf.relu(tf.tensor1d([NaN])), [NaN], [NaN]],
};
(async () => {
    for (const [place, backend] of ['cpu', 'wasm'].entries()) {
        assert(await tf.setBackend(backend));
        for (const [name, [compute, ...seen]] of Object.entries(cases)) {
            const found = Array.from(await tf.tidy(compute).data());
            console.log(backend, name, found.join(' '));
            assert.deepStrictEqual(found.map((x) => x + 0), seen[place]);
        }
    }
})().catch((error) => { console.error(error); process.exit(1); });
JS
node program.js 2>node.log | grep -E '^(cpu|wasm)' || { cat node.log >&2; exit 1; }
