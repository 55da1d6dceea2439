// A model: what it is, what it answers, and what it is worth.
import { call } from './host.js';
import { $, element, figure, percent, save, table, whole } from './dom.js';
import { drawImage } from './pictures.js';
import { Pad } from './drawing.js';
import { alone, attempt, columns, dataSet, device } from './main.js';

let model = null;
let pad = null;

/** Shows a model that was trained or opened. */
export async function showModel(description) {
    model = description;
    const { sizes, activations, networks, loss, training, classes, targets, parameter_hash: hash } = model;
    const of = networks > 1 ? `${networks} networks, the first ` : '';
    const what = classes.length ? `${classes.length} classes of ${targets[0]}` : targets.join(', ');
    const where = training.adapter ? ` Trained on ${training.adapter}.` : '';
    $('model-summary').textContent =
        `${of}${sizes.join('–')}, ${activations.join(', ')}, ${loss}; predicts ${what}.${where} Parameters ${hash.slice(0, 12)}.`;
    $('ask').hidden = false;
    $('worth').replaceChildren();
    $('answer').replaceChildren();
    $('sample-note').textContent = '';
    $('ask-draw').hidden = !model.image;
    $('ask-form').hidden = Boolean(model.image);
    if (model.image) {
        pad ??= new Pad($('draw'), () => attempt(askDrawing));
        pad.clear();
        drawImage($('small'), [], model.image);
    } else {
        showForm();
    }
}

async function askDrawing() {
    const { side, brightest, pixels } = model.image;
    const picture = pad.isEmpty ? new Array(side * side).fill(0) : pad.picture(side, brightest);
    const values = pixels.map((pixel) => picture[pixel]);
    drawImage($('small'), values, model.image);
    if (pad.isEmpty) $('answer').replaceChildren();
    else await ask(values.map(String));
    $('sample-note').textContent = '';
}

function showForm() {
    const fields = model.features.map(({ name, kind, values, usual }) => {
        let input = element('input', { value: usual === null ? '' : String(Number(usual.toPrecision(3))), inputMode: kind === 'number' ? 'decimal' : 'text' });
        if (values.length) input = element('select', {}, ...values.map((value) => element('option', {}, value)));
        return element('label', {}, name, input);
    });
    $('cells').replaceChildren(...fields);
    attempt(askForm);
}

const inputs = () => [...$('cells').querySelectorAll('input, select')];
const askForm = () => ask(inputs().map(({ value }) => value));

/** Asks about one sample, and shows the answer. */
async function ask(cells) {
    const { class: found, outputs } = await call('ask', cells);
    if (found === null) {
        const rows = outputs.map((value, at) => [model.targets[at] ?? at, figure(value)]);
        $('answer').replaceChildren(table('Answer', ['value', ''], rows));
        return;
    }
    const row = (share, at) => {
        const name = model.classes[at];
        const bar = element('meter', { min: 0, max: 1, value: Math.max(share, 0) }, percent(share));
        bar.setAttribute('aria-label', `share of ${name}`);
        return [element('th', { scope: 'row' }, name), element('td', {}, bar), percent(share)];
    };
    $('answer').replaceChildren(
        element('p', {}, 'It is ', element('strong', {}, found), '.'),
        table('Shares', ['class', '', 'share'], outputs.map(row)));
}

/** What it is worth on the data, with the confusion matrix. */
function showWorth({ samples, loss, metrics, classes, confusion, device: where }) {
    const shares = new Set(['accuracy', 'balanced_accuracy', 'top_2_accuracy', 'top_3_accuracy', 'top_5_accuracy']);
    const rows = [['loss', figure(loss, 6)], ...Object.entries(metrics).map(([name, value]) =>
        [name.replaceAll('_', ' '), shares.has(name) ? percent(value) : figure(value)])];
    const parts = [table(`On ${whole(samples)} samples, computed on ${where}`, ['metric', 'value'], rows)];
    if (confusion.length && confusion.length <= 30) {
        const cell = (count, row, column) => element('td', {
            className: count === 0 ? '' : row === column ? 'right' : 'wrong',
        }, String(count));
        parts.push(table('Confusion: a row a true class, a column what it was taken for', ['', ...classes],
            confusion.map((counts, row) => [element('th', { scope: 'row' }, classes[row]), ...counts.map((count, column) => cell(count, row, column))])));
    }
    $('worth').replaceChildren(...parts);
}

$('clear').addEventListener('click', () => {
    pad.clear();
    attempt(askDrawing);
});
$('ask-form').addEventListener('input', () => attempt(askForm));
$('ask-form').addEventListener('submit', (event) => event.preventDefault());
$('evaluate').addEventListener('click', () => alone(async () => {
    showWorth(await call('evaluate', device()));
}));
$('answers').addEventListener('click', () => alone(async () => {
    save('predictions.csv', [await call('predict', device())], 'text/csv');
}));
$('sample').addEventListener('click', () => attempt(async () => {
    const data = dataSet();
    const known = new Set(data.features.map(({ name }) => name));
    const missing = model.features.find(({ name }) => !known.has(name));
    if (missing) throw new Error(`these data have no column ${JSON.stringify(missing.name)}, which the model was trained on`);
    const sample = Math.floor(Math.random() * data.rows);
    const cells = await call('cells', { columns: columns(), sample });
    const places = model.features.map(({ name }) => data.features.findIndex((feature) => feature.name === name));
    const values = places.map((place) => cells[place]);
    if (model.image) {
        pad.clear();
        drawImage($('small'), values, model.image);
    } else {
        inputs().forEach((input, at) => { input.value = values[at]; });
    }
    await ask(values);
    $('sample-note').textContent = `Sample ${sample + 1}, which is ${cells.at(-1)}`;
}));
