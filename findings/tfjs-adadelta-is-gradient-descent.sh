#!/usr/bin/env bash
# TensorFlow.js 4.22.0: tf.train.adadelta is plain gradient descent: every step is learningRate times the gradient, whatever rho and
# epsilon are, for any sequence of gradients. TensorFlow's Adadelta of the same name starts with steps a thousand times smaller.
#
# A good guess would be: steps that do not depend on the scale of the gradient: multiply all by 1,000 and they stay nearly the same, the
# first is learningRate * sqrt(epsilon / (1 - rho)).
# Seen on 2026-11-29, learningRate 1, rho 0.95, epsilon 1e-7, random gradients, 50 steps:
#   gradients of size         1                     0.001                  1000
#   first step / gradient     1 (paper: 2.8e-3)       1 (paper: 0.94)         1 (paper: 2.8e-6)
#   after 50 steps            that of tf.train.sgd, to the last digits, each time
# The step divides by what was accumulated before this gradient, and both accumulators begin at 0: so the first step is the gradient,
# both accumulators are again the same, and so on for ever.
#
# What it means: a rate that suits Adadelta (1 in the paper, the library's example values of 0.001 to 1) diverges or stands still with
# inputs that are not scaled, and a comparison of optimizers has gradient descent twice.
#
# Needs Node (20.20 was used). Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
cat >program.js <<'JS'
const assert = require('assert');
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');

/** Where a parameter is that starts at 0, after each step of an optimizer. */
async function path(optimizer, gradients) {
    const parameter = tf.variable(tf.tensor1d([0]));
    const found = [];
    for (const gradient of gradients) {
        optimizer.applyGradients({[parameter.name]: tf.tensor1d([gradient])});
        found.push((await parameter.data())[0]);
    }
    return found;
}

/** Adadelta as Zeiler wrote it. */
function zeiler(gradients, rho, epsilon) {
    let [at, squares, updates] = [0, 0, 0];
    return gradients.map((gradient) => {
        squares = rho * squares + (1 - rho) * gradient ** 2;
        const update = Math.sqrt((updates + epsilon) / (squares + epsilon)) * gradient;
        updates = rho * updates + (1 - rho) * update ** 2;
        return (at -= update);
    });
}

(async () => {
    await tf.setBackend('cpu');
    let state = 1;
    const drawn = Array.from({length: 50}, () => ((state = (state * 48271) % 2147483647) / 2147483647) * 2 - 0.5);
    for (const size of [1, 0.001, 1000]) {
        const gradients = drawn.map((x) => x * size);
        const plain = await path(tf.train.sgd(1), gradients);
        const right = zeiler(gradients, 0.95, 1e-7);
        for (const [rho, epsilon] of [[0.95, 1e-7], [0.5, 1e-3], [0.999, 1]]) {
            const found = await path(tf.train.adadelta(1, rho, epsilon), gradients);
            found.forEach((x, step) => assert(Math.abs(x - plain[step]) <= 1e-4 * size, `${x} ${plain[step]}`));
            console.log(`gradients of ${size}, rho ${rho}, epsilon ${epsilon}: after 50 steps ${found[49]}, gradient descent ${plain[49]}`);
        }
        console.log(`  Adadelta as published: ${right[49]}, first step over gradient ${-right[0] / gradients[0]}`);
        assert(Math.abs(right[49] - plain[49]) > 0.1 * Math.abs(plain[49]));
    }
})().catch((error) => { console.error(error); process.exit(1); });
JS
node program.js 2>node.log | grep -E 'gradient' || { cat node.log >&2; exit 1; }
