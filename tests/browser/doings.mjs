// What people do on the site, step by step, with the keys and the pointer they have.

/** Runs every doing; what fails is a fault and does not stop the others. */
export async function doings(browser, root, name, fault, open) {
  for (const [what, act] of Object.entries(DOINGS)) {
    const where = () => `${name}: ${what}`;
    const options = { viewport: { width: 1280, height: 900 }, hasTouch: false };
    const { context, page } = await open(browser, options, where, (url) => url.startsWith(root));
    try {
      await act(page, root, name);
    } catch (error) {
      fault(where(), error.message);
    }
    await context.close();
  }
}

function holds(condition, otherwise) {
  if (!condition) throw new Error(otherwise);
}

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
    await page.locator("main [role=status]").filter({ hasText: "Nothing" }).waitFor({ state: "attached", timeout: 5000 });
  },
  "the first key leads past the navigation": async (page, root) => {
    await page.goto(root + "ladders/index.html");
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
    holds(skip === "#main", `the first stop is ${skip}`);
  },
  "every link of a page is reached by keys, in the order of the page": async (page, root) => {
    await page.goto(root + "people/ada/index.html");
    const count = await page.evaluate(() =>
      [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
        .filter((it) => it.checkVisibility()).length);
    const seen = new Set();
    for (let step = 0; step < count + 5; step += 1) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate(() => {
        const all = [...document.querySelectorAll("*")];
        return all.indexOf(document.activeElement);
      }));
    }
    holds(seen.size >= count, `${seen.size} of ${count} are reached`);
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
  "a page prints": async (page, root) => {
    await page.goto(root + "people/ada/index.html");
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("nav[aria-label=Site], .skip, .jump-box")].some((it) => it.checkVisibility()));
    holds(!shown, "the navigation is printed");
    const sheet = await page.pdf({ format: "A4" });
    holds(sheet.length > 5000, "the sheet is empty");
  },
};
