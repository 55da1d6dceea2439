// What a network has learned, as pictures: classes over a plane, and first-layer weights.

// Distinguishable without red and green alone (Okabe and Ito 2008), then others.
const CLASSES = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#555555', '#8c564b', '#9467bd'];

const rgb = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));

export const colour = (at) => CLASSES[at % CLASSES.length];

/** Blue below 0, white at 0, red above, of a value from -1 to 1. */
function diverging(value) {
    const size = Math.min(Math.abs(value), 1);
    const full = value < 0 ? [178, 24, 43] : [33, 102, 172];
    return full.map((channel) => Math.round(255 + (channel - 255) * size));
}

/**
 * Draws what each point of a plane is answered, and the samples in it. `classes` is how many there are, 0
 * for values.
 */
export function drawPlane(canvas, { edges, answers, points }, classes) {
    const context = canvas.getContext('2d');
    const { width, height } = canvas;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    let range = [0, 1];
    if (!classes && points.length) {
        const values = points.filter((_, at) => at % 3 === 2);
        range = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
    }
    const shade = (value) => diverging(2 * (value - range[0]) / (range[1] - range[0] || 1) - 1);
    if (answers) {
        const { side } = edges;
        const image = new ImageData(side, side);
        for (let at = 0; at < side * side; at++) {
            const [answer, sure] = [answers[2 * at], answers[2 * at + 1]];
            // The less sure, the paler; never as strong as a sample.
            const pale = 0.15 + 0.4 * Math.max(0, (sure - 1 / Math.max(classes, 1)) / (1 - 1 / Math.max(classes, 1.001)));
            const full = classes ? rgb(colour(answer)) : shade(answer);
            const strength = classes ? pale : 0.8;
            full.forEach((channel, k) => { image.data[4 * at + k] = 255 + (channel - 255) * strength; });
            image.data[4 * at + 3] = 255;
        }
        const small = new OffscreenCanvas(side, side);
        small.getContext('2d').putImageData(image, 0, 0);
        context.imageSmoothingEnabled = false;
        context.drawImage(small, 0, 0, width, height);
    }
    const { x: [left, right], y: [low, high] } = edges;
    for (let at = 0; at + 2 < points.length; at += 3) {
        const x = (points[at] - left) / (right - left) * width;
        const y = height - (points[at + 1] - low) / (high - low) * height;
        context.beginPath();
        context.arc(x, y, 3, 0, 7);
        context.fillStyle = classes ? colour(points[at + 2]) : `rgb(${shade(points[at + 2])})`;
        context.fill();
        context.lineWidth = 0.8;
        context.strokeStyle = '#000000';
        context.stroke();
    }
}

/** Draws the weights `[pixels, units]` of the first units, each as a picture; `places` says which pixels. */
export function drawWeights(canvas, weights, { side, pixels: places }) {
    const all = weights.length / places.length;
    const units = Math.min(all, side <= 8 ? 64 : 32);
    const across = Math.min(units, 16);
    const gap = 1;
    canvas.width = across * (side + gap) + gap;
    canvas.height = Math.ceil(units / across) * (side + gap) + gap;
    const zoom = Math.max(1, Math.floor(640 / canvas.width));
    canvas.style.width = `${canvas.width * zoom}px`;
    const image = new ImageData(canvas.width, canvas.height);
    image.data.fill(200);
    for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
    for (let unit = 0; unit < units; unit++) {
        let most = 1e-9;
        places.forEach((_, at) => { most = Math.max(most, Math.abs(weights[at * all + unit])); });
        const left = gap + (unit % across) * (side + gap);
        const top = gap + Math.floor(unit / across) * (side + gap);
        places.forEach((pixel, at) => {
            const to = 4 * ((top + Math.floor(pixel / side)) * canvas.width + left + pixel % side);
            diverging(weights[at * all + unit] / most).forEach((channel, k) => { image.data[to + k] = channel; });
        });
    }
    canvas.getContext('2d').putImageData(image, 0, 0);
}

/** Draws grey values of a picture's pixels; those that are no features stay white. */
export function drawImage(canvas, values, { side, brightest, pixels }) {
    canvas.width = side;
    canvas.height = side;
    canvas.style.width = '128px';
    const image = new ImageData(side, side);
    image.data.fill(255);
    values.forEach((value, at) => {
        const grey = 255 - 255 * Math.min(Number(value) / brightest, 1);
        image.data.set([grey, grey, grey, 255], 4 * pixels[at]);
    });
    canvas.getContext('2d').putImageData(image, 0, 0);
}
