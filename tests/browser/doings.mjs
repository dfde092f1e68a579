// What people do on the site, step by step, with the keys and the pointer they have.

/** Runs every doing; what fails is a fault and does not stop the others. */
export async function doings(browser, root, name, fault, open) {
  for (const [what, act] of Object.entries(DOINGS)) {
    const where = () => `${name}: ${what}`;
    const options = { viewport: { width: 1280, height: 900 }, hasTouch: false };
    const { context, page } = await open(browser, options, where, (url) => url.startsWith(root));
    try {
      await act(page, root);
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
