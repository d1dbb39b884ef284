/**
 * The signing page's API client, without a library, to keep the page small. Every method returns the response body or
 * throws a `Problem`.
 */
import { Problem, problemFrom } from "./problem";
import { proof } from "./proof";
import type { components } from "./schema";
import type { Mark, TextRun, Value } from "./types";
import { json } from "./wire";

type Schemas = components["schemas"];

export type { Mark, Value };
export type TypedMark = Extract<Mark, { kind: "typed" }>;
/** Strokes in the pad's own units (`width` × `height`), integers. */
export type DrawnMark = Extract<Mark, { kind: "drawn" }>;
export type Values = Record<string, Value>;
export type LinkState = Schemas["LinkView"];
export type SignerField = Schemas["FilledField"];
export type Disclosure = Schemas["DisclosureView"];
export type Signing = Schemas["SigningView"];
export type SeenPage = Schemas["SeenPageBody"];

export interface WriteOptions {
  /** Whether the request may outlive the page. */
  keepalive?: boolean;
}

/**
 * The envelope ended without a seal. For an open page the server reports this as a state, which no console shows as an
 * error.
 */
const over = () => new Problem({ code: "signing_over" }, 401);

/** The largest clock error of a device, in milliseconds, before the client uses the server's time. */
const CLOCK_TOLERANCE = 30_000;

export class SignClient {
  /** Signs every write after the exchange of the link. */
  key: CryptoKey | undefined;
  /** The lead of the server's clock, in milliseconds. */
  #ahead = 0;
  /** Signed writes go out one after the other, because the server refuses one that a later one has overtaken. */
  #line: Promise<unknown> = Promise.resolve();

  /**
   * A browser may hold the sessions of several links; `selector` names this one. `counter` returns a higher number on
   * each call, in every tab.
   */
  constructor(
    private readonly selector: string,
    private readonly counter: () => Promise<number>,
  ) {}

  link = () => this.#json<LinkState>("GET", `/v1/links/${this.selector}`);
  exchange = (secret: string, public_key: string) =>
    this.#json<Signing>("POST", `/v1/links/${this.selector}/exchange`, { secret, public_key });
  renew = () => this.#json<object>("POST", `/v1/links/${this.selector}/renewal`, {});

  /** The URL of a file of this session, for the browser's own download. */
  address = (file: "document.pdf" | "sealed.pdf") => `/v1/signing/${file}?link=${this.selector}`;

  signing = () => this.#json<Signing>("GET", "/v1/signing");
  consent = (disclosure: Disclosure) =>
    this.#json<Signing>("POST", "/v1/signing/consents", {
      disclosure_version: disclosure.version,
      locale: disclosure.locale,
      sha256: disclosure.sha256,
    });
  /** A report that the page sends on its own. Its response only says whether the session is over. */
  views = async (pages: SeenPage[], options?: WriteOptions): Promise<void> => {
    const { status } = await this.#send("POST", "/v1/signing/views", { pages }, options);
    if (status === 200) throw over();
  };
  save = (values: Values, options?: WriteOptions) =>
    this.#send("PUT", "/v1/signing/values", { values }, options);
  sign = (document_sha256: string, values: Values) =>
    this.#json<Signing>("POST", "/v1/signing/signature", { document_sha256, values });
  decline = (reason: string) => this.#json<Signing>("POST", "/v1/signing/declining", { reason });

  text = async (page: number) =>
    (await this.#json<{ items: TextRun[] }>("GET", `/v1/signing/pages/${page}/text`)).items;
  page = async (page: number, width: number) => {
    const picture = await (
      await this.#send("GET", `/v1/signing/pages/${page}?width=${width}`)
    ).blob();
    if (picture.type.endsWith("json")) throw over();
    return picture;
  };

  async #json<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#send(method, path, body);
    const answer = (await response.json().catch(() => {
      throw new Problem({}, 502);
    })) as T & { over?: true };
    if (answer.over) throw over();
    return answer;
  }

  #send(
    method: string,
    path: string,
    body?: object,
    options: WriteOptions = {},
  ): Promise<Response> {
    const go = () => this.#once(method, path, body, options);
    if (!body || !this.key) return go();
    // Another tab's write was faster, so this one needs a new number.
    const write = () =>
      go().catch((error: Problem) =>
        error.code === "request_replayed" ? go() : Promise.reject(error),
      );
    // A page that closes can't wait for its turn.
    if (options.keepalive) return write();
    const turn = this.#line.then(write);
    this.#line = turn.catch(() => {});
    return turn;
  }

  async #once(
    method: string,
    path: string,
    body: object | undefined,
    options: WriteOptions,
  ): Promise<Response> {
    const headers: Record<string, string> = { "Onesign-Link": this.selector };
    let bytes: Uint8Array<ArrayBuffer> | undefined;
    if (body) {
      bytes = new TextEncoder().encode(json(body));
      headers["Content-Type"] = "application/json";
      if (this.key) {
        const written = { link: this.selector, method, path };
        headers["Onesign-Key-Signature"] = await proof(
          this.key,
          written,
          bytes,
          this.#proofTime(),
          await this.counter(),
        );
      }
    }
    let response: Response;
    try {
      response = await fetch(path, {
        method,
        headers,
        body: bytes ?? null,
        keepalive: options.keepalive ?? false,
      });
    } catch {
      throw new Problem({}, 0);
    }
    this.#compareClocks(response.headers.get("Date"));
    if (!response.ok) throw problemFrom(await response.text(), response.status);
    return response;
  }

  /** The time by the server's clock, as known from its responses. */
  now = () => new Date(Date.now() + this.#ahead);

  /** Proofs contain the time, and the server refuses old ones: a device with a wrong clock uses the server's time. */
  #proofTime = () => Date.now() + (Math.abs(this.#ahead) > CLOCK_TOLERANCE ? this.#ahead : 0);

  #compareClocks(date: string | null) {
    const ahead = date ? Date.parse(date) - Date.now() : Number.NaN;
    if (!Number.isNaN(ahead)) this.#ahead = ahead;
  }
}
