// The sites that are looked at: the example company for each kind of reader, a new one, a large one, a broken one.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const DAY = "2026-04-15";

/** Where everything is built; gone afterwards. */
export const scratch = mkdtempSync(join(tmpdir(), "learn-browser-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const quiet = { stdio: ["ignore", "ignore", "pipe"] };

/** A copy of the example with a mistake in it, and without an address of its own. */
export function broken(catalog) {
  const folder = join(scratch, "broken-catalog");
  cpSync(catalog, folder, { recursive: true, filter: (path) => !path.endsWith("/public") });
  const program = join(folder, "learn.yaml");
  writeFileSync(program, readFileSync(program, "utf8").replace(/^ +base_url:.*\n/m, ""));
  spoil(folder);
  return folder;
}

/** Writes a mistake into a catalog; says how it was before. */
export function spoil(folder) {
  const path = join(folder, "teams/routing.yaml");
  const before = readFileSync(path, "utf8");
  writeFileSync(path, before.replace(/^lead: .*$/m, "lead: nobody-by-that-name"));
  return () => writeFileSync(path, before);
}

/** A company that somebody begins today: nothing in it but what `learn init` writes. */
function begun(learn) {
  const folder = join(scratch, "begun");
  const who = ["--person", "robin", "--person-name", "Robin Example", "--email", "robin@company.example"];
  execFileSync(learn, ["init", folder, "--name", "Growth", ...who], quiet);
  return folder;
}

/** A company of hundreds, with more measures than the dashboard has room for. */
function large(learn) {
  const folder = join(scratch, "large");
  execFileSync(learn, ["--quiet", "demo", folder, "--people", "250"], quiet);
  const one = join(folder, "metrics/eta-accuracy");
  for (let copy = 1; copy <= 12; copy += 1) {
    for (const part of [".yaml", ".csv"]) cpSync(one + part, `${one}-${copy}${part}`);
  }
  return folder;
}

/** Ada learns, Chen mentors her; the other readers are groups. `only` keeps to some sorts of page. */
export function sites(learn, catalog) {
  const of = (audience) => ({ name: audience, audience, catalog: () => catalog });
  return [
    ...["org", "public", "leads", "person:ada", "person:chen"].map(of),
    { name: "begun", audience: "org", catalog: () => begun(learn) },
    {
      name: "large", audience: "leads", catalog: () => large(learn),
      only: /people|team|dashboard|theme|measure|news|calendar|sessions|mentors|person/,
    },
    {
      name: "broken", audience: "org", catalog: () => broken(catalog), more: ["--allow-errors"],
      only: /home|team|missing/,
    },
  ];
}

/** Builds a site and says where. */
export function build(learn, { name, audience, catalog, more = [] }) {
  const out = join(scratch, `site-${name.replace(":", "-")}`);
  const args = ["--as-of", DAY, "--audience", audience, "--out", out, ...more];
  execFileSync(learn, ["-C", catalog(), "--quiet", "build", ...args], quiet);
  return out;
}

/** Serves a catalog and says at which address; `stop` ends it. */
export async function serve(learn, catalog) {
  const child = spawn(learn, ["-C", catalog, "serve", "--port", "0", "--as-of", DAY], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await new Promise((found, failed) => {
    child.stdout.on("data", (bytes) => found(String(bytes).trim()));
    child.on("exit", () => failed(new Error("learn serve ended")));
  });
  return { address, stop: () => child.kill() };
}
