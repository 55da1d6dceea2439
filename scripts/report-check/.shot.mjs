import { chromium } from "playwright-core";
const [,, url, out, w, h, y, scheme, scale] = process.argv;
const b = await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox"]});
const c = await b.newContext({viewport:{width:+w,height:+h},colorScheme:scheme??"light",deviceScaleFactor:+(scale??1)});
const p = await c.newPage(); p.on("console",m=>console.log(m.text())); p.on("pageerror",e=>console.log(String(e)));
await p.goto("file://"+url); await p.evaluate(y=>scrollTo(0,y),+y); await p.waitForTimeout(200); await p.screenshot({path:out}); await b.close();
