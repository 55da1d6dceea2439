// Training steps of the page and of other libraries in one headless Chromium, in turns; see browser.sh.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createRequire } from 'node:module';
import { serve } from './server.mjs';
import { reference } from './common.js';

const { PAGE, MODULES, PROGRAM, SWIFTSHADER, CHROMIUM = '/usr/bin/chromium', OUT } = process.env;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = Number(process.env.SECONDS ?? 2);
const { chromium } = createRequire(`${MODULES}/`)('playwright-core');
const CASES = [
    { sizes: [64, 32, 10], batch: 32, batches: 64 },
    { sizes: [784, 128, 10], batch: 64, batches: 64 },
];
const name = ({ sizes, batch }) => `${sizes.join('-')} batch ${batch}`;

const server = await serve({ '/ours/': PAGE, '/modules/': MODULES + '/node_modules', '/': import.meta.dirname });
const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
});
const context = await browser.newContext();

async function open(path) {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    page.said = [];
    page.on('console', (message) => page.said.push(message.text()));
    page.on('pageerror', (error) => page.said.push(String(error)));
    await page.goto(server.url + path);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    return page;
}

/** The page, on one of its devices. */
async function ours(device) {
    const page = await open('ours/?device=gpu');
    const said = await page.evaluate(async () => {
        const { call } = await import('/ours/host.js');
        globalThis.bench = (argument) => call('bench', argument);
        return [...document.querySelectorAll('#device option')].map((option) => option.textContent).join('; ');
    });
    return {
        version: said,
        async measure(seconds) {
            const rows = await page.evaluate((argument) => globalThis.bench(argument), { device, seconds });
            return rows.map((row) => ({ rate: row.samples_per_second, dispatches: row.dispatches_per_step }));
        },
    };
}

/** A library, on one of its backends. */
async function peer(library, backend, more = '') {
    const page = await open(`${library}.html?backend=${backend}${more}`);
    return {
        version: await page.evaluate(() => globalThis.peer.version),
        async measure(seconds) {
            const rows = [];
            for (const of of CASES) {
                const row = await page.evaluate(([of, seconds]) => globalThis.peer.measure(of, seconds)
                    .catch((error) => ({ error: String(error).split('\n')[0] })), [of, seconds]);
                const wrong = row.losses?.some((loss, step) => !(Math.abs(loss / reference(of)[step] - 1) <= 1e-4));
                rows.push(wrong ? { error: `losses ${row.losses} where float64 has ${reference(of)}` } : row);
            }
            return rows;
        },
    };
}

/** The program on the adapter that Chromium uses, with the shaders that the page takes there. */
function native() {
    const env = { ...process.env, VK_DRIVER_FILES: SWIFTSHADER, WGPU_BACKEND: 'vulkan' };
    return {
        version: execFileSync(PROGRAM, ['devices'], { env, encoding: 'utf8' }).split('\n')[1].split(/ {2,}/).slice(1).join(', '),
        async measure(seconds) {
            return CASES.map(({ sizes, batch }) => {
                const told = ['bench', '--json', '--device', 'swiftshader', '--preset', 'article',
                    '--network', sizes.join('-'), '--batch', batch, '--seconds', seconds];
                const found = execFileSync(PROGRAM, told.map(String), { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
                const [row] = JSON.parse(found).rows;
                return { rate: row.samples_per_second, dispatches: row.dispatches_per_step };
            });
        },
    };
}

// Of jax-js, which does not say it itself.
const { version: jax } = JSON.parse(readFileSync(`${MODULES}/node_modules/@jax-js/jax/package.json`, 'utf8'));
const wanted = {
    'gradshader, the page, WebGPU': () => ours('gpu'),
    'TensorFlow.js, WebGPU': () => peer('tfjs', 'webgpu'),
    'jax-js, WebGPU': () => peer('jax', 'webgpu', `&version=${jax}`),
    'gradshader, the program, SwiftShader': native,
    'gradshader, the page, CPU in wasm': () => ours('cpu'),
    'TensorFlow.js, wasm': () => peer('tfjs', 'wasm'),
    'TensorFlow.js, wasm, all threads': () => peer('tfjs', 'wasm', `&threads=${cpus().length}`),
    'TensorFlow.js, cpu': () => peer('tfjs', 'cpu'),
    'jax-js, wasm': () => peer('jax', 'wasm', `&version=${jax}`),
};
const only = process.env.ONLY?.split(',');
const peers = [];
for (const [label, start] of Object.entries(wanted)) {
    if (only && !only.some((part) => label.includes(part))) continue;
    try {
        peers.push({ label, rates: CASES.map(() => []), notes: CASES.map(() => ''), ...(await start()) });
    } catch (error) {
        console.error(`${label}: ${String(error).split('\n')[0]}`);
        peers.push({ label, failed: String(error).split('\n')[0], notes: [] });
    }
}
for (let round = 0; round < ROUNDS; round++) {
    for (const one of round % 2 ? peers.toReversed() : peers) {
        if (one.failed) continue;
        const rows = await one.measure(SECONDS);
        rows.forEach((row, at) => {
            one.notes[at] = row.error ?? row.how ?? `${row.dispatches.toFixed(2)} dispatches a step`;
            if (row.rate) one.rates[at].push(row.rate);
        });
        console.error(`round ${round + 1}: ${one.label}: ${rows.map((row) => row.error ?? Math.round(row.rate)).join(', ')}`);
    }
}
const version = browser.version();
await browser.close();
server.close();

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const whole = (value) => Math.round(value).toLocaleString('en-US');
const cell = (one, at) => {
    if (one.failed || !one.rates[at].length) return one.failed ?? one.notes[at];
    return `${whole(median(one.rates[at]))} (${whole(Math.min(...one.rates[at]))} to ${whole(Math.max(...one.rates[at]))}; ${one.notes[at]})`;
};
const lines = [
    `Chromium ${version}; ${cpus().length} x ${cpus()[0].model}; ${new Date().toISOString().slice(0, 10)}; samples a second, the median of ${ROUNDS} rounds`,
    '',
    `| who | version | ${CASES.map(name).join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...peers.map((one) => `| ${one.label} | ${one.version ?? ''} | ${CASES.map((_, at) => cell(one, at)).join(' | ')} |`),
];
console.log(lines.join('\n'));
if (OUT) writeFileSync(OUT, `${JSON.stringify({ version, peers }, null, 1)}\n`);
