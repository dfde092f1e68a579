// What people do on the site, step by step, with the keys and the pointer they have.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { findings, keys } from "./looks.mjs";

/** Runs every doing that a site has the pages for; what fails is a fault and does not stop the others. */
export async function doings(browser, site, fault, open) {
  const { root, name } = site;
  for (const [what, act] of Object.entries(DOINGS)) {
    if (!(ON[what] ?? EVERYWHERE).includes(name)) continue;
    const where = () => `${name}: ${what}`;
    const options = { viewport: { width: 1280, height: 900 }, hasTouch: false };
    const isAllowed = (url) => url.startsWith(root) || url.startsWith(HOST);
    const { context, page } = await open(browser, options, where, isAllowed);
    try {
      await act(page, root, name, site);
    } catch (error) {
      fault(where(), error.message);
    }
    await context.close();
  }
}

/** Where the example company says that its site stands. */
const HOST = "https://growth.kestrel.example/";

function holds(condition, otherwise) {
  if (!condition) throw new Error(otherwise);
}

/** The sites on which people do these things, and those few on which only some can be done. */
const EVERYWHERE = ["org", "person:ada", "person:chen", "served"];
const ON = {
  "an address that leads nowhere is told so by a whole page": ["org"],
  "without an address of its own the site still says what is not there": ["broken"],
  "somebody's map opens where they are": ["person:ada", "person:chen"],
  "a former address leads on": ["org", "served"],
  "a site with mistakes says so on every page": ["broken"],
  "a large company is found by letters, and its lists are turned like pages": ["large"],
};

