#!/usr/bin/env bash
# TensorFlow.js 4.22.0: tf.train.rmsprop with centered=true takes epsilon off under the root instead of adding it: a parameter whose
# gradient is 0 is NaN after one step, and so is one whose gradient is small beside the root of epsilon.
#
# A good guess would be: a gradient of 0 moves nothing; epsilon is there to keep the denominator above 0.
# Seen on 2026-11-29, learningRate 0.01, decay 0.9, one step from 0:
#   gradient                0      1e-5       1e-4      1, -1, 1, ...
#   centered, epsilon 1e-7  NaN    NaN        NaN       -0.0333
#   centered, epsilon 1e-3  NaN    NaN        NaN       -0.0335
#   not centered, 1e-7      0      -3.2e-4    -3.1e-3   -0.0316
# A larger epsilon makes it worse: whatever has a variance below epsilon is NaN.
#
# What it means: a unit of ReLU that is off for a whole batch, or an input column of zeros, has such a gradient; the network is NaN after
# the first batch. Leave centered off.
#
# Needs Node (20.20 was used). Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit @tensorflow/tfjs@4.22.0 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
cat >program.js <<'JS'
const assert = require('assert');
const tf = require('@tensorflow/tfjs');

/** Where parameters are that start at 0, after steps with gradients of (step). */
async function run(optimizer, gradients, steps) {
    const parameter = tf.variable(tf.zeros([gradients(0).length]));
    for (let step = 0; step < steps; step++) {
        optimizer.applyGradients({[parameter.name]: tf.tensor1d(gradients(step))});
    }
    return Array.from(await parameter.data());
}

(async () => {
    await tf.setBackend('cpu');
    const gradients = (step) => [0, 1e-5, 1e-4, step % 2 ? -1 : 1];
    for (const epsilon of [1e-7, 1e-3]) {
        for (const steps of [1, 20]) {
            const plain = await run(tf.train.rmsprop(0.01, 0.9, 0, epsilon, false), gradients, steps);
            const centered = await run(tf.train.rmsprop(0.01, 0.9, 0, epsilon, true), gradients, steps);
            console.log(`epsilon ${epsilon}, steps ${steps}: not centered ${plain}, centered ${centered}`);
            assert(plain.every(Number.isFinite) && plain[0] === 0);
            assert(centered.slice(0, 3).every(Number.isNaN) && Number.isFinite(centered[3]));
        }
    }
    // One unit of two is off: its weight gets no gradient, and the loss is NaN from the second step on.
    const inputs = tf.tensor2d([[1], [2]]);
    for (const centered of [false, true]) {
        const weights = tf.variable(tf.tensor2d([[1, -1]]));
        const optimizer = tf.train.rmsprop(0.01, 0.9, 0, 1e-7, centered);
        const losses = [];
        for (let step = 0; step < 3; step++) {
            const loss = optimizer.minimize(() => tf.mean(tf.square(tf.sub(tf.sum(tf.relu(tf.matMul(inputs, weights)), 1), 3))), true);
            losses.push((await loss.data())[0]);
        }
        console.log(`centered ${centered}, losses with a unit that is off: ${losses}`);
        assert.deepStrictEqual(losses.map(Number.isNaN), [false, centered, centered]);
    }
})().catch((error) => { console.error(error); process.exit(1); });
JS
node program.js 2>node.log | grep -E '^(epsilon|centered)' || { cat node.log >&2; exit 1; }
