// Compiles every shader that may run in a browser with Tint, which Chromium has: npm's webgpu is Dawn in
// Node. naga, which Firefox has, takes them in `cargo test --test translate`.
//
//   node shaders.mjs FOLDER|FILE
//
// FOLDER is what scripts/web.sh built, FILE what scripts/check-translations.sh has of the same. Where an adapter is there too (VK_DRIVER_FILES), PIPELINES=N builds
// pipelines of every N-th.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { create, globals } from 'webgpu';

const given = resolve(process.argv[2]);
async function ofPage(folder) {
    const web = await import(pathToFileURL(join(folder, 'gradshader_web.js')));
    await web.default({ module_or_path: readFileSync(join(folder, 'gradshader_web_bg.wasm')) });
    return web.shaders();
}
const shaders = JSON.parse(given.endsWith('.json') ? readFileSync(given, 'utf8') : await ofPage(given));

Object.assign(globalThis, globals);
const gpu = create([]);
const adapter = await gpu.requestAdapter();
if (!adapter) throw new Error('Dawn finds no adapter: name one with VK_DRIVER_FILES');
// Resident steps are compiled for whatever room there is.
const { maxComputeWorkgroupStorageSize } = adapter.limits;
const device = await adapter.requestDevice({ requiredLimits: { maxComputeWorkgroupStorageSize } });
const every = Number(process.env.PIPELINES ?? 0);
let refused = 0;
let pipelines = 0;
const begun = Date.now();
for (const [at, { label, wgsl, constants }] of shaders.entries()) {
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label, code: wgsl });
    const said = (await module.getCompilationInfo()).messages.filter(({ type }) => type !== 'info');
    let error = await device.popErrorScope();
    if (!error && every && at % every === 0) {
        pipelines += 1;
        device.pushErrorScope('validation');
        device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main', constants } });
        error = await device.popErrorScope();
    }
    if (error || said.length) {
        refused += 1;
        if (refused <= 5) {
            const lines = said.map(({ lineNum, linePos, message }) => `${lineNum}:${linePos}: ${message}\n    ${wgsl.split('\n')[lineNum - 1]}`);
            console.log(`REFUSED ${label}: ${lines.join('\n') || error.message}`);
        }
    }
}
const seconds = ((Date.now() - begun) / 1000).toFixed(1);
console.log(`${refused ? 'FAILED ' : 'ok     '} shaders: Tint takes ${shaders.length - refused} of ${shaders.length} (${pipelines} as pipelines) in ${seconds} s`);
process.exit(refused ? 1 : 0);
