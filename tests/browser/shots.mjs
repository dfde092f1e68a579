// The pictures of the README: `node shots.mjs LEARN CATALOG FOLDER`; made anew when the pages look otherwise.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, sites } from "./sites.mjs";

const [learn, catalog, folder] = process.argv.slice(2, 5).map((path) => resolve(path));

/** What is shown: for which reader, which page, from where on and how much of it, and what is done before. */
const PICTURES = [
  {
    file: "map.png", name: "person:ada", page: "map/engineering-ic/index.html", from: ".map-zoom", height: 880,
    before: async (page) => {
      await page.getByRole("button", { name: "Fit" }).click();
      // A little to the left of where it opens: what led to the role of today.
      await page.locator(".map-scroll").evaluate((frame) => { frame.scrollLeft -= 400; });
    },
  },
  { file: "person.png", name: "person:ada", page: "people/ada/index.html", from: "#growth", height: 784 },
  { file: "dashboard.png", name: "leads", page: "dashboard/index.html", from: "h1", height: 664 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
mkdirSync(folder, { recursive: true });
for (const { file, name, page: at, from, height, before } of PICTURES) {
  const site = build(learn, sites(learn, catalog).find((it) => it.name === name));
  const options = { viewport: { width: 1024, height }, deviceScaleFactor: 1.25, colorScheme: "light" };
  const page = await browser.newPage(options);
  await page.goto(pathToFileURL(join(site, at)).href);
  await before?.(page);
  await page.locator(from).first().evaluate((it) => {
    document.activeElement.blur();
    scrollTo({ top: it.getBoundingClientRect().top + scrollY - 16, behavior: "instant" });
  });
  await page.mouse.move(0, 0);
  const path = join(folder, file);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  try {
    execFileSync("pngquant", ["--force", "--ext", ".png", "--skip-if-larger", "--quality", "80-98", path], { stdio: "ignore" });
  } catch {
    console.log(`${file} stays as it is: pngquant is not there or gains nothing`);
  }
  console.log(`${path}: ${statSync(path).size} bytes`);
  await page.close();
}
await browser.close();
