// A catalog that is written while `learn serve` shows it: pages follow, mistakes are told, mending takes them away.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratch, serve, spoil } from "./sites.mjs";

/** Writes, breaks and mends a copy of the catalog before an open page. */
export async function changing(browser, learn, catalog, fault, open) {
  const folder = join(scratch, "changing");
  cpSync(catalog, folder, { recursive: true });
  const served = await serve(learn, folder);
  const where = () => "served: a page follows what is written";
  const { context, page } = await open(browser, {}, where, (url) => url.startsWith(served.address));
  try {
    await page.goto(served.address + "teams/routing/index.html");
    const path = join(folder, "teams/routing.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace(/^name: .*$/m, "name: Routing and rivers"));
    await page.locator("h1", { hasText: "Routing and rivers" }).waitFor({ timeout: 60_000 });
    const mend = spoil(folder);
    await page.locator(".banner", { hasText: "error in the catalog" }).waitFor({ timeout: 60_000 });
    mend();
    await page.locator(".banner").waitFor({ state: "detached", timeout: 60_000 });
  } catch (error) {
    fault(where(), error.message);
  } finally {
    await context.close();
    served.stop();
  }
}
