/** A separate server for one run: a new data directory, a free port, and its log for failures. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../../..", import.meta.url));

/** The program to test: `ONESIGN_BINARY`, or the debug build, which is built if it is missing. */
export function binary() {
  const given = process.env.ONESIGN_BINARY;
  if (given) return given;
  const target = process.env.CARGO_TARGET_DIR ?? join(repository, "target");
  const built = join(target, "debug", "onesign");
  if (!existsSync(built)) {
    console.log("building onesign …");
    const { status } = spawnSync("cargo", ["build", "-p", "onesign"], {
      cwd: repository,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("onesign could not be built");
  }
  return built;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts the program with these settings and waits until it responds. `setupLink` is the owner's first page. */
export async function startServer(settings = {}) {
  const data = mkdtempSync(join(tmpdir(), "onesign-e2e-"));
  const port = await freePort();
  const child = spawn(binary(), [], {
    env: {
      // The server refuses unknown settings, and these tests use some with its prefix.
      ...Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !name.startsWith("ONESIGN_")),
      ),
      ONESIGN_DATA_DIR: data,
      ONESIGN_LISTEN: `127.0.0.1:${port}`,
      // The cheapest allowed cost, because these passwords protect nothing.
      ONESIGN_BCRYPT_COST: "10",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = [];
  let ended = false;
  child.stdout.on("data", (chunk) => log.push(String(chunk)));
  child.stderr.on("data", (chunk) => log.push(String(chunk)));
  child.on("exit", () => (ended = true));
  const origin = `http://localhost:${port}`;
  const stop = async () => {
    if (!ended) {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5_000))]);
      if (!ended) child.kill("SIGKILL");
    }
    rmSync(data, { recursive: true, force: true });
  };
  for (let turn = 0; turn < 200 && !ended; turn++) {
    const ready = await fetch(`${origin}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    const link = /open (\S+\/setup#\S+)/.exec(log.join(""))?.[1];
    if (ready && link) return { origin, setupLink: link, log: () => log.join(""), stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`the server did not start:\n${log.join("")}`);
}
