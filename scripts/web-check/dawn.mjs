// The page's library on Dawn in Node: Chromium's WebGPU on whatever Vulkan driver VK_DRIVER_FILES names, such
// as lavapipe, for which Chromium itself offers no WebGPU. Verifies every form, and trains digits.
//
//   node dawn.mjs FOLDER
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
// wgpu asks whether there is a window before it asks for its navigator.
globalThis.Window = class {};

const folder = resolve(process.argv[2]);
const web = await import(pathToFileURL(join(folder, 'gradshader_web.js')));
await web.default({ module_or_path: readFileSync(join(folder, 'gradshader_web_bg.wasm')) });
const { description, vendor, architecture } = (await navigator.gpu.requestAdapter()).info;
const name = description || `${vendor} ${architecture}`;
const device = await web.Device.gpu(name, '{}');

const timed = async (what, does) => {
    const begun = Date.now();
    const said = await does();
    console.log(`ok      dawn, ${name}: ${what} (${((Date.now() - begun) / 1000).toFixed(1)} s): ${said}`);
};

await timed('verify', async () => {
    const { passes, forms, failure } = JSON.parse(await web.verify(device, () => {}));
    assert(passes, failure?.error);
    const findings = forms.flatMap((form) => form.findings);
    const nearest = Math.max(...findings.map(({ ratio }) => ratio));
    return `${findings.length} quantities of ${forms.length} forms, the nearest at ${nearest.toFixed(4)} of its bound`;
});

await timed('digits', async () => {
    const run = new web.Run(web.Data.bundled('digits'), JSON.stringify({ validation: 0.2, epochs: 20 }));
    const ended = JSON.parse(await run.fit(device, () => {}, () => {}));
    assert(ended.values.validation_accuracy >= 0.96, JSON.stringify(ended));
    return `${(100 * ended.values.validation_accuracy).toFixed(2)} % after ${ended.epochs} epochs, parameters ${ended.parameter_hash.slice(0, 12)}`;
});

await timed('bench', async () => {
    const rows = JSON.parse(await web.bench(device, 2, () => {}));
    return rows.map((row) => `${row.network}: ${Math.round(row.samples_per_second)} samples/s`).join(', ');
});
process.exit(0);
