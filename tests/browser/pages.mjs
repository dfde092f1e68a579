// Which pages are looked at: of every sort as many as it takes to see all that pages of that sort can hold.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every sort of page there is. What fits none is a fault, and so is a sort that no site shows. */
const SORTS = [
  [
    "rest of a long list",
    /^mentors-(in|by-topic)\/|\/(members|leaders|people|stays|present|feedback|awards|said|work|meetings|journal|mentees|others|parts)\/(page-\d+\/)?index\.html$/,
  ],
  ["home", /^index\.html$/],
  ["missing", /^404\.html$/],
  ["list", /^(ladders|modules|credentials|pathways|cohorts|rotations|communities|teams)(-\d+)?\/index\.html$/],
  ["ladder", /^ladders\/[^/]+\//],
  ["competencies", /^frameworks\//],
  ["competency", /^competencies\//],
  ["module", /^modules\/[^/]+\//],
  ["credential", /^credentials\/[^/]+\//],
  ["pathway", /^pathways\/[^/]+\//],
  ["cohort", /^cohorts\/[^/]+\//],
  ["rotation", /^rotations\/[^/]+\//],
  ["community", /^communities\/[^/]+\//],
  ["team", /^teams\/[^/]+\//],
  ["maps", /^map\/index\.html$/],
  ["map", /^map\/[^/]+\/index\.html$/],
  ["map of a theme", /^map\/[^/]+\/[^/]+\/index\.html$/],
  ["map of somebody", /^people\/[^/]+\/map\//],
  ["people", /^people\/index\.html$/],
  ["people of a letter", /^people-[^/]+\/index\.html$/],
  ["person", /^people\/[^/]+\/index\.html$/],
  ["mentors", /^mentors(-\d+)?\/index\.html$/],
  ["mentor", /^mentors\/[^/]+\//],
  ["facilitators", /^facilitators(-\d+)?\//],
  ["sessions", /^sessions\/(\d{4}(-\d+)?\/)?index\.html$/],
  ["session", /^sessions\/[^/]+\//],
  ["news", /^news\/(\d{4}(-\d+)?\/)?index\.html$/],
  ["story", /^news\/[^/]+\//],
  ["calendar", /^calendar(-\d+)?\//],
  ["dashboard", /^dashboard\/index\.html$/],
  ["teams beside each other", /^dashboard\/across\//],
  ["measure", /^dashboard\/measures\//],
  ["theme", /^dashboard\//],
  ["readiness explained", /^how-readiness-works\//],
  ["glossary", /^glossary\//],
  ["search", /^search\//],
  ["own page", /^pages\//],
  ["packet", /^print\/people\//],
  ["sheet of a pathway", /^print\//],
];
const MOVED = "moved";

/** The names of all sorts. */
export const sorts = [...SORTS.map(([name]) => name), MOVED];

/** All pages below a folder, relative to it. */
export function all(site) {
  const found = [];
  const enter = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) enter(path);
      else if (entry.name.endsWith(".html")) found.push(relative(site, path).split(sep).join("/"));
    }
  };
  enter(site);
  return found.sort();
}

/** The sort of a page; none where nobody has thought of it. */
export function sort(site, page) {
  if (readFileSync(join(site, page), "utf8").includes('http-equiv="refresh"')) return MOVED;
  return SORTS.find(([, shape]) => shape.test(page))?.[0];
}

/** The elements and classes of a page, without what drawings are made of. */
function parts(html) {
  const found = new Set();
  for (const [, element, classes = ""] of html.matchAll(/<([a-z][a-z0-9]*)(?:\s[^>]*?class="([^"]*)")?/g)) {
    if (/^(g|path|rect|circle|line|text|tspan|title|use|link|script|meta)$/.test(element)) continue;
    found.add(element);
    for (const name of classes.split(" ").filter(Boolean)) found.add(`${element}.${name}`);
  }
  return found;
}

/** What a page says, whoever it is built for. */
const said = (html) => html.replace(/<footer>[^]*<\/footer>/, "");

/** Pages that were looked at, over all sites. */
const looked = new Set();

/** Of these sorts some pages, which together hold every element and class that pages of their sort hold. */
export function some(site, only = /./) {
  const left = new Map();
  for (const path of all(site)) {
    const html = readFileSync(join(site, path), "utf8");
    const name = sort(site, path);
    if (name === undefined || name === MOVED || name === "missing") continue;
    if (!only.test(name) || looked.has(said(html))) continue;
    left.set(name, [...(left.get(name) ?? []), { path, html, parts: parts(html) }]);
  }
  const chosen = [];
  for (const pages of left.values()) {
    const open = new Set(pages.flatMap((page) => [...page.parts]));
    const gain = (page) => [...page.parts].filter((part) => open.has(part)).length;
    while (open.size) {
      const best = pages.reduce((one, other) => (gain(other) > gain(one) ? other : one));
      best.parts.forEach((part) => open.delete(part));
      looked.add(said(best.html));
      chosen.push(best.path);
    }
  }
  return chosen;
}
