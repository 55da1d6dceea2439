// One step of a 2-3-2 network, number by number. What is shown is read from the kernels' buffers; only the
// texts of the formulas are here.
import { call } from './host.js';
import { $, element } from './dom.js';

const SIZES = [2, 3, 2];
const SVG = 'http://www.w3.org/2000/svg';
const sub = (at) => '₀₁₂₃₄₅₆₇₈₉'[at + 1];
const pair = (from, to) => `${sub(from)}${sub(to)}`;
const NAMES = [['x', 'w', 'b', 'a', 'h', 'δ'], ['h', 'v', 'c', 'z', 'y', 'd']];

/** A number, with a true minus, in brackets where it follows an operator. */
function number(value) {
    const size = Math.abs(value);
    const text = size !== 0 && size < 5e-4 ? value.toExponential(2) : value.toFixed(4);
    return text.replace('-', '−');
}
/** A factor: in brackets where it is below 0 and not the first. */
const factor = (value, at) => (at === 0 ? number(value) : bracketed(value));
const bracketed = (value) => (value < 0 ? `(${number(value)})` : number(value));

let step = null;
let before = [];
let count = 0;
let at = 0;

/** The weight from a unit to one of the next layer. */
const weight = (layer, from, to, of = 'weight') => step.layers[layer][of][from * SIZES[layer + 1] + to];
const below = (layer) => (layer === 0 ? step.inputs : step.layers[layer - 1].activation);
const units = (layer) => [...Array(SIZES[layer + 1]).keys()];
const sources = (layer) => [...Array(SIZES[layer]).keys()];

const sums = (layer) => () => units(layer).map((to) => {
    const [x, w, b, a] = NAMES[layer];
    const { bias, sum } = step.layers[layer];
    const terms = sources(layer).map((from) => `${factor(below(layer)[from], from)} · ${bracketed(weight(layer, from, to))}`);
    return { at: [layer + 1, to], value: sum[to], text: `${a}${sub(to)} = ${terms.join(' + ')} + ${bracketed(bias[to])} = ${number(sum[to])}`,
        name: `${a}${sub(to)}`, of: [x, w, b] };
});

const answers = (layer) => () => units(layer).map((to) => {
    const [, , , a, h] = NAMES[layer];
    const { sum, activation } = step.layers[layer];
    return { at: [layer + 1, to], value: activation[to], name: `${h}${sub(to)}`,
        text: `${h}${sub(to)} = 1 / (1 + e^−${a}${sub(to)}) = 1 / (1 + e^${number(-sum[to])}) = ${number(activation[to])}` };
});

const gradients = (layer) => () => sources(layer).flatMap((from) => units(layer).map((to) => {
    const [x, w, , , , d] = NAMES[layer];
    const { delta, weight_gradient: gradient } = step.layers[layer];
    const value = gradient[from * SIZES[layer + 1] + to];
    return { edge: [layer, from, to], value, name: `∂L/∂${w}${pair(from, to)}`,
        text: `∂L/∂${w}${pair(from, to)} = ${x}${sub(from)} ${d}${sub(to)} = ${number(below(layer)[from])} · ${bracketed(delta[to])} = ${number(value)}` };
})).concat(units(layer).map((to) => {
    const [, , b, , , d] = NAMES[layer];
    const value = step.layers[layer].bias_gradient[to];
    return { value, name: `∂L/∂${b}${sub(to)}`, text: `∂L/∂${b}${sub(to)} = ${d}${sub(to)} = ${number(value)}` };
}));

const updates = (layer) => () => sources(layer).flatMap((from) => units(layer).map((to) => {
    const [, w] = NAMES[layer];
    const place = from * SIZES[layer + 1] + to;
    const { new_weight: now, weight_gradient: gradient } = step.layers[layer];
    return { edge: [layer, from, to], value: now[place], name: `${w}${pair(from, to)}`,
        text: `${w}${pair(from, to)} ← ${number(weight(layer, from, to))} − ${number(Number($('rate').value))} · ${bracketed(gradient[place])} = ${number(now[place])}` };
})).concat(units(layer).map((to) => {
    const [, , b] = NAMES[layer];
    const { bias, new_bias: now, bias_gradient: gradient } = step.layers[layer];
    return { value: now[to], name: `${b}${sub(to)}`,
        text: `${b}${sub(to)} ← ${number(bias[to])} − ${number(Number($('rate').value))} · ${bracketed(gradient[to])} = ${number(now[to])}` };
}));

