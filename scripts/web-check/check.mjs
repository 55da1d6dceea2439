// Drives the page in headless Chromium as a person would, and holds it against the program.
//
//   node check.mjs FOLDER SHOTS ADAPTER...
//
// FOLDER is what scripts/web.sh built, SHOTS where screenshots go, ADAPTER swiftshader or none. PROGRAM is
// gradshader, REPOSITORY the repository. ONLY names the checks to run, by their first words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { download, launch, open, serve, train } from './browser.mjs';

const [folder, shots, ...adapters] = process.argv.slice(2);
const program = process.env.PROGRAM;
const repository = process.env.REPOSITORY;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const temporary = mkdtempSync(join(tmpdir(), 'gradshader-web-'));
mkdirSync(shots, { recursive: true });

const digits = join(repository, 'data/digits.csv');
const iris = join(repository, 'data/iris.csv');
const gradshader = (...words) => execFileSync(program, [...words, '--device', 'cpu'], { encoding: 'utf8' });
const share = (text, before) => Number(text.match(new RegExp(`${before}\\D*?([\\d.]+) %`))?.[1]);

/** The cells of the rows of the tables in an element. */
const cells = (page, selector) => page.$$eval(`${selector} tbody tr`, (rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

const checks = {
    async 'digits to 96 % and back'({ page, adapter }) {
        await page.screenshot({ path: join(shots, `${adapter}-start.png`), fullPage: true });
        await page.click('#start');
        await page.waitForFunction(() => document.getElementById('progress').value > 0.1);
        await page.screenshot({ path: join(shots, `${adapter}-training.png`), fullPage: true });
        await page.waitForFunction(() => document.getElementById('status').textContent.includes('Kept: epoch'));
        const status = await page.textContent('#status');
        assert(share(status, 'Kept: epoch \\d+: ') >= 96, status);

        // What the page saved is worth as much to the program, on the same samples.
        await page.click('#evaluate');
        await page.waitForSelector('#worth table');
        const here = await page.textContent('#worth');
        const model = await download(page, '#save');
        const evaluated = JSON.parse(gradshader('evaluate', model, digits, '--json'));
        assert.equal(share(here, 'accuracy'), Number((100 * evaluated.accuracy).toFixed(2)));
        const metrics = await cells(page, '#worth table:nth-of-type(1)');
        const loss = Number(metrics.find(([name]) => name === 'loss')[1]);
        assert(Math.abs(loss - evaluated.loss) <= 1e-5, `${loss} and ${evaluated.loss}`);

        // Answers are equal but for roundings.
        const answers = readFileSync(await download(page, '#answers'), 'utf8').trim().split('\n');
        const theirs = gradshader('predict', model, digits).trim().split('\n');
        assert.equal(answers.length, theirs.length);
        assert.equal(answers[0], theirs[0]);
        let furthest = 0;
        for (let row = 1; row < theirs.length; row++) {
            const [a, b] = [answers[row], theirs[row]].map((line) => line.split(',').map(Number));
            a.slice(1).forEach((value, at) => { furthest = Math.max(furthest, Math.abs(value - b[at + 1])); });
        }
        // Softmax of three layers of f32 sums of at most 128 terms near 1: 2^-23 each, some hundreds of them.
        assert(furthest <= 1e-4, `answers differ by ${furthest}`);
        await page.locator('#predict').screenshot({ path: join(shots, `${adapter}-model.png`) });

        // The other way round.
        const written = join(temporary, 'written.safetensors');
        gradshader('train', digits, '--validation', '0.2', '--epochs', '15', '--model', written, '--quiet');
        await page.setInputFiles('#open', written);
        await page.waitForFunction(() => document.getElementById('model-summary').textContent.includes('CPU'));
        await page.click('#evaluate');
        await page.waitForSelector('#worth table');
        const worth = JSON.parse(gradshader('evaluate', written, digits, '--json'));
        assert.equal(share(await page.textContent('#worth'), 'accuracy'), Number((100 * worth.accuracy).toFixed(2)));
        return `${status} Answers differ by ${furthest.toExponential(1)} at most.`;
    },

    async 'draw a digit'({ page, adapter }) {
        await page.fill('#epochs', '20');
        await train(page);
        const pad = page.locator('#draw');
        await pad.scrollIntoViewIfNeeded();
        const box = await pad.boundingBox();
        const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
        const stroke = async (...points) => {
            await page.mouse.move(...at(...points[0]));
            await page.mouse.down();
            for (const point of points.slice(1)) await page.mouse.move(...at(...point), { steps: 8 });
            await page.mouse.up();
        };
        const ring = Array.from({ length: 25 }, (_, turn) => {
            const angle = 2 * Math.PI * turn / 24;
            return [0.5 + 0.24 * Math.sin(angle), 0.5 - 0.36 * Math.cos(angle)];
        });
        await stroke(...ring);
        await page.waitForFunction(() => document.querySelector('#answer strong'));
        await page.waitForTimeout(300);
        await page.locator('#predict').screenshot({ path: join(shots, `${adapter}-draw.png`) });
        assert.equal(await page.textContent('#answer strong'), '0');
        // With keys: a straight stroke down is a one.
        await pad.focus();
        await page.keyboard.press('Delete');
        await page.keyboard.press(' ');
        for (let step = 0; step < 18; step++) await page.keyboard.press('ArrowDown');
        await page.keyboard.press(' ');
        await page.waitForFunction(() => document.querySelector('#answer strong')?.textContent === '1', null, { timeout: 20_000 });
        await page.click('#sample');
        await page.waitForFunction(() => document.getElementById('sample-note').textContent.startsWith('Sample'));
        return 'a ring is 0, a stroke is 1';
    },

    async 'stop and go on'({ page, adapter }) {
        // Long enough to be stopped on its way.
        const hidden = adapter === 'none' ? ['512', '256'] : ['32'];
        await page.fill('#epochs', '40');
        await page.fill('#hidden', hidden.join());
        await page.keyboard.press('Tab');
        const sizes = ['61', ...hidden, '10'].join('–');
        await page.waitForFunction((sizes) => document.getElementById('network-summary').textContent.startsWith(sizes), sizes);
        const whole = await train(page);
        await page.click('#again');
        await page.waitForFunction(() => document.getElementById('status').textContent === '');
        await page.click('#start');
        await page.waitForFunction(() => document.getElementById('progress').value > 0.2);
        await page.click('#stop');
        await page.waitForFunction(() => /^Stopped/.test(document.getElementById('status').textContent));
        assert.equal(await page.textContent('#start'), 'Go on');
        const after = await train(page);
        const hash = (text) => text.match(/Parameters (\w+)/)[1];
        assert.equal(hash(after), hash(whole), `${after} and ${whole}`);
        return `the same parameters ${hash(whole)} as without a stop`;
    },

    async 'command does the same'({ page }) {
        await page.check('input[value="iris"]');
        await page.waitForFunction(() => document.getElementById('network-summary').textContent.includes('120 samples'));
        await page.click('#columns summary');
        await page.uncheck('#features input[value="sepal_width"]');
        await page.selectOption('#preset', 'article');
        await page.fill('#dropout', '0.2');
        await page.fill('#epochs', '30');
        await page.keyboard.press('Tab');
        const command = () => document.getElementById('command').textContent;
        await page.waitForFunction(() => /--features .*--epochs 30 --dropout 0.2 /.test(document.getElementById('command').textContent));
        const words = (await page.evaluate(command)).split(' ').map((word) => (word === 'iris.csv' ? iris : word));
        await train(page);
        const [heads, last] = [await page.$$eval('#figures th', (all) => all.map((one) => one.textContent)), (await cells(page, '#figures'))[0]];
        const log = join(temporary, 'command.jsonl');
        words[words.indexOf('--model') + 1] = join(temporary, 'command.safetensors');
        gradshader(...words.slice(1), '--log', log, '--quiet');
        const epochs = readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line)).filter(({ event }) => event === 'epoch');
        const here = Number(last[heads.indexOf('validation loss')]);
        const there = epochs[Number.parseInt(last[0], 10) - 1].validation_loss;
        // The page writes four digits.
        assert(Math.abs(here - there) <= 1e-3 * there, `${here} and ${there}`);
        return `loss ${here} and ${there.toPrecision(5)}`;
    },

    async 'two features'({ page, adapter }) {
        await page.check('input[value="iris"]');
        await page.waitForFunction(() => document.getElementById('network-summary').textContent.includes('120 samples'));
        await page.click('#columns summary');
        for (const name of ['sepal_length', 'sepal_width']) await page.uncheck(`#features input[value="${name}"]`);
        await page.waitForFunction(() => document.getElementById('network-summary').textContent.startsWith('2–'));
        const status = await train(page);
        assert(share(status, 'Kept: epoch \\d+: ') >= 90, status);
        const colours = await page.$eval('#plane', (canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const found = new Set();
            for (let at = 0; at < data.length; at += 400) found.add(`${data[at] >> 4},${data[at + 1] >> 4},${data[at + 2] >> 4}`);
            return found.size;
        });
        assert(colours > 10, `${colours} colours`);
        await page.screenshot({ path: join(shots, `${adapter}-iris.png`), fullPage: true });
        return status;
    },

    async 'a file of one\'s own'({ page }) {
        await page.check('input[value="file"]');
        await page.setInputFiles('#file', iris);
        await page.waitForFunction(() => document.getElementById('data-summary').textContent.includes('iris.csv: 150'));
        await page.setInputFiles('#file', { name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n3\n') });
        await page.waitForSelector('#failure:not([hidden])');
        const failure = await page.textContent('#failure');
        assert.match(failure, /bad\.csv, row 3/);
        // IDX: two pictures of 7 x 7 each, of two classes.
        const images = Buffer.from([0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 7, 0, 0, 0, 7, ...Array.from({ length: 980 }, (_, at) => (at % 98 < 49 ? 255 : at % 256))]);
        const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 20, ...Array.from({ length: 20 }, (_, at) => at % 2)]);
        await page.setInputFiles('#file', [
            { name: 'images-idx3-ubyte', mimeType: '', buffer: images },
            { name: 'labels-idx1-ubyte', mimeType: '', buffer: labels },
        ]);
        await page.waitForFunction(() => document.getElementById('data-summary').textContent.includes('7 × 7 pixels'));
        return failure;
    },

    async 'verify passes'({ page, adapter }) {
        await page.click('#verify-go');
        await page.waitForSelector('#verify-result table');
        assert.equal(await page.textContent('#verify-status'), 'It computes what it should.');
        const rows = await cells(page, '#verify-result');
        assert(rows.length > 20 && rows.every((row) => row.at(-1) === 'ok'));
        await page.locator('#verify').screenshot({ path: join(shots, `${adapter}-verify.png`) });
        const worst = Math.max(...rows.map((row) => Number(row[4])));
        return `${rows.length} quantities, the nearest at ${worst} of its bound`;
    },

    async 'verify fails'({ browser, url, adapter, wrong }) {
        if (adapter === 'none') return 'left out: no shader runs';
        const sigmoid = readFileSync(join(repository, 'shaders/formulas/activations/sigmoid.wgsl'), 'utf8');
        assert(sigmoid.includes('h * (1.0 - h)'), sigmoid);
        const text = encodeURIComponent(sigmoid.replace('h * (1.0 - h)', 'h * (1.1 - h)'));
        const page = await open(browser, `${url}?device=gpu&shader=sigmoid&text=${text}`, wrong);
        await page.click('#verify-go');
        await page.waitForSelector('#verify-result table');
        assert.equal(await page.textContent('#verify-status'), 'It computes wrongly.');
        const result = await page.textContent('#verify-result');
        assert.match(result, /^layer 2 delta at member 0/);
        assert.match(result, /smallest network that still shows it: 1–1–1–1, batch 1/);
        await page.locator('#verify').screenshot({ path: join(shots, `${adapter}-verify-fails.png`) });
        await page.context().close();
        return result.slice(0, 160);
    },

    async 'backpropagation'({ page, url, adapter }) {
        await page.goto(`${url}backpropagation.html?device=${adapter === 'none' ? 'cpu' : 'gpu'}`);
        await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
        const losses = [];
        const number = (text) => Number(text.replace('−', '-'));
        for (let stage = 0; stage < 12; stage++) {
            const lines = await page.$$eval('#filled li', (items) => items.map((item) => item.textContent));
            for (const line of lines) {
                // What is filled in comes to what the kernel computed, as far as four places go.
                const [formula, value] = [line.slice(line.indexOf('=') + 1, line.lastIndexOf('=')), line.slice(line.lastIndexOf('=') + 1)];
                if (!/[·−+]/.test(formula) || line.includes('←')) continue;
                let text = formula.replaceAll('−', '-').replaceAll('·', '*').replaceAll('½', '0.5 *').replaceAll('²', '**2');
                text = text.includes('=') ? text.slice(text.lastIndexOf('=') + 1) : text;
                text = text.replace(/e\^(-?[\d.]+)/, 'Math.exp($1)');
                const found = Function(`return ${text}`)();
                assert(Math.abs(found - number(value)) < 1e-3, `${line}: ${found}`);
            }
            if (stage === 7) await page.screenshot({ path: join(shots, `${adapter}-backpropagation.png`), fullPage: true });
            await page.click('#next');
        }
        for (let step = 0; step < 5; step++) {
            await page.click('#once');
            await page.waitForFunction((count) => document.getElementById('count').value === String(count), step + 2);
            losses.push(number((await page.textContent('#loss')).split('→').at(-1)));
        }
        assert(losses.every((loss, at) => at === 0 || loss < losses[at - 1]), losses.join());
        return `losses of five further steps: ${losses.join(', ')}`;
    },

    async 'benchmark'({ page }) {
        await page.click('#bench-go');
        await page.waitForSelector('#bench-line:not([hidden])');
        const line = await page.textContent('#bench-line');
        assert.match(line, /64-32-10 batch 32: [\d,]+ samples\/s.*784-128-10 batch 64: [\d,]+ samples\/s/);
        return line;
    },

    async 'keyboard and screen readers'({ browser, url, wrong }) {
        // axe is evaluated in the page, which its policy does not allow of scripts in it.
        for (const colorScheme of ['light', 'dark']) {
            const page = await open(browser, url, wrong, { colorScheme, bypassCSP: true });
            await page.fill('#epochs', '2');
            await train(page);
            await page.evaluate(axe);
            const found = await page.evaluate(() => globalThis.axe.run());
            const bad = found.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
            assert.deepEqual(bad.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0].html}`), []);
            await page.context().close();
        }
        const page = await open(browser, url, wrong, { viewport: { width: 390, height: 844 }, isMobile: true, deviceScaleFactor: 2 });
        const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert(!wider, 'it is wider than a phone');
        await page.screenshot({ path: join(shots, 'phone.png') });
        // With keys alone: the button is reached, and trains.
        await page.fill('#epochs', '1');
        await page.keyboard.press('Tab');
        for (let press = 0; press < 20; press++) {
            if (await page.evaluate(() => document.activeElement.id === 'start')) break;
            await page.keyboard.press('Tab');
        }
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => document.getElementById('status').textContent.includes('Kept: epoch 1'));
        await page.context().close();
        return 'no serious finding, light and dark; trained with keys alone';
    },

    async 'nothing leaves'({ page, asked }) {
        const said = await page.evaluate(async () => {
            const tries = [
                () => fetch('https://example.com/'),
                () => new Promise((_, reject) => { const image = new Image(); image.onerror = () => reject(new Error('image')); image.src = 'https://example.com/x.png'; }),
                () => new Promise((resolve, reject) => {
                    // As the page's own worker.
                    const source = "fetch('https://example.com/').then(() => postMessage('sent'), (e) => postMessage('refused'));";
                    const worker = new Worker(URL.createObjectURL(new Blob([source])));
                    worker.onmessage = ({ data }) => (data === 'sent' ? resolve() : reject(new Error(data)));
                }),
            ];
            const policies = [];
            document.addEventListener('securitypolicyviolation', (event) => policies.push(event.violatedDirective));
            const ends = [];
            for (const attempt of tries) ends.push(await attempt().then(() => 'sent', () => 'refused'));
            await new Promise((resolve) => { setTimeout(resolve, 100); });
            return { ends, policies };
        });
        assert.deepEqual(said.ends, ['refused', 'refused', 'refused']);
        assert(said.policies.includes('connect-src') && said.policies.includes('img-src'), JSON.stringify(said));
        assert(asked.every((line) => line.startsWith('GET ')), asked.join());
        return `${said.policies.join(', ')} refuse; the page asked for ${new Set(asked).size} files of its own`;
    },
};

let failed = 0;
const { url, asked, close } = await serve(folder);
for (const adapter of adapters) {
    for (const [name, check] of Object.entries(checks)) {
        if (process.env.ONLY && !process.env.ONLY.split(',').some((only) => name.startsWith(only))) continue;
        const browser = await launch(adapter);
        const wrong = [];
        try {
            const page = await open(browser, adapter === 'none' ? url : `${url}?device=gpu`, wrong);
            if (adapter !== 'none') assert.equal(await page.inputValue('#device'), 'gpu');
            const begun = Date.now();
            const said = await check({ page, browser, url, adapter, asked, wrong });
            // What is refused on purpose is said on the console.
            const others = name === 'nothing leaves' ? [] : wrong;
            assert.deepEqual(others, []);
            console.log(`ok      ${adapter}: ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s): ${said}`);
        } catch (error) {
            failed += 1;
            console.log(`FAILED  ${adapter}: ${name}: ${error.stack}\n${wrong.join('\n')}`);
        } finally {
            await browser.close();
        }
    }
}
close();
process.exit(failed ? 1 : 0);
