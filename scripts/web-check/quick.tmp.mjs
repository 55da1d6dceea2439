import { launch, open, serve } from '/work/web/scripts/web-check/browser.mjs';
const { url, close } = await serve('/work/web/target/web');
const browser = await launch(process.argv[2] ?? 'swiftshader');
const wrong=[];
process.env.WAIT='60000';
try {
const page = await open(browser, url, wrong).catch(e=>{console.log(e.message, wrong); throw e});
console.log(await page.textContent('#device'), '|', await page.textContent('#device-note'), '|', await page.textContent('#failure'));
console.log(await page.textContent('#data-summary')); console.log(await page.textContent('#network-summary')); console.log(await page.textContent('#command'));
await page.click('#start');
await page.waitForFunction(() => /Kept|diverged/.test(document.getElementById('status').textContent)|| !document.getElementById('failure').hidden);
console.log(await page.textContent('#status'), '|', await page.textContent('#failure'), '|', await page.textContent('#model-summary'));
await page.screenshot({path:'/tmp/webtools/quick.png', fullPage:true});
} catch(e) { console.log(e.message.slice(0,300)); }
console.log(wrong);
await browser.close(); close();
