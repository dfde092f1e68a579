// The site in a real browser: `node run.mjs LEARN CATALOG [--shots DIR]`; `ONLY=org,served` looks at some sites.
//
// Every sort of page for every kind of reader, wide and narrow, light and dark, with scripts and without, on
// paper and by keys alone: nothing asks for anything outside its folder, nothing complains, nothing has to be
// scrolled sideways, axe-core and the Nu validator find nothing. Then what people do: find, follow, print.
import { chromium } from "playwright-core";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { all, some, sort, sorts } from "./pages.mjs";
import { build, scratch, serve, sites } from "./sites.mjs";
import { findings, keys, print, validate, weigh, wide } from "./looks.mjs";
import { doings } from "./doings.mjs";
import { changing } from "./changing.mjs";

const [learn, catalog] = process.argv.slice(2, 4).map((path) => resolve(path));
const shots = process.argv[4] === "--shots" ? resolve(process.argv[5]) : undefined;

/** How many windows are open at a time. */
const WINDOWS = 2;

const begun = Date.now();
const faults = [];
const fault = (where, what) => {
  faults.push(`${where}: ${what}`);
  console.log(`FAULT ${where}: ${what}`);
};

/** A page that tells of everything it should not do. */
export async function open(browser, options, where, isAllowed) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault(where(), `says ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(where(), `throws ${error.message}`));
  page.on("request", (request) => {
    if (!isAllowed(request.url())) fault(where(), `asks for ${request.url()}`);
  });
  return { context, page };
}

/** Does all of `tasks`, some at a time. */
async function together(tasks) {
  const left = [...tasks];
  const worker = async () => {
    for (let task = left.shift(); task; task = left.shift()) await task();
  };
  await Promise.all(Array.from({ length: WINDOWS }, worker));
}

/** Every way to look at a page: how wide, in which colours, with scripts or without. */
const WAYS = [1280, 360].flatMap((width) =>
  ["light", "dark"].flatMap((colorScheme) =>
    [true, false].map((javaScriptEnabled) => ({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled }))));

async function look(browser, site, name, pages) {
  const root = pathToFileURL(site).href + "/";
  await together(WAYS.map((way) => async () => {
    const { width } = way.viewport;
    let at = "";
    const where = () =>
      `${name} ${at} ${width} ${way.colorScheme}${way.javaScriptEnabled ? "" : " without scripts"}`;
    const { context, page } = await open(browser, way, where, (url) => url.startsWith(root));
    for (at of pages) {
      await page.goto(root + at);
      if (!(await page.title())) fault(where(), "has no title");
      const over = await wide(page);
      if (over > 0) fault(where(), `is ${over} pixels too wide`);
      // axe-core is a script of its own and never ends where none may run.
      for (const found of way.javaScriptEnabled ? await findings(page) : []) fault(where(), found);
      if (shots && way.javaScriptEnabled) {
        const file = `${name}-${at.replace("index.html", "")}-${width}-${way.colorScheme}`.replace(/[/:]+/g, "_");
        await page.screenshot({ path: join(shots, `${file}.png`), fullPage: true });
      }
      if (width === 1280 && way.javaScriptEnabled && way.colorScheme === "light") {
        for (const found of [...(await keys(page)), ...(await print(page))]) fault(where(), found);
      }
    }
    await context.close();
  }));
}

/** The same pages over HTTP: nothing missing, nothing from elsewhere, nobody complains. */
async function lookServed(browser, root, pages) {
  let at = "";
  const { context, page } = await open(browser, {}, () => `served ${at}`, (url) => url.startsWith(root));
  page.on("response", (response) => {
    if (response.status() >= 400) fault(`served ${at}`, `${response.url()} answers ${response.status()}`);
  });
  for (at of pages) await page.goto(root + at);
  await context.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
if (shots) mkdirSync(shots, { recursive: true });
const asked = process.env.ONLY?.split(",");
const seen = new Set();
let ofEverybody = ["index.html"];
for (const it of sites(learn, catalog).filter(({ name }) => !asked || asked.includes(name))) {
  const site = build(learn, it);
  for (const page of all(site)) {
    const name = sort(site, page);
    if (name === undefined) fault(`${it.name} ${page}`, "is of no sort that pages.mjs knows");
    seen.add(name);
  }
  const pages = some(site, it.only);
  if (it.name === "org") ofEverybody = pages;
  for (const found of [...weigh(site), ...validate(site, scratch)]) fault(it.name, found);
  await look(browser, site, it.name, pages);
  await doings(browser, { root: pathToFileURL(site).href + "/", site, ...it }, fault, open);
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${it.name}: ${all(site).length} pages, ${pages.length} looked at, ${seconds} s since the start`);
}
if (!asked) {
  for (const name of sorts) if (!seen.has(name)) fault("pages", `no site has the sort "${name}"`);
}
if (!asked || asked.includes("served")) {
  const served = await serve(learn, catalog);
  try {
    await lookServed(browser, served.address, ofEverybody);
    await doings(browser, { root: served.address, name: "served", audience: "org" }, fault, open);
  } finally {
    served.stop();
  }
  await changing(browser, learn, catalog, fault, open);
}
await browser.close();
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
console.log(`${faults.length ? `${faults.length} faults` : "nothing to complain about"}, ${minutes} minutes`);
process.exit(faults.length ? 1 : 0);
