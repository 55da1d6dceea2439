// TensorFlow.js on WebGPU (Dawn) in Node; the protocol and the clock are those of python/common.py.
// Trains with optimizer.minimize and with a compiled layers model's trainOnBatch, whichever is faster.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const started = performance.now();
// Installed elsewhere: PEERS_NODE_MODULES is a folder with node_modules.
const require = createRequire(`${process.env.PEERS_NODE_MODULES}/`);
const version = (name) => require(`${name}/package.json`).version;
console.log = console.info = console.warn = console.error;

const { create, globals } = require("webgpu");
Object.assign(globalThis, globals);
Object.defineProperty(globalThis, "navigator", { value: { gpu: create([]) }, configurable: true });
const tf = require("@tensorflow/tfjs-core");
const layers = require("@tensorflow/tfjs-layers");
require("@tensorflow/tfjs-backend-webgpu");

const LEARNING_RATE = 0.1;

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function rows(start, count, columns) {
  const values = new Float32Array(count * columns);
  for (let i = 0; i < values.length; i++) {
    values[i] = (((start * columns + i) * 761) % 1000) / 1000;
  }
  return tf.tensor2d(values, [count, columns]);
}

function parameters(sizes) {
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer];
    const weight = new Float32Array(inputs * outputs);
    for (let i = 0; i < weight.length; i++) {
      const unit = (Math.imul(i, 2654435761) >>> 8) / 2 ** 24;
      weight[i] = (2 * unit - 1) / Math.sqrt(inputs);
    }
    return [tf.tensor2d(weight, [inputs, outputs]), tf.zeros([outputs])];
  });
}

// A step by optimizer.minimize; the loss stays on the device.
function minimizer({ sizes, batch }) {
  const variables = parameters(sizes).map((layer) => layer.map((tensor) => tf.variable(tensor)));
  const optimizer = tf.train.sgd(LEARNING_RATE);
  return async (x, t) =>
    optimizer.minimize(
      () =>
        tf.tidy(() => {
          let h = x;
          for (const [weight, bias] of variables) {
            h = tf.fused.matMul({ a: h, b: weight, bias, activation: "sigmoid" });
          }
          return tf.mul(tf.sum(tf.square(tf.sub(h, t))), 0.5 / batch);
        }),
      true,
    );
}

// A step by trainOnBatch. Its mean squared error is over outputs too: the rate makes up for that.
function model({ sizes }) {
  const outputs = sizes.at(-1);
  const initial = parameters(sizes);
  const network = layers.sequential();
  for (let i = 1; i < sizes.length; i++) {
    const shape = i === 1 ? { inputShape: [sizes[0]] } : {};
    network.add(layers.layers.dense({ units: sizes[i], activation: "sigmoid", ...shape }));
  }
  network.setWeights(initial.flat());
  network.compile({
    optimizer: tf.train.sgd((LEARNING_RATE * outputs) / 2),
    loss: "meanSquaredError",
  });
  return async (x, t) => {
    const loss = await network.trainOnBatch(x, t);
    return tf.scalar((loss * outputs) / 2);
  };
}

class Session {
  static async create(request) {
    if (request.members !== 1) {
      return null;
    }
    const session = new Session();
    const { sizes, batch, samples } = request;
    session.batches = [];
    for (let start = 0; start < samples; start += batch) {
      session.batches.push([rows(start, batch, sizes[0]), rows(start, batch, sizes.at(-1))]);
    }
    session.next = 0;
    session.step = minimizer(request);
    session.losses = [(await (await session.one()).data())[0], (await (await session.one()).data())[0]];
    const plain = await session.time();
    if (plain < request.limit / 20) {
      const minimize = session.step;
      session.step = model(request);
      await session.run(2);
      if (plain < (await session.time())) {
        session.step = minimize;
      } else {
        session.how = "trainOnBatch";
      }
    }
    return session;
  }

  async one() {
    const [x, t] = this.batches[this.next];
    this.next = (this.next + 1) % this.batches.length;
    return this.step(x, t);
  }

  // Seconds a step.
  async time() {
    await this.run(1);
    const start = performance.now();
    let steps = 0;
    while (steps === 0 || (steps < 20 && performance.now() - start < 300)) {
      await this.run(1);
      steps += 1;
    }
    return (performance.now() - start) / 1000 / steps;
  }

  async run(steps) {
    let last;
    for (let i = 0; i < steps; i++) {
      last?.dispose();
      last = await this.one();
    }
    await last.data();
    last.dispose();
  }
}

async function measure(session, { batch, seconds, limit }, begun) {
  const timed = async (steps) => {
    const start = performance.now();
    await session.run(steps);
    return (performance.now() - start) / 1000;
  };
  const late = () => (performance.now() - begun) / 1000 > 0.6 * limit;
  let steps = 1;
  let took = await timed(steps);
  while (took < seconds / 10 && !late()) {
    const wanted = Math.floor((steps * seconds) / 8 / Math.max(took, 1e-6));
    steps = Math.max(2 * steps, Math.min(16 * steps, wanted));
    took = await timed(steps);
  }
  const rates = [(steps * batch) / took];
  const start = performance.now() - 1000 * took;
  while ((rates.length < 3 || (performance.now() - start) / 1000 < seconds) && !late()) {
    rates.push((steps * batch) / (await timed(steps)));
  }
  return { rates, steps };
}

const adapter = await navigator.gpu.requestAdapter();
await tf.setBackend("webgpu");
await tf.ready();
say({
  ready: true,
  version: `tfjs ${version("@tensorflow/tfjs-core")}, webgpu ${version("webgpu")}, node ${process.version}`,
  device: adapter?.info?.device || adapter?.info?.description || "unknown",
  driver: `Dawn; ${adapter?.info?.vendor ?? ""} ${adapter?.info?.description ?? ""}`.trim(),
  startup_seconds: (performance.now() - started) / 1000,
});
const sessions = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const begun = performance.now();
  try {
    const key = JSON.stringify([request.sizes, request.batch, request.members]);
    if (!sessions.has(key)) {
      sessions.set(key, await Session.create(request));
    }
    const session = sessions.get(key);
    if (session === null) {
      say({ unsupported: "no members" });
      continue;
    }
    const setup_seconds = (performance.now() - begun) / 1000;
    const { rates, steps } = await measure(session, request, begun);
    const how = session.how ?? "minimize";
    say({ rates, losses: session.losses, setup_seconds, steps, how });
  } catch (error) {
    console.error(error);
    say({ error: `${error.name}: ${String(error.message).split("\n")[0]}` });
  }
}
process.exit(0);
