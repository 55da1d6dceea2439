// The page: data, network, training, the model. All that computes is in the worker.
import { call, on } from './host.js';
import { $, element, figure, percent, save, table, whole } from './dom.js';
import { Curves } from './charts.js';
import { colour, drawPlane, drawWeights } from './pictures.js';
import { showModel } from './model.js';
import './checks.js';

/** How the page was opened: `?family=single`, `?shader=NAME&replace=TEXT&by=TEXT` for its tests. */
const query = new URLSearchParams(location.search);

/** What is known. */
const state = { data: null, run: null, plane: null, id: 0, busy: false, trained: false };

const curves = {
    loss: new Curves($('loss'), ['training', 'held out'], true),
    metric: new Curves($('metric'), ['held out'], false),
};

/** Says what went wrong, or that nothing does any more. */
export function fail(error) {
    $('failure').hidden = !error;
    $('failure').textContent = error ? error.message : '';
    if (error) console.warn(error);
}

/** Does it, and says what goes wrong. */
export async function attempt(what) {
    fail(null);
    try {
        return await what();
    } catch (error) {
        fail(error);
        return undefined;
    }
}

export const device = () => $('device').value;
export const dataSet = () => state.data;
export const columns = () => chosenColumns();

/** Enables what can be done now. */
function refresh() {
    const { busy, run, trained, finished } = state;
    // While what was changed is looked at, a click is not lost: training waits for that.
    $('start').disabled = busy || !(run || state.preparing) || finished;
    $('start').textContent = trained && !finished ? 'Go on' : 'Train';
    $('stop').disabled = !state.training;
    $('again').disabled = busy || !trained;
    $('device').disabled = busy;
    for (const part of ['sets', 'columns']) $(part).inert = busy;
    $('network').inert = busy;
    for (const id of ['verify-go', 'bench-go']) $(id).disabled = busy || !state.ready;
    for (const id of ['save', 'evaluate', 'answers', 'sample']) {
        $(id).disabled = busy || !state.model || (id !== 'save' && !state.data);
    }
}

/** Does something that takes the worker for itself. */
export async function alone(what) {
    if (state.busy) return undefined;
    state.busy = true;
    refresh();
    try {
        return await attempt(what);
    } finally {
        state.busy = false;
        state.training = false;
        refresh();
    }
}

/* Devices */

async function openDevices() {
    const options = {};
    if (query.has('family')) options.family = query.get('family');
    if (query.has('tile')) options.tile = Number(query.get('tile'));
    if (query.has('whole_steps')) options.whole_steps = query.get('whole_steps') === 'true';
    if (query.has('shader')) options.shaders = { [query.get('shader')]: query.get('text') };
    const found = await call('devices', options);
    $('version').textContent = found.version;
    $('device').replaceChildren(...found.devices.map(([id, name]) => element('option', { value: id }, name)));
    const hasGpu = found.devices.some(([id]) => id === 'gpu');
    // As `--device auto`: a GPU in hardware, else the CPU, which was faster than any in software.
    $('device').value = query.get('device') ?? (hasGpu && !found.software ? 'gpu' : 'cpu');
    $('device-note').textContent = found.why;
    state.ready = true;
}

/* Data */

function chosenColumns() {
    if (!state.data || $('columns').hidden) return state.told ?? {};
    const boxes = [...$('features').querySelectorAll('input')];
    const features = boxes.filter((box) => box.checked).map((box) => box.value);
    return { target: $('target').value, features };
}

async function take(described, told) {
    state.data = described;
    state.told = told ?? {};
    showColumns(told);
    const { rows, features, image, task, classes, why, left_out: leftOut, notes } = described;
    const what = image ? `${image.side} × ${image.side} pixels` : `${features.length} features`;
    const lines = [`${described.source}: ${whole(rows)} samples of ${what}; ${why.replace(/ \(--.*\)/, '')}.`];
    if (task === 'classify' && classes.length <= 12) lines.push(`Classes: ${classes.join(', ')}.`);
    if (leftOut.length) lines.push(`Left out: ${leftOut.map(({ name, reason }) => `${name} (${reason})`).join(', ')}.`);
    $('data-summary').textContent = lines.join(' ');
    $('notes').replaceChildren(...notes.map((note) => element('li', {}, note)));
    $('notes-d').hidden = !notes.length;
    await prepare();
}

function showColumns(told) {
    const { columns, features, targets, image } = state.data;
    $('columns').hidden = Boolean(image) || columns.length > 60;
    const [target] = targets;
    $('target').replaceChildren(...columns.map((name) => element('option', { selected: name === target }, name)));
    const used = new Set(told?.features ?? features.map(({ name }) => name));
    $('features').replaceChildren(...columns.filter((name) => name !== target).map((name) =>
        element('label', {}, element('input', { type: 'checkbox', value: name, checked: used.has(name) }), ` ${name}`)));
}

