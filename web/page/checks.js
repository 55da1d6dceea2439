// Verification of the device, and the benchmark.
import { call, on } from './host.js';
import { $, element, figure, table, whole } from './dom.js';
import { alone, attempt, device } from './main.js';

function showVerified({ passes, device: where, sizes, batch, steps, data, forms, failure }) {
    const rows = ({ findings }) => findings.map(({ layer, quantity, error, bound, ratio, suspicious, passes: ok }) => [
        layer ?? '', element('td', { className: 'text' }, quantity), error.toExponential(2), bound.toExponential(2),
        figure(ratio), suspicious,
        element('td', { className: ok ? 'ok' : 'bad' }, ok ? 'ok' : 'WRONG'),
    ]);
    const heads = ['layer', 'quantity', 'error', 'bound', 'ratio', 'suspicious', 'verdict'];
    const said = passes
        ? element('p', { className: 'ok' }, 'Every quantity is within its bound.')
        : element('p', { className: 'bad' }, failure.error);
    const parts = [said];
    if (failure?.smallest) {
        const [smallest, of] = failure.smallest;
        parts.push(element('p', {}, `The smallest network that still shows it: ${smallest.join('–')}, batch ${of}.`));
    }
    parts.push(element('p', { className: 'note' },
        `${where}; ${sizes.join('–')} sigmoid, batch ${batch}, ${steps} ${steps === 1 ? 'step' : 'steps'} on ${data}. Suspicious elements are further off than independent roundings leave them.`));
    parts.push(...forms.map((form) => table(`With ${form.name}`, heads, rows(form))));
    $('verify-result').replaceChildren(...parts);
}

on('verify', ({ what }) => { $('verify-status').textContent = `Comparing: ${what} …`; });

$('verify-go').addEventListener('click', () => alone(async () => {
    $('verify-result').replaceChildren();
    $('verify-status').textContent = 'Comparing …';
    try {
        const verified = await call('verify', device());
        showVerified(verified);
        $('verify-status').textContent = verified.passes ? 'It computes what it should.' : 'It computes wrongly.';
    } catch (error) {
        $('verify-status').textContent = '';
        throw error;
    }
}));

on('bench', ({ what }) => { $('bench-status').textContent = `Timing ${what} …`; });

$('bench-go').addEventListener('click', () => alone(async () => {
    const rows = await call('bench', { device: device(), seconds: 3 });
    const where = $('device').selectedOptions[0].textContent;
    const each = rows.map(({ network, batch, samples_per_second: rate, gflops }) =>
        `${network} batch ${batch}: ${whole(rate)} samples/s (${gflops.toFixed(1)} GFLOP/s)`);
    $('bench-line').textContent =
        `gradshader ${$('version').textContent} in ${navigator.userAgent.match(/(Firefox|Edg|Chrome|Safari)\/[\d.]+/)?.[0] ?? 'a browser'} on ${where}: ${each.join('; ')}`;
    $('bench-line').hidden = false;
    $('bench-copy').disabled = false;
    $('bench-status').textContent = '';
}));

$('bench-copy').addEventListener('click', () => attempt(async () => {
    await navigator.clipboard.writeText($('bench-line').textContent);
    $('bench-status').textContent = 'Copied.';
}));