/** What is done, one after the other: its name, why, the formula, the kernel, and the numbers. */
const STAGES = [
    ['The sample', 'A row of the data is copied into the batch.', 'x, t', 'gather', () => [
        ...step.inputs.map((value, from) => ({ at: [0, from], value, name: `x${sub(from)}`, text: `x${sub(from)} = ${number(value)}` })),
        ...step.targets.map((value, to) => ({ value, name: `t${sub(to)}`, text: `t${sub(to)} = ${number(value)}` })),
    ]],
    ['Hidden sums', 'Each hidden unit adds up its inputs, times the weights on the way, and its bias.', 'aⱼ = Σᵢ xᵢ wᵢⱼ + bⱼ', 'matmul_nn, add_bias', sums(0)],
    ['Hidden answers', 'The sigmoid brings each sum between 0 and 1.', 'hⱼ = 1 / (1 + e^−aⱼ)', 'activate', answers(0)],
    ['Output sums', 'The same again, one layer on.', 'zₖ = Σⱼ hⱼ vⱼₖ + cₖ', 'matmul_nn, add_bias', sums(1)],
    ['Outputs', 'What the network answers.', 'yₖ = 1 / (1 + e^−zₖ)', 'activate', answers(1)],
    ['Loss', 'How wrong that is: one number, which training makes smaller.', 'L = ½ Σₖ (yₖ − tₖ)²', 'sample_loss, mean_loss', () => {
        const { activation } = step.layers[1];
        const terms = units(1).map((to) => `(${number(activation[to])} − ${bracketed(step.targets[to])})²`);
        return [{ value: step.loss, name: 'L', text: `L = ½ (${terms.join(' + ')}) = ${number(step.loss)}` }];
    }],
    ['Output deltas', 'How the loss changes with each output sum: the error times the slope of the sigmoid.', 'dₖ = (yₖ − tₖ) yₖ (1 − yₖ)', 'output_delta', () => units(1).map((to) => {
        const { activation, delta } = step.layers[1];
        const y = number(activation[to]);
        return { at: [2, to], value: delta[to], name: `d${sub(to)}`, text: `d${sub(to)} = (${y} − ${bracketed(step.targets[to])}) · ${y} · (1 − ${y}) = ${number(delta[to])}` };
    })],
    ['Back-propagated sums', 'Each hidden unit collects the deltas of the outputs that it feeds, along the same weights backwards.', 'sⱼ = Σₖ dₖ vⱼₖ', 'matmul_nt', () => units(0).map((from) => {
        const value = step.layers[0].back_sum[from];
        const terms = units(1).map((to) => `${factor(step.layers[1].delta[to], to)} · ${bracketed(weight(1, from, to))}`);
        return { at: [1, from], value, name: `s${sub(from)}`, text: `s${sub(from)} = ${terms.join(' + ')} = ${number(value)}` };
    })],
    ['Hidden deltas', 'Times the slope of the hidden unit’s own sigmoid.', 'δⱼ = sⱼ hⱼ (1 − hⱼ)', 'hidden_delta', () => units(0).map((to) => {
        const { back_sum: back, activation, delta } = step.layers[0];
        const h = number(activation[to]);
        return { at: [1, to], value: delta[to], name: `δ${sub(to)}`, text: `δ${sub(to)} = ${number(back[to])} · ${h} · (1 − ${h}) = ${number(delta[to])}` };
    })],
    ['Output gradients', 'How the loss changes with each weight: what came in times the delta behind it.', '∂L/∂vⱼₖ = hⱼ dₖ,  ∂L/∂cₖ = dₖ', 'weight_gradient, bias_gradient', gradients(1)],
    ['Hidden gradients', 'The same, one layer back.', '∂L/∂wᵢⱼ = xᵢ δⱼ,  ∂L/∂bⱼ = δⱼ', 'weight_gradient, bias_gradient', gradients(0)],
    ['Output weights', 'Each weight goes a little against its gradient.', 'vⱼₖ ← vⱼₖ − η ∂L/∂vⱼₖ', 'update', updates(1)],
    ['Hidden weights', 'And those of the hidden layer. The loss is smaller next time.', 'wᵢⱼ ← wᵢⱼ − η ∂L/∂wᵢⱼ', 'update', updates(0)],
];

/* The drawing */

