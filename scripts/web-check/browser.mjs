// The page of a folder in headless Chromium, served from this process alone.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };

/** Serves a folder; says where, what was asked for, and ends with `close`. */
export async function serve(folder) {
    const asked = [];
    const server = createServer((request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname));
        asked.push(`${request.method} ${path}`);
        const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
        if (request.method !== 'GET' || !existsSync(file)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
        createReadStream(file).pipe(response);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${server.address().port}/`, asked, close: () => server.close() };
}

/** Chromium with WebGPU in software, or without WebGPU. */
export function launch(adapter) {
    const args = {
        swiftshader: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
        none: ['--disable-features=WebGPU', '--disable-gpu'],
    }[adapter];
    if (!args) throw new Error(`there is no adapter ${adapter}`);
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', ...args],
    });
}

/** Opens the page and waits until it is ready; `wrong` collects what the console and the network say. */
export async function open(browser, url, wrong, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(Number(process.env.WAIT ?? 600_000));
    page.on('console', (message) => {
        if (['error'].includes(message.type())) wrong.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => wrong.push(`error: ${error}`));
    page.on('request', (request) => {
        const at = request.url();
        if (!at.startsWith(new URL(url).origin) && !at.startsWith('blob:') && !at.startsWith('data:')) wrong.push(`requests ${at}`);
    });
    await page.goto(url);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    return page;
}

/** Trains with what is set and waits until that is over: what the page says then. */
export async function train(page) {
    await page.click('#start');
    await page.waitForFunction(() => /Kept: epoch|diverged/.test(document.getElementById('status').textContent));
    return page.textContent('#status');
}

/** The bytes of a file that a button saves. */
export async function download(page, button) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    return file.path();
}
