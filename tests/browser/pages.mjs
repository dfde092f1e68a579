// Which pages are looked at: of every sort a few, told apart by their folders.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

const OF_A_SORT = 1;

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

/** `people/ada/index.html` and `people/ben/index.html` are of one sort, `people/index.html` is of another. */
export function sort(page) {
  const parts = page.split("/");
  return parts.map((part, index) => (index === 0 || index === parts.length - 1 ? part : "*")).join("/");
}

/** Whether a page only leads on to another. */
const leadsOn = (path) => readFileSync(path, "utf8").includes('http-equiv="refresh"');

/** Some of every sort, those of `wanted` people among them. */
export function some(site, wanted = ["ada", "chen"]) {
  const sorts = new Map();
  for (const page of all(site)) {
    // The page for addresses that lead nowhere is written for its host and looks right only there.
    if (page === "404.html" || leadsOn(join(site, page))) continue;
    const list = sorts.get(sort(page)) ?? [];
    if (wanted.some((name) => page.includes(`/${name}/`))) list.unshift(page);
    else list.push(page);
    sorts.set(sort(page), list);
  }
  return [...sorts.values()].flatMap((list) => list.slice(0, OF_A_SORT));
}
