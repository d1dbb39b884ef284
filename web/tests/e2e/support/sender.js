/**
 * The sender's actions: through the pages where these are under test, through the API where it only prepares a scene.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./server.js";

export const CONTRACT = join(repository, "fixtures", "contract.pdf");
export const OWNER = {
  name: "Ada Berg",
  email: "ada@northwind.example",
  password: "correct horse battery staple",
};

/** A field of each kind on the contract's second page, at its lines. Rectangles are in millipoints. */
export const FIELDS = [
  { kind: "full_name", rect: { x: 72_000, y: 222_000, w: 200_000, h: 22_500 }, label: "" },
  { kind: "signature", rect: { x: 72_000, y: 250_000, w: 200_000, h: 48_000 }, label: "" },
  { kind: "date", rect: { x: 330_000, y: 222_000, w: 110_000, h: 22_500 }, label: "" },
  { kind: "text", rect: { x: 330_000, y: 250_000, w: 190_000, h: 22_500 }, label: "Company" },
  {
    kind: "checkbox",
    rect: { x: 330_000, y: 279_000, w: 18_000, h: 18_000 },
    label: "I have read the annex",
  },
];

export class Sender {
  /** @param context the browser context of a signed-in person */
  constructor(context, origin) {
    this.context = context;
    this.origin = origin;
  }

  async #ask(method, path, options = {}) {
    const response = await this.context.request.fetch(this.origin + path, {
      method,
      ...options,
      headers: { Origin: this.origin, ...options.headers },
    });
    if (!response.ok())
      throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return response.status() === 204 ? null : response.json();
  }
  get = (path) => this.#ask("GET", path);
  post = (path, data = {}) => this.#ask("POST", path, { data });
  put = (path, data) => this.#ask("PUT", path, { data });
  /** A new envelope of this file. */
  upload = (data, filename = "contract.pdf") =>
    this.#ask("POST", `/v1/envelopes?filename=${filename}`, {
      data,
      headers: { "Content-Type": "application/pdf" },
    });

  /** Creates the account of a new server, through its printed link. */
  setUp = (link) =>
    this.post("/v1/setup", {
      ...OWNER,
      instance_name: "Northwind Studio",
      code: new URL(link).hash.slice(1),
    });
  signIn = () => this.post("/v1/sessions", { email: OWNER.email, password: OWNER.password });

  /** A draft of the contract with one set of fields for each signer. */
  async draft({ title = "Service agreement", message = "", people, fields = FIELDS }) {
    const made = await this.upload(readFileSync(CONTRACT));
    const recipients = people.map(({ name, email, role = "signer", step = 1 }) => ({
      id: randomUUID(),
      name,
      email,
      role,
      step,
    }));
    const data = {
      title,
      message,
      locale: "en",
      expires_in_days: 30,
      recipients,
      fields: recipients
        .filter((recipient) => recipient.role === "signer")
        .flatMap((recipient, index) =>
          fields.map((field) => ({
            required: true,
            page: 1,
            ...field,
            rect: { ...field.rect, y: field.rect.y + index * 160_000 },
            id: randomUUID(),
            recipient: recipient.id,
          })),
        ),
    };
    return this.put(`/v1/envelopes/${made.id}/draft`, data);
  }

  async send(parts) {
    const { id } = await this.draft(parts);
    return this.post(`/v1/envelopes/${id}/sending`);
  }

  /** The newest mails to an address, newest first; waits until there are `least`. */
  async mails(to, least = 1) {
    for (let turn = 0; turn < 100; turn++) {
      const { items } = await this.get("/v1/outbox");
      const found = items.filter((mail) => mail.to.includes(to));
      if (found.length >= least) return found.sort((a, b) => (a.at < b.at ? 1 : -1));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`no mail to ${to}`);
  }

  /** The link in the newest mail to an address. */
  async link(to, least = 1) {
    const [mail] = await this.mails(to, least);
    const { links } = await this.get(`/v1/outbox/${mail.id}`);
    const link = links.find((url) => new URL(url).pathname.startsWith("/s/"));
    assert.ok(link, `the mail to ${to} holds a link`);
    return link;
  }

  async reaches(id, status) {
    let envelope;
    for (let turn = 0; turn < 100; turn++) {
      envelope = await this.get(`/v1/envelopes/${id}`);
      if (envelope.status === status) return envelope;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`the envelope is ${envelope.status}, not ${status}`);
  }
}
