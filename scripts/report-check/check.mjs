// Opens pages of --report from file:// in Chromium and says what is wrong with them.
//
//   node check.mjs SHOTS PAGE...
//
// Each page is opened light, dark and as on a phone: no console message of an error, no request beside the
// page itself, no serious finding of axe, nothing wider than the phone, drawn within a second. Screenshots
// go to the folder SHOTS. CHROMIUM names the browser [/usr/bin/chromium].

import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const MOST_BYTES = 3e6;
const MOST_MS = 1000;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const [shots, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

const looks = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
};

let failed = 0;
for (const path of pages) {
  const name = basename(dirname(resolve(path)));
  const wrong = [];
  const bytes = statSync(path).size;
  if (bytes > MOST_BYTES) wrong.push(`${bytes} bytes`);
  const said = [];
  for (const [look, options] of Object.entries(looks)) {
    // axe is evaluated in the page, which its policy does not allow of scripts in it.
    const context = await browser.newContext({ ...options, bypassCSP: false });
    const page = await context.newPage();
    const url = pathToFileURL(resolve(path)).href;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) wrong.push(`${look}: console: ${message.text()}`);
    });
    page.on("pageerror", (error) => wrong.push(`${look}: ${error}`));
    page.on("request", (request) => {
      if (request.url() !== url) wrong.push(`${look}: requests ${request.url()}`);
    });
    // The fastest of three, for whoever shares the machine.
    let times;
    for (let round = 0; round < 3 && !(times?.load <= MOST_MS); round++) {
      await page.goto(url, { waitUntil: "load" });
      const took = await page.evaluate(() => ({
        load: performance.getEntriesByType("navigation")[0].loadEventEnd,
        drawn: Number(document.documentElement.dataset.drawn),
      }));
      times = times && times.load < took.load ? times : took;
    }
    if (Number.isNaN(times.drawn)) wrong.push(`${look}: it is not drawn`);
    if (!(times.load <= MOST_MS)) wrong.push(`${look}: loaded after ${Math.round(times.load)} ms`);
    said.push(`${look} ${Math.round(times.load)} ms`);
    // A chart that is empty shows.
    const empty = await page.evaluate(() => [...document.querySelectorAll(".chart")].filter((chart) => {
      const canvas = chart.querySelector("canvas");
      if (!canvas) return true;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return !data.some((value) => value !== 0);
    }).length);
    // What stands beside axes is what is there, told from its neighbours.
    const texts = await page.evaluate(() => [
      percent(0.975, decimals(100 * 0.005)), percent(0.98, decimals(100 * 0.01)), tick(1.25e6, 2.5e5), tick(1.699e9, 1e6), tick(155000, 5000),
      duration(179.7), duration(7199.8),
      String(repeats({ command: "gradshader train a.csv --report r" })), String(repeats({ command: "gradshader train a.csv --resume c" })),
      String(repeats({ command: "gradshader train a.csv", outcome: { reason: "interrupted" } })),
    ].map((text) => text.replaceAll("\u202f", " ")).join("; "));
    const expected = "97.5 %; 98 %; 1.25·10⁶; 1.699·10⁹; 155000; 3 min 0 s; 2 h 0 min; true; false; false";
    if (texts !== expected) wrong.push(`${look}: ${texts} for ${expected}`);
    if (empty > 0) wrong.push(`${look}: ${empty} empty charts`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) wrong.push(`${look}: ${overflow} pixels too wide`);
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, impact, nodes } of found.violations) {
      const text = `${look}: axe ${impact}: ${id} at ${nodes.slice(0, 3).map((node) => node.target).join(" | ")}`;
      if (["serious", "critical"].includes(impact)) wrong.push(text);
      else console.log(`  ${name} ${text}`);
    }
    await page.screenshot({ path: join(shots, `${name}-${look}.png`), fullPage: true });
    if (look === "dark") {
      await page.pdf({ path: join(shots, `${name}.pdf`), format: "A4" });
    }
    await context.close();
  }
  console.log(`${wrong.length ? "WRONG" : "ok   "} ${name}: ${(bytes / 1e3).toFixed(0)} kB, ${said.join(", ")}`);
  wrong.forEach((line) => console.log(`  ${line}`));
  failed += wrong.length;
}
await browser.close();
process.exit(failed ? 1 : 0);