const DOINGS = {
  "two keys on the home page find somebody": async (page, root) => {
    await page.goto(root + "index.html");
    await page.keyboard.type("ad");
    const first = page.locator("[role=option]").first();
    await first.waitFor({ timeout: 5000 });
    holds((await first.textContent()).includes("Ada Moreau"), `finds ${await first.textContent()}`);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/people/ada/**");
  },
  "somebody whose name begins so stands before what only holds the word": async (page, root) => {
    await page.goto(root + "index.html");
    await page.keyboard.type("me");
    await page.locator("[role=option]").nth(3).waitFor({ timeout: 5000 });
    const found = await page.locator("[role=option] strong").allTextContents();
    holds(found.slice(0, 2).join() === "Mei Tanaka,Ravi Menon", `finds ${found}`);
  },
  "what is asked is found however it is written, also by what is said of it": async (page, root) => {
    await page.goto(root + "index.html");
    const box = page.locator("main [role=combobox]");
    for (const [asked, name] of [
      ["oncall", "On-call boot camp"], ["on call", "On-call boot camp"], ["on-call", "On-call boot camp"],
      ["codereview", "Code reviewer"], ["ada routing", "Ada Moreau"], ["routing team", "Routing"], ["E4", "Senior engineer"],
    ]) {
      await box.fill(asked);
      const found = page.locator("[role=option] strong").first();
      await found.filter({ hasText: name }).waitFor({ timeout: 5000 }).catch(async () => holds(false, `${asked} finds ${await found.textContent()}`));
      await box.fill("");
      await page.locator("[role=option]").first().waitFor({ state: "hidden" });
    }
  },
  "the search is reached with a slash and walked with arrows": async (page, root) => {
    await page.goto(root + "ladders/index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("incident");
    await page.locator("[role=option]").nth(1).waitFor({ timeout: 5000 });
    await page.keyboard.press("ArrowDown");
    const second = await page.locator("[role=option]").nth(1).getAttribute("aria-selected");
    holds(second === "true", "the second row is not chosen");
    await page.keyboard.press("Escape");
    holds((await page.locator("[role=option]:visible").count()) === 0, "the list stays open");
  },
  "a name that nobody has says so": async (page, root) => {
    await page.goto(root + "search/index.html");
    const box = page.locator("main [role=combobox]");
    await box.fill("qqzz");
    await page.locator("main [role=status]").filter({ hasText: "Nothing" }).waitFor({ timeout: 5000 });
    const seen = await page.locator("main [role=status]").boundingBox();
    holds(seen.width > 150 && seen.height > 20, "it says so to screen readers only");
    const found = await findings(page);
    holds(found.length === 0, found.join("\n"));
    await page.keyboard.press("Tab");
    holds((await page.evaluate(() => document.activeElement.textContent)) === "look through the lists", "what to try cannot be reached");
    await page.keyboard.press("Tab");
    holds(await page.locator("main [role=status]").isHidden(), "it stays when the box is left");
  },
  "the first key leads past the navigation": async (page, root) => {
    await page.goto(root + "ladders/index.html");
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
    holds(skip === "#main", `the first stop is ${skip}`);
  },
  "every figure of the dashboard is a table and a file as well": async (page, root) => {
    await page.goto(root + "dashboard/index.html");
    const summary = page.locator("#retention summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.locator("#retention table").waitFor({ state: "visible", timeout: 5000 });
    const region = await page.locator("#retention .scroll").getAttribute("aria-label");
    holds(region === "Retention in figures", `the table is called ${region}`);
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll("figure")]
        .filter((it) => !it.querySelector("table, .note") || !it.querySelector("a[download][href$='.csv']"))
        .map((it) => it.id));
    holds(bare.length === 0, `${bare} stand without`);
    await page.emulateMedia({ media: "print" });
    holds(await page.locator("#completion table").isVisible(), "paper has no table");
  },
  "the map lights up what leads to a node and what it unlocks": async (page, root) => {
    await page.goto(root + "map/engineering-ic/index.html");
    const nodes = await page.evaluate(() =>
      [...document.querySelectorAll(".map-drawing .nodes > .node")].map((node) => node.dataset.to.split(" ").filter(Boolean).map(Number)));
    const reach = (start, links) => {
      const seen = new Set([start]);
      const todo = [start];
      while (todo.length) for (const next of links[todo.pop()]) if (!seen.has(next)) { seen.add(next); todo.push(next); }
      return seen;
    };
    const before = nodes.map((_, to) => nodes.flatMap((list, from) => (list.includes(to) ? [from] : [])));
    const lit = () => page.evaluate(() => [...document.querySelectorAll(".map-drawing .node.on")].map((node) => +node.dataset.n));
    const middle = nodes.findIndex((list, n) => list.length > 0 && before[n].length > 0);
    const wanted = (n) => [...new Set([...reach(n, nodes), ...reach(n, before)])].sort((a, b) => a - b).join();
    await page.locator(`.map-drawing #n-${middle} a`).focus();
    holds((await lit()).join() === wanted(middle), `node ${middle} lights up ${await lit()}, not ${wanted(middle)}`);
    holds(wanted(middle).split(",").length < nodes.length, "everything is lit");
    await page.keyboard.press("ArrowRight");
    const held = await page.evaluate(() => +document.activeElement.closest(".node").dataset.n);
    holds(held === nodes[middle][0], `the arrow leads to ${held}`);
    holds((await lit()).join() === wanted(held), "what is lit does not follow the focus");
    await page.locator(`.map-drawing #n-${held} .box`).hover();
    holds((await lit()).join() === wanted(held), "the pointer lights up something else");
    await page.locator("h1").hover();
    await page.evaluate(() => document.activeElement.blur());
    await page.waitForFunction(() => !document.querySelector(".map.lit"));
  },
  "a map that fits can still be read, and a little picture says what of it is seen": async (page, root) => {
    await page.goto(root + "map/engineering-ic/index.html");
    await page.getByRole("button", { name: "Fit" }).click();
    const letters = await page.evaluate(() =>
      Math.min(...[...document.querySelectorAll(".map-drawing .map :is(.label, .words)")].map((text) =>
        parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)));
    holds(letters >= 8, `its letters are ${letters} pixels high`);
    const frame = page.locator(".map-scroll");
    const space = await frame.evaluate((it) => it.clientHeight - it.querySelector("svg").getBoundingClientRect().height);
    holds(space < 24, `the frame is ${space} pixels higher than the map`);
    const little = await page.locator(".map-overview").boundingBox();
    await page.mouse.click(little.x + little.width - 4, little.y + little.height / 2);
    const end = await frame.evaluate((it) => it.scrollWidth - it.clientWidth - it.scrollLeft);
    holds(end < 2, `the end is ${end} pixels away`);
    await page.waitForFunction(() => {
      const [seen, little] = [".map-overview .seen", ".map-overview"].map((it) => document.querySelector(it).getBoundingClientRect());
      return Math.abs(seen.right - little.right) < 4 && seen.width < little.width / 2;
    }, undefined, { timeout: 5000 });
  },
  "somebody's map opens where they are": async (page, root) => {
    await page.goto(root + "map/engineering-ic/index.html");
    const shown = await page.locator(".map-scroll").evaluate((frame) => {
      const roles = [...frame.querySelectorAll(".kind-role.state-met .box")];
      const place = (box) => box.getBoundingClientRect().left - frame.getBoundingClientRect().left;
      const aim = [...frame.querySelectorAll(".kind-role.state-under-way .box")].map(place);
      return { from: frame.scrollLeft, today: place(roles.at(-1)), aim: aim[0], width: frame.clientWidth };
    });
    const seen = (place) => place > -shown.width / 2 && place < shown.width;
    holds(shown.from > 0 && (seen(shown.today) || seen(shown.aim)), `it opens at ${JSON.stringify(shown)}`);
  },
  "a drawing is no stop of its own on the way through a page": async (page, root) => {
    await page.goto(root + "modules/incident-command/index.html");
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => (document.activeElement.matches("svg, .still") ? document.activeElement.outerHTML.slice(0, 80) : ""));
      holds(!at, `the key stops at ${at}`);
    }
  },
  "the map in words leads from step to step": async (page, root) => {
    await page.goto(root + "map/engineering-ic/index.html");
    holds((await page.locator(".map-words h3").count()) > 1, "no role is a heading");
    const next = page.locator(".map-steps .note a").first();
    const [name, to] = [await next.evaluate((it) => it.lastChild.textContent), await next.getAttribute("href")];
    await next.click();
    holds((await page.locator(`${to} > a`).first().textContent()) === name, `${name} leads to another step`);
    await page.emulateMedia({ media: "print" });
    holds((await next.innerText()).startsWith(to.replace("#step-", "")), "paper has no number to follow");
  },
  "the map says how far somebody has come, by shape and by word": async (page, root, name) => {
    await page.goto(root + "map/engineering-ic/index.html");
    const told = await page.evaluate(() =>
      [...document.querySelectorAll(".map-drawing .nodes > .node")].map((node) => ({
        shape: [...(node.querySelector(".mark")?.children ?? [])].map((it) => it.getAttribute("class") ?? it.tagName).join(),
        state: [...node.classList].find((it) => it.startsWith("state-")) ?? "",
        words: node.querySelector("title").textContent,
      })));
    const listed = await page.locator(".map-steps > li").allTextContents();
    const words = { "state-met": "there already", "state-under-way": "under way", "state-not-needed": "not needed", "state-open": "ahead" };
    if (!name.startsWith("person:")) {
      holds(told.every((it) => !it.state && !it.shape), "a map for a group shows somebody's state");
      holds((await page.locator(".where").count()) === 0, "and says so");
      return;
    }
    const shapes = new Map();
    told.forEach((it, place) => {
      const word = words[it.state];
      holds(word && it.words.includes(word), `${it.words} has the state ${it.state}`);
      holds(listed[place].includes(word), `the list says ${listed[place]}`);
      shapes.set(it.state, it.shape);
    });
    holds(shapes.size >= (name === "person:ada" ? 4 : 2), `only the states ${[...shapes.keys()]}`);
    holds(new Set(shapes.values()).size === shapes.size, `two states look alike: ${JSON.stringify([...shapes])}`);
  },
  "a mentor chooses whose progress the map shows": async (page, root, name) => {
    await page.goto(root + "map/engineering-ic/index.html");
    const choices = page.locator("nav[aria-label='Whose progress'] a");
    if (name !== "person:chen") {
      holds((await choices.count()) === 0, "somebody else's progress can be chosen");
      return;
    }
    holds((await choices.first().getAttribute("aria-current")) === "page", "the map is not the reader's own");
    const other = choices.filter({ hasText: "Ada Moreau" });
    await other.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/people/ada/map/**");
    holds((await page.locator("h1").textContent()).includes("Ada Moreau"), "the map does not say whose it is");
    holds((await page.locator(".map-drawing .mark").count()) > 3, "there are no marks");
    await page.goto(root + "people/ada/index.html");
    await page.locator(".onpage a", { hasText: "map" }).click();
    await page.waitForURL("**/people/ada/map/**");
  },
  "an address that leads nowhere is told so by a whole page": async (page, root, name, { site }) => {
    await page.route(HOST + "**", (route) => {
      const path = join(site, new URL(route.request().url()).pathname);
      return existsSync(path) && statSync(path).isFile()
        ? route.fulfill({ path })
        : route.fulfill({ path: join(site, "404.html"), status: 200 });
    });
    await page.goto(HOST + "people/who/never/was/");
    holds((await page.locator("h1").textContent()) === "There is no such page", "it says something else");
    const found = await findings(page);
    holds(found.length === 0, found.join("\n"));
    holds(await page.locator("[role=combobox]").isVisible(), "there is no search");
    const size = await page.evaluate(() => getComputedStyle(document.querySelector("main")).maxWidth);
    holds(size !== "none", "it stands there without its style sheet");
    await page.locator("main .button").click();
    await page.waitForURL(HOST + "index.html");
  },
  "without an address of its own the site still says what is not there": async (page, root) => {
    await page.goto(root + "404.html");
    holds((await page.locator("h1").textContent()) === "There is no such page", "it says something else");
    const found = [...(await findings(page)), ...(await keys(page))];
    holds(found.length === 0, found.join("\n"));
  },
  "a former address leads on": async (page, root) => {
    await page.goto(root + "modules/pager-training/index.html");
    await page.waitForURL((url) => !url.href.includes("pager-training"), { timeout: 5000 });
    holds((await page.locator("h1").textContent()).length > 3, "it leads to nothing");
  },
  "a site with mistakes says so on every page": async (page, root) => {
    for (const at of ["index.html", "teams/routing/index.html", "ladders/index.html"]) {
      await page.goto(root + at);
      const told = await page.locator(".banner").textContent();
      holds(told.startsWith("1 error in the catalog."), `${at} says ${told}`);
    }
  },
  "a large company is found by letters, and its lists are turned like pages": async (page, root) => {
    await page.goto(root + "people/index.html");
    await page.locator(".letters a").first().click();
    await page.waitForURL("**/people-*/**");
    holds((await page.locator("main table tbody tr").count()) > 3, "nobody is there");
    await page.goto(root + "index.html");
    await page.keyboard.type("ada moreau");
    await page.locator("[role=option]", { hasText: "Ada Moreau" }).first().waitFor({ timeout: 5000 });
  },
};