async function takeBundled(name) {
    $('drop').hidden = true;
    await take(await call('bundled', name));
}

async function takeFiles(files) {
    if (files.length === 0) return;
    if (files.length > 2) throw new Error('two files at the most: images and labels; or one table');
    const read = await Promise.all([...files].map(async (file) =>
        ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
    // The images are the longer ones.
    read.sort((a, b) => b.bytes.length - a.bytes.length);
    const [first, labels] = read;
    await call('read', { ...first, labelsName: labels?.name, labelsBytes: labels?.bytes });
    await take(await call('describe', {}));
}

/* Network */

function settings() {
    const number = (id) => ($(id).value === '' ? undefined : Number($(id).value));
    const text = (id) => $(id).value || undefined;
    const hidden = $('hidden').value.trim();
    const widths = hidden === '' ? undefined : hidden.split(/[\s,]+/).filter(Boolean).map(Number);
    if (widths?.some((width) => !Number.isInteger(width) || width < 1)) {
        throw new Error(`hidden layers ${JSON.stringify(hidden)}: write widths separated by commas, such as 64,32`);
    }
    return {
        columns: chosenColumns(),
        preset: $('preset').value,
        hidden: widths,
        activation: text('activation'),
        optimizer: text('optimizer'),
        learning_rate: number('learning_rate'),
        batch: number('batch'),
        epochs: number('epochs'),
        dropout: number('dropout'),
        validation: number('validation') ?? 0,
        seed: number('seed') ?? 0,
    };
}

function prepare() {
    const preparing = prepareNow().finally(() => {
        if (state.preparing === preparing) state.preparing = null;
    });
    state.preparing = preparing;
    refresh();
    return preparing;
}

async function prepareNow() {
    state.run = null;
    state.trained = false;
    state.finished = false;
    state.id += 1;
    clearRun();
    refresh();
    const run = await call('prepare', settings());
    state.run = run;
    const { sizes, activations, parameters, loss, optimizer, learning_rate: rate, batch, epochs } = run;
    const lines = [
        `${sizes.join('–')}, ${activations.join(', ')}: ${whole(parameters)} weights and biases.`,
        `${loss}, ${optimizer} with a learning rate of ${rate} (${run.schedule}), ${batch} samples a step, at most ${epochs} epochs;`,
        `${whole(run.training_samples)} samples to train on, ${whole(run.held_out_samples)} held out.`,
    ];
    if (run.baseline) lines.push(`A guess that looks at nothing: ${run.baseline}.`);
    $('network-summary').textContent = lines.join(' ');
    $('command').textContent = run.command;
    await showPlaneChoice();
    refresh();
}

function clearRun() {
    const names = ['training', 'held out'];
    curves.loss.clear(names);
    const isClasses = state.data?.task !== 'regress';
    $('metric-h').textContent = isClasses ? 'Accuracy on the samples held out' : 'Root of the mean squared error on the samples held out';
    curves.metric.clear(['held out']);
    $('figures').replaceChildren();
    $('progress').value = 0;
    $('status').textContent = '';
    $('weights-f').hidden = true;
}

/* Training */

const series = () => (state.data.task === 'regress' ? 'validation_rmse' : 'validation_accuracy');

on('fit', ({ run, told }) => {
    if (run !== state.id) return;
    if (told.event === 'epoch') {
        const { values } = told;
        curves.loss.add(told.epoch, [values.train_loss, values.validation_loss]);
        curves.metric.add(told.epoch, [values[series()]]);
        $('progress').value = told.epoch / state.run.epochs;
        addFigures(told);
        const metric = values[series()];
        const now = performance.now();
        // A reader of screens is not told of every epoch.
        if (now - (state.said ?? 0) > 500) {
            state.said = now;
            const worth = metric === undefined ? '' : `, held out ${isShare() ? percent(metric) : figure(metric)}`;
            $('status').textContent = `Epoch ${told.epoch}: loss ${figure(values.train_loss)}${worth}; ${whole(told.samples_per_second)} samples a second`;
        }
    } else if (told.event === 'reopened') {
        $('status').textContent = `${told.because}: opened again, going on after epoch ${told.to}`;
    }
});

const isShare = () => state.data.task !== 'regress';

function addFigures({ epoch, values, learning_rate: rate, best_epoch: best }) {
    const shown = $('figures');
    if (!shown.tBodies.length) {
        const heads = ['epoch', ...Object.keys(values).map((name) => name.replaceAll('_', ' ')), 'learning rate'];
        shown.replaceChildren(...table('', heads, []).childNodes);
        state.names = Object.keys(values);
    }
    const row = shown.tBodies[0].insertRow(0);
    for (const cell of [epoch, ...state.names.map((name) => figure(values[name])), figure(rate)]) {
        row.insertCell().textContent = cell;
    }
    row.cells[0].textContent = epoch === best ? `${epoch}, best so far` : epoch;
}

on('shown', ({ run, plane, weights }) => {
    if (run !== state.id) return;
    if (plane && state.plane) {
        state.plane.answers = plane;
        paintPlane();
    }
    if (weights && state.run.image) {
        $('weights-f').hidden = false;
        drawWeights($('weights'), weights, state.run.image);
    }
});

async function train() {
    await alone(async () => {
        await state.preparing;
        if (!state.run) return;
        state.training = true;
        refresh();
        $('status').textContent = 'Training …';
        const id = state.id;
        const ended = await call('fit', { device: device(), id });
        state.trained = true;
        state.finished = ended.reason !== 'interrupted' && ended.reason !== 'stopped';
        const metric = ended.values[series()];
        const worth = metric === undefined ? '' : `: ${isShare() ? percent(metric) : figure(metric)} on the samples held out`;
        const why = {
            finished: 'All epochs are done', 'early stop': 'Nothing got better any more', interrupted: 'Stopped',
            diverged: 'It diverged: use a smaller learning rate',
        }[ended.reason] ?? ended.reason;
        $('status').textContent =
            `${why} after ${ended.epochs} epochs and ${ended.seconds.toFixed(1)} s on ${ended.device}. Kept: epoch ${ended.kept_epoch}${worth}. Parameters ${ended.parameter_hash.slice(0, 12)}.`;
        if (ended.usable) await gotModel(await call('model'));
    });
}

/** A model is there: trained, or opened. */
async function gotModel(description) {
    state.model = description;
    await showModel(description);
    refresh();
}

/* The plane */

async function showPlaneChoice() {
    const numbers = state.data.features.filter(({ kind }) => kind === 'number').map(({ name }) => name);
    const fits = !state.data.image && numbers.length >= 2 && numbers.length <= 60;
    $('plane-f').hidden = !fits;
    state.plane = null;
    if (!fits) {
        await call('plane', null);
        return;
    }
    const known = [$('plane-x').value, $('plane-y').value];
    // The last two tell the bundled flowers apart best.
    const chosen = known.every((name) => numbers.includes(name)) ? known : numbers.slice(-2);
    for (const [at, id] of ['plane-x', 'plane-y'].entries()) {
        $(id).replaceChildren(...numbers.map((name) => element('option', { selected: name === chosen[at] }, name)));
    }
    const others = state.data.features.length - 2;
    const legend = state.data.classes.slice(0, 12).map((name, at) => {
        const swatch = element('span', { className: 'swatch' });
        swatch.style.background = colour(at);
        return element('span', {}, swatch, name);
    });
    const rest = others > 0 ? [` The other ${others} features stay at their means.`] : [];
    $('plane-legend').replaceChildren(...legend, ...rest);
    await choosePlane();
}

async function choosePlane() {
    const features = [$('plane-x').value, $('plane-y').value];
    if (features[0] === features[1]) return;
    const found = await call('plane', { features, side: 96 });
    state.plane = found;
    paintPlane();
}

function paintPlane() {
    drawPlane($('plane'), state.plane, isShare() ? state.data.classes.length : 0);
}

/* Events */

for (const box of document.querySelectorAll('input[name="set"]')) {
    box.addEventListener('change', () => attempt(async () => {
        if (box.value === 'file') {
            $('drop').hidden = false;
            $('file').focus();
        } else {
            await takeBundled(box.value);
        }
    }));
}

$('file').addEventListener('change', () => attempt(() => takeFiles($('file').files)));
for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, (event) => {
        event.preventDefault();
        $('drop').classList.toggle('over', kind === 'dragover');
        if (kind !== 'drop' || state.busy) return;
        document.querySelector('input[value="file"]').checked = true;
        $('drop').hidden = false;
        attempt(() => takeFiles(event.dataTransfer.files));
    });
}

$('columns').addEventListener('change', () => attempt(async () => {
    const told = chosenColumns();
    told.features = told.features.filter((name) => name !== told.target);
    await take(await call('describe', told), told);
}));
$('network').addEventListener('change', () => attempt(prepare));
$('start').addEventListener('click', train);
$('stop').addEventListener('click', () => call('stop'));
$('again').addEventListener('click', () => alone(prepare));
for (const id of ['plane-x', 'plane-y']) {
    $(id).addEventListener('change', () => attempt(choosePlane));
}

$('save').addEventListener('click', () => attempt(async () => {
    save('model.safetensors', [await call('save')], 'application/octet-stream');
}));
$('open').addEventListener('change', () => alone(async () => {
    const [file] = $('open').files;
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    await gotModel(await call('open', { name: file.name, bytes }));
    $('open').value = '';
}));

await attempt(async () => {
    await openDevices();
    await takeBundled('digits');
});
refresh();
document.documentElement.dataset.ready = 'true';
