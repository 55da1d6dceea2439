// The page's end of the worker.

const waiting = new Map();
const listeners = new Map();
let next = 1;

// A worker of a blob has the security policy of the page; one of a file would have none.
const source = `import ${JSON.stringify(new URL('worker.js', import.meta.url).href)};`;
const place = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
// What is posted before the module has loaded is kept until it listens.
const worker = new Worker(place, { type: 'module' });

worker.onmessage = ({ data }) => {
    if (data.event) {
        listeners.get(data.event)?.(data);
        return;
    }
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) {
        reject(Object.assign(new Error(data.error.message), { name: data.error.name }));
    } else {
        resolve(data.value);
    }
};

worker.onerror = (event) => {
    const error = new Error(event.message || 'the program could not be loaded');
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
};

/** Calls a function of the worker: a promise of its answer. */
export function call(name, argument) {
    const id = next++;
    return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, call: name, argument });
    });
}

/** Hears of what a call tells meanwhile. */
export function on(event, listener) {
    listeners.set(event, listener);
}
