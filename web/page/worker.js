// The library, in a thread of its own: the page stays responsive whatever it computes. Messages are calls
// with a number, answered by that number; events of what takes longer have the name of the call.
import init, { Article, Data, Device, Model, Run, bench, verify, version } from './gradshader_web.js';

const devices = {};
let options = {};
let data = null;
let run = null;
let model = null;
let article = null;

/** What the browser says of its GPU, or nothing. */
async function adapterName() {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return null;
    const { vendor, architecture, device, description } = adapter.info;
    const parts = [description || device, vendor, architecture].filter(Boolean);
    return `WebGPU: ${[...new Set(parts)].join(', ') || 'unnamed GPU'}`;
}

const calls = {
    /** Which devices there are. `asked` is how the GPU is to be used. */
    async devices(asked) {
        options = asked;
        devices.cpu = Device.cpu();
        const name = await adapterName().catch(() => null);
        let why = 'This browser offers no WebGPU: training runs on the CPU, in one thread.';
        if (name) {
            try {
                devices.gpu = await Device.gpu(name, JSON.stringify(options));
                const is = devices.gpu.software;
                why = is ? 'The GPU here is software: the CPU trains faster.' : '';
            } catch (error) {
                why = `WebGPU does not work here, so training runs on the CPU: ${error.message}`;
            }
        }
        const list = Object.entries(devices).map(([id, device]) => [id, device.name]);
        return { version: version(), devices: list, software: devices.gpu?.software, why };
    },

    bundled(name) {
        data = Data.bundled(name);
        return calls.describe({});
    },

    read({ name, bytes, labelsName, labelsBytes }) {
        data = Data.read(name, bytes, labelsName, labelsBytes);
        return { columns: data.columns };
    },

    wantsLabels(bytes) {
        return Data.wants_labels(bytes);
    },

    describe(columns) {
        return JSON.parse(data.describe(JSON.stringify(columns)));
    },

    cells({ columns, sample }) {
        return data.cells(JSON.stringify(columns), sample);
    },

    prepare(settings) {
        run?.free();
        run = null;
        run = new Run(data, JSON.stringify(settings));
        return JSON.parse(run.describe());
    },

    async fit({ device, id }) {
        const told = (event) => postMessage({ event: 'fit', run: id, told: JSON.parse(event) });
        const shown = (plane, weights) => postMessage({ event: 'shown', run: id, plane, weights });
        const ended = JSON.parse(await run.fit(devices[device], told, shown));
        if (ended.usable) calls.keep();
        return ended;
    },

    keep() {
        model?.free();
        model = run.model();
    },

    stop() {
        run?.stop();
    },

    plane(plane) {
        if (!plane) {
            run.look_at();
            return null;
        }
        const text = JSON.stringify(plane);
        const edges = JSON.parse(run.look_at(text));
        let answers = null;
        try {
            answers = run.look();
        } catch {
            // Nothing is trained yet.
        }
        return { edges, answers, points: run.points(text) };
    },

    open({ name, bytes }) {
        const opened = Model.open(name, bytes);
        model?.free();
        model = opened;
        return calls.model();
    },

    model() {
        return JSON.parse(model.describe());
    },

    save() {
        return model.bytes();
    },

    ask(cells) {
        return JSON.parse(model.ask(cells));
    },

    async evaluate(device) {
        return JSON.parse(await model.evaluate(data, devices[device]));
    },

    predict(device) {
        return model.predict(data, devices[device]);
    },

    /** Those of the page's own choice of shaders, so that it can be shown that a change is noticed. */
    async verify(device) {
        const told = (what) => postMessage({ event: 'verify', what });
        return JSON.parse(await verify(devices[device], told));
    },

    async article({ device, told }) {
        article?.free();
        article = null;
        article = await Article.start(devices[device], JSON.stringify(told));
    },

    async articleStep() {
        return JSON.parse(await article.step());
    },

    async bench({ device, seconds }) {
        const told = (what) => postMessage({ event: 'bench', what });
        return JSON.parse(await bench(devices[device], seconds, told));
    },
};

const ready = init();

onmessage = async ({ data: { id, call, argument } }) => {
    try {
        await ready;
        const value = await calls[call](argument);
        postMessage({ id, value });
    } catch (error) {
        postMessage({ id, error: { name: error?.name ?? 'Error', message: String(error?.message ?? error) } });
    }
};
