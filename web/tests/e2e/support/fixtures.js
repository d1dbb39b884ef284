/**
 * The fixtures of the stories: a server for each worker, browsers that notice faults, the sender, a sealed agreement.
 */
import { test as base } from "@playwright/test";
import { person } from "./browser.js";
import { Sender } from "./sender.js";
import { startServer } from "./server.js";
import { agree, arrive, fillAll, finish } from "./signer.js";

const MIRA = { name: "Mira van der Holt", email: "mira@agreement.example" };
const JONAS = { name: "Jonas Weiß", email: "jonas@agreement.example", step: 2 };

/** Both sign, one on a phone and one with the mouse. Returns the envelope's id and its sealed file. */
async function agreed(browser, server) {
  const faults = [];
  const context = await person(browser, faults);
  const owner = new Sender(context, server.origin);
  await owner.signIn();
  const { id } = await owner.send({ people: [MIRA, JONAS] });
  for (const [{ email }, phone] of [
    [MIRA, true],
    [JONAS, false],
  ]) {
    const signer = await person(browser, faults, { phone });
    const page = await signer.newPage();
    await arrive(page, await owner.link(email));
    await agree(page);
    await fillAll(page, { drawn: !phone });
    await finish(page);
    await signer.close();
  }
  await owner.reaches(id, "sealed");
  const answer = await context.request.get(`${server.origin}/v1/envelopes/${id}/sealed.pdf`);
  const file = await answer.body();
  await context.close();
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return { id, file };
}

export const test = base.extend({
  /**
   * A server whose owner has an account. The stories of a worker share it, so each uses its own addresses. A failure
   * ends the worker and its server: a retry begins with an empty one.
   */
  server: [
    async ({ browser }, use) => {
      const server = await startServer();
      const context = await person(browser, []);
      await new Sender(context, server.origin).setUp(server.setupLink);
      await context.close();
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  /** An agreement signed by two people, made for the first story of a worker that asks for it: `{ id, file }`. */
  agreement: [
    async ({ browser, server }, use) => use(await agreed(browser, server)),
    { scope: "worker", timeout: 120_000 },
  ],

  /** A server without an account, for one story. */
  newServer: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },

  origin: async ({ server }, use) => use(server.origin),

  /** The faults on the pages of a story, in words. */
  faults: async ({}, use) => use([]),

  /** Opens a person's browser. A story fails if one of its pages has a fault. */
  open: async ({ browser, faults }, use) => {
    const contexts = [];
    await use(async (options) => {
      const context = await person(browser, faults, options);
      contexts.push(context);
      return context;
    });
    const seen = [...new Set(faults)];
    await Promise.allSettled(contexts.map((context) => context.close()));
    if (seen.length > 0) throw new Error(seen.join("\n"));
  },

  /** Opens the sender's browser, signed in. */
  sender: async ({ open, origin }, use) =>
    use(async (options) => {
      const found = new Sender(await open(options), origin);
      await found.signIn();
      return found;
    }),

  /** A failed story attaches the server's log of its duration. */
  serverLog: [
    async ({ server }, use, story) => {
      const before = server.log().length;
      await use();
      if (story.status === story.expectedStatus) return;
      const body = server.log().slice(before);
      await story.attach("server log", { body, contentType: "text/plain" });
    },
    { auto: true },
  ],
});
