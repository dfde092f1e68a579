// The site in a real browser: `node run.mjs LEARN CATALOG [--shots DIR]`; `ONLY=org,person:ada` looks at some readers' sites.
//
// Every sort of page for every kind of reader, wide and narrow, light and dark, with scripts and without:
// nothing asks for anything outside its folder, nothing complains, nothing has to be scrolled sideways,
// axe-core and the Nu validator find nothing. Then what people do: find, follow, press keys, print.
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { all, some, sort } from "./pages.mjs";
import { AUDIENCES, build, scratch, serve } from "./sites.mjs";
import { doings } from "./doings.mjs";

const [learn, catalog] = process.argv.slice(2, 4).map((path) => resolve(path));
const shots = process.argv[4] === "--shots" ? resolve(process.argv[5]) : undefined;
const here = dirname(fileURLToPath(import.meta.url));
const WIDTHS = [1280, 360];

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

async function look(browser, site, audience) {
  const root = pathToFileURL(site).href + "/";
  for (const width of WIDTHS) {
    for (const colorScheme of ["light", "dark"]) {
      for (const javaScriptEnabled of [true, false]) {
        let at = "";
        const where = () =>
          `${audience} ${at} ${width} ${colorScheme}${javaScriptEnabled ? "" : " without scripts"}`;
        const options = { viewport: { width, height: 900 }, colorScheme, javaScriptEnabled };
        const { context, page } = await open(browser, options, where, (url) => url.startsWith(root));
        for (at of some(site)) {
          await page.goto(root + at);
          if (!(await page.title())) fault(where(), "has no title");
          if (javaScriptEnabled) {
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (wide > 0) fault(where(), `is ${wide} pixels too wide`);
            const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
            for (const it of violations) {
              const nodes = it.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary?.split("\n")[1] ?? ""}`);
              fault(where(), `axe ${it.id}: ${it.help}\n  ${nodes.join("\n  ")}`);
            }
            if (shots) {
              mkdirSync(shots, { recursive: true });
              const name = `${audience}-${sort(at)}-${width}-${colorScheme}`.replace(/[/*:]+/g, "_");
              await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
            }
          }
        }
        await context.close();
      }
    }
  }
}

/** The Nu validator over all pages of a site. */
function validate(site, audience) {
  const jar = join(here, "node_modules/vnu-jar/build/dist/vnu.jar");
  try {
    execFileSync("java", ["-Xss4m", "-jar", jar, "--skip-non-html", "--format", "gnu", site], {
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    const lines = String(error.stderr).trim().split("\n");
    for (const line of lines.slice(0, 20)) fault(`${audience} Nu`, line.replace(scratch, ""));
    if (lines.length > 20) fault(`${audience} Nu`, `and ${lines.length - 20} more`);
  }
}

/** Budgets of section "scale" in the site's own words: HTML, elements, shared files. */
function weigh(site, audience) {
  for (const page of all(site)) {
    const limit = /(^|\/)map\//.test(page) ? 250_000 : 100_000;
    const { size } = statSync(join(site, page));
    if (size > limit) fault(`${audience} ${page}`, `is ${size} bytes, more than ${limit}`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const asked = process.env.ONLY?.split(",") ?? AUDIENCES;
for (const audience of asked) {
  const site = build(learn, catalog, audience);
  console.log(`${audience}: ${all(site).length} pages, ${some(site).length} looked at`);
  weigh(site, audience);
  validate(site, audience);
  await look(browser, site, audience);
  if (["person:ada", "person:chen", "org"].includes(audience)) {
    await doings(browser, pathToFileURL(site).href + "/", audience, fault, open);
  }
}
const served = await serve(learn, catalog);
try {
  await doings(browser, served.address, "served", fault, open);
} finally {
  served.stop();
}
await browser.close();
console.log(faults.length ? `${faults.length} faults` : "nothing to complain about");
process.exit(faults.length ? 1 : 0);
