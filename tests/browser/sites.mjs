// The sites that are looked at: the example company, built for each kind of reader, and served.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DAY = "2026-04-15";

/** Ada learns, Chen mentors her; the others are groups. */
export const AUDIENCES = ["org", "public", "leads", "person:ada", "person:chen"];

export const scratch = mkdtempSync(join(tmpdir(), "learn-browser-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** Builds the site for an audience and says where. */
export function build(learn, catalog, audience) {
  const out = join(scratch, audience.replace(":", "-"));
  execFileSync(
    learn,
    ["-C", catalog, "--quiet", "build", "--as-of", DAY, "--audience", audience, "--out", out],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return out;
}

/** Serves the site and says at which address; `stop` ends it. */
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
