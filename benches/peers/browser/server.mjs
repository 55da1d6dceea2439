// Folders as one site, from this process alone; isolated, so that libraries may share memory between threads.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
const ISOLATED = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
};

/** Serves folders below their prefixes, the first that fits; says where. */
export async function serve(folders) {
    const server = createServer((request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname));
        const prefix = Object.keys(folders).find((prefix) => path.startsWith(prefix));
        const file = join(folders[prefix], path.slice(prefix.length), path.endsWith('/') ? 'index.html' : '');
        if (request.method !== 'GET' || !existsSync(file) || !statSync(file).isFile()) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...ISOLATED });
        createReadStream(file).pipe(response);
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
