// A turn of the event loop, without the least delay that browsers give timers.
const { port1, port2 } = new MessageChannel();
const waiting = [];
port1.onmessage = () => waiting.shift()();

export function pause() {
    return new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(0);
    });
}
