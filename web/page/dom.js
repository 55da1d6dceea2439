// Small helpers to build the page.

export const $ = (id) => document.getElementById(id);

/** An element with properties and children. */
export function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
        if (key in made) made[key] = value;
        else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
}

/** A table: a caption, heads, and rows of texts or elements. */
export function table(caption, heads, rows) {
    const cell = (content, at) => {
        if (content instanceof Node) return content;
        return element('td', { className: at === 0 ? 'text' : '' }, String(content));
    };
    return element('table', {},
        element('caption', {}, caption),
        element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))));
}

/** A number for people. */
export function figure(value, digits = 4) {
    if (value === null || value === undefined) return '–';
    if (!Number.isFinite(value)) return String(value);
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
    return value.toFixed(digits);
}

export const percent = (value) => `${(100 * value).toFixed(2)} %`;
export const whole = (value) => Math.round(value).toLocaleString('en');

/** Hands a file to the user. */
export function save(name, parts, type) {
    const place = URL.createObjectURL(new Blob(parts, { type }));
    const link = element('a', { href: place, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(place), 10_000);
}