const WIDTH = 560;
const HEIGHT = 360;
const place = (layer, unit) => [60 + layer * (WIDTH - 120) / 2, HEIGHT * (unit + 0.5) / SIZES[layer]];

function svg(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
}

/** The network, with the numbers of a stage where they belong and those before it in their places. */
function draw(items) {
    const edges = new Map(items.filter(({ edge }) => edge).map((item) => [item.edge.join(), item]));
    const nodes = new Map(items.filter(({ at: where }) => where).map((item) => [item.at.join(), item]));
    const parts = [];
    for (const layer of [0, 1]) {
        for (const from of sources(layer)) {
            for (const to of units(layer)) {
                const item = edges.get([layer, from, to].join());
                const [[x1, y1], [x2, y2]] = [place(layer, from), place(layer + 1, to)];
                parts.push(svg('line', { x1, y1, x2, y2, class: item ? 'edge now' : 'edge' }));
                const share = 0.28 + 0.13 * (to % 3);
                const value = item ? item.value : weight(layer, from, to);
                parts.push(svg('text', { x: x1 + (x2 - x1) * share, y: y1 + (y2 - y1) * share - 3, class: item ? 'weight now' : 'weight' }, number(value)));
            }
        }
    }
    for (const [layer, size] of SIZES.entries()) {
        for (let unit = 0; unit < size; unit++) {
            const item = nodes.get([layer, unit].join());
            const [cx, cy] = place(layer, unit);
            const letter = ['x', 'h', 'y'][layer];
            parts.push(svg('circle', { cx, cy, r: 31, class: item ? 'unit now' : 'unit' }));
            parts.push(svg('text', { x: cx, y: cy - 5, class: 'name' }, item ? item.name : `${letter}${sub(unit)}`));
            if (item) parts.push(svg('text', { x: cx, y: cy + 13, class: 'value' }, number(item.value)));
        }
    }
    const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `The network: ${STAGES[at][0]}. The numbers are listed beside it.` }, ...parts);
    $('drawing').replaceChildren(picture);
}

function show() {
    const [name, why, formula, kernel, numbers] = STAGES[at];
    const items = numbers();
    $('stage').textContent = `${at + 1}. ${name}`;
    $('why').textContent = `${why} The kernels: ${kernel}.`;
    $('formula').textContent = formula;
    $('filled').replaceChildren(...items.map(({ text }) => element('li', {}, text)));
    $('stages').replaceChildren(...STAGES.map(([of], stage) => {
        const button = element('button', { type: 'button' }, of);
        if (stage === at) button.setAttribute('aria-current', 'step');
        button.addEventListener('click', () => go(stage));
        return element('li', {}, button);
    }));
    $('back').disabled = at === 0;
    $('next').disabled = at === STAGES.length - 1;
    $('once').disabled = false;
    $('count').value = count;
    $('loss').value = [...before.slice(-4), step.loss].map(number).join(' → ');
    draw(items);
}

function go(stage) {
    at = stage;
    show();
}

async function attempt(what) {
    try {
        $('failure').hidden = true;
        await what();
    } catch (error) {
        $('failure').hidden = false;
        $('failure').textContent = error.message;
    }
}

/** Begins with what the fields say. */
async function start() {
    if (!$('sample').reportValidity()) return;
    const value = (id) => Number($(id).value);
    await call('article', {
        device: $('device').value,
        told: { sizes: SIZES, inputs: [value('x1'), value('x2')], targets: [value('t1'), value('t2')], learning_rate: value('rate'), seed: value('seed'), parameters: null },
    });
    before = [];
    count = 0;
    await once();
}

async function once() {
    if (step && count > 0) before.push(step.loss);
    step = await call('articleStep');
    count += 1;
    show();
}

$('back').addEventListener('click', () => go(at - 1));
$('next').addEventListener('click', () => go(at + 1));
$('once').addEventListener('click', () => attempt(once));
$('sample').addEventListener('change', () => attempt(start));
$('sample').addEventListener('submit', (event) => event.preventDefault());
$('device').addEventListener('change', () => attempt(start));

await attempt(async () => {
    const found = await call('devices', {});
    $('device').replaceChildren(...found.devices.map(([id, name]) => element('option', { value: id }, name)));
    const asked = new URLSearchParams(location.search).get('device');
    $('device').value = asked ?? (found.devices.some(([id]) => id === 'gpu') ? 'gpu' : 'cpu');
    $('device').disabled = false;
    await start();
});
document.documentElement.dataset.ready = 'true';
