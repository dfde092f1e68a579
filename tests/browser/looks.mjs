// What is asked of a page whatever it shows: each look says what it found, in sentences.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { all } from "./pages.mjs";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
// Put into the page itself: pages have no frames, and a window for each answer takes four times as long.
const axe = readFileSync(join(modules, "axe-core/axe.min.js"), "utf8");

/** By how many pixels a page is wider than its window. */
export const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** What axe-core finds. */
export async function findings(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations } = await axe.run(document, { preload: false, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary?.split("\n")[1] ?? ""}`),
    }));
  });
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}\n  ${nodes.join("\n  ")}`);
}

/** Whether the Tab key alone reaches all that can be followed, pressed or scrolled, and shows where it is. */
export async function keys(page) {
  const found = [];
  const count = await page.evaluate(() => {
    scrollTo(0, 0);
    document.activeElement?.blur();
    window.wanted = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
      .filter((it) => it.checkVisibility());
    return window.wanted.length;
  });
  const reached = new Set();
  const unseen = new Set();
  for (let step = 0; step < count + 5 && reached.size < count; step += 1) {
    await page.keyboard.press("Tab");
    const [number, shown, what] = await page.evaluate(() => {
      const it = document.activeElement;
      const box = it.closest(".map .node")?.querySelector(".box");
      const isShown = getComputedStyle(it).outlineStyle !== "none" || (box && parseFloat(getComputedStyle(box).strokeWidth) > 3);
      return [window.wanted.indexOf(it), Boolean(isShown), it.outerHTML.slice(0, 120)];
    });
    if (number >= 0) reached.add(number);
    if (number >= 0 && !shown) unseen.add(what);
  }
  if (reached.size < count) {
    const missed = await page.evaluate((numbers) =>
      window.wanted.filter((_, number) => !numbers.includes(number)).map((it) => it.outerHTML.slice(0, 120)), [...reached]);
    found.push(`keys reach ${reached.size} of ${count}, not ${missed.slice(0, 3).join(" nor ")}`);
  }
  if (unseen.size) found.push(`${unseen.size} stops do not show that they have the focus: ${[...unseen].slice(0, 3).join(" ")}`);
  return found;
}

/** Whether a page fits on paper, leaves out what only screens need, and becomes a PDF. */
export async function print(page) {
  const found = [];
  const before = page.viewportSize();
  await page.emulateMedia({ media: "print" });
  // A4 without its margins, in CSS pixels.
  await page.setViewportSize({ width: 718, height: 1047 });
  const over = await wide(page);
  if (over > 0) found.push(`is ${over} pixels too wide for paper`);
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll("nav[aria-label=Site], .skip, .jump-box, .map-zoom, .copy")]
      .filter((it) => it.checkVisibility()).map((it) => it.className || it.getAttribute("aria-label")));
  if (shown.length) found.push(`prints what only a screen needs: ${shown.join(", ")}`);
  const sheet = await page.pdf({ format: "A4" });
  if (sheet.subarray(0, 5).toString() !== "%PDF-" || sheet.length < 4000) found.push("does not become a PDF");
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize(before);
  return found;
}

/** What the Nu validator says of all pages of a site. */
export function validate(site, scratch) {
  const jar = join(modules, "vnu-jar/build/dist/vnu.jar");
  try {
    const options = { stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 };
    execFileSync("java", ["-Xss4m", "-jar", jar, "--skip-non-html", "--format", "gnu", site], options);
    return [];
  } catch (error) {
    const lines = String(error.stderr || error.message).trim().split("\n");
    const rest = lines.length > 20 ? [`and ${lines.length - 20} more`] : [];
    return [...lines.slice(0, 20).map((line) => `Nu: ${line.replace(scratch, "")}`), ...rest];
  }
}

/** What is heavier than it may be: pages, and the styles and scripts that one page loads. */
export function weigh(site) {
  const found = [];
  for (const page of all(site)) {
    const limit = /(^|\/)map\//.test(page) ? 250_000 : 100_000;
    const { size } = statSync(join(site, page));
    if (size > limit) found.push(`${page} is ${size} bytes, more than ${limit}`);
  }
  const shared = readdirSync(join(site, "assets")).filter((name) => /\.(css|js)$/.test(name));
  const zipped = shared.map((name) => gzipSync(readFileSync(join(site, "assets", name))).length).reduce((a, b) => a + b, 0);
  if (zipped > 40_000) found.push(`styles and scripts are ${zipped} bytes gzipped, more than 40,000`);
  return found;
}
