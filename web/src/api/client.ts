/**
 * The only connection from the web pages to the server: the public API, typed by its schema.
 *
 * `answer(api.GET(…))` gives the body or throws a `Problem`.
 */
import createClient, { type Client, type Middleware } from "openapi-fetch";
import { Problem } from "./problem";
import type { paths } from "./schema";
import type { ProblemBody } from "./types";
import { json } from "./wire";

export type { Middleware } from "openapi-fetch";
export type Api = Client<paths>;

/** A client; the signing page adds a middleware that proves possession of its key. */
export function makeClient(...middleware: Middleware[]): Api {
  const client = createClient<paths>({
    baseUrl: location.origin,
    credentials: "same-origin",
    bodySerializer: json,
  });
  client.use(...middleware);
  return client;
}

interface Settled<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful response; throws a refusal or a lost connection as a `Problem`. */
export async function answer<T>(request: Promise<Settled<T>>): Promise<T> {
  let settled: Settled<T>;
  try {
    settled = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    if (error instanceof SyntaxError) throw new Problem({}, 502);
    throw new Problem({}, 0);
  }
  if (!settled.response.ok) {
    const body = settled.error;
    throw new Problem(
      body && typeof body === "object" ? (body as ProblemBody) : {},
      settled.response.status,
    );
  }
  return settled.data as T;
}
