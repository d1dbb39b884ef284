import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { messagesOf } from "../../scripts/messages.ts";
import type { Recipient } from "../../src/api/types";
import { linkNews, linkTrouble, reasonOf } from "../../src/app/linkState";
import { use } from "../../src/i18n/index.svelte";

type Link = NonNullable<Recipient["link"]>;
const link = (state: Link["state"], more: Partial<Link> = {}): Link =>
  ({ state, since: "2026-11-28T14:02:00Z", can_copy: true, copy_replaces: false, ...more }) as Link;
const person = (name: string, state: Link["state"], more: Partial<Link> = {}) =>
  ({ name, status: "invited", link: link(state, more) }) as Recipient;

describe("where a link is, in words", () => {
  beforeAll(() => use("en", messagesOf(join(process.cwd(), "../locales"), "app", "en")));

  it("a mail that waits says why, since when and what helps", () => {
    const news = linkNews(
      person("Ann", "waiting", { code: "mail_unreachable", reply: "Connection refused" }),
      true,
    );
    expect(news).toMatchObject({ tone: "unsure", reply: "Connection refused" });
    expect(news?.text).toMatch(/Waiting for the mail server since .*can’t be reached/);
    expect(news?.help).toMatch(/copy the link/i);
  });
  it("an attempt whose time has come is happening now, not in the past", () => {
    const next = (at: number) =>
      linkNews(person("Ann", "waiting", { next_try_at: new Date(at).toISOString() }), true)?.text;
    expect(next(Date.now() - 90_000)).toMatch(/Trying again now\.$/);
    expect(next(Date.now() + 300_500)).toMatch(/Next attempt in 5 minutes\.$/);
  });
  it("a refusal says what the server answered", () => {
    const news = linkNews(
      person("Ann", "failed", { code: "mail_refused", reply: "550 no such user" }),
      true,
    );
    expect(news).toMatchObject({ tone: "refused", reply: "550 no such user" });
  });
  it("every code that the server gives has its sentence", () => {
    for (const code of [
      "unreachable",
      "tls_failed",
      "login_refused",
      "misconfigured",
      "deferred",
      "refused",
      "address_invalid",
      "address_unsupported",
    ]) {
      expect(reasonOf(`mail_${code}`), code).not.toMatch(/_/);
    }
    expect(reasonOf("mail_of_tomorrow")).toMatch(/mail_of_tomorrow/);
  });
  it("nothing is said to be mailed where there is no mail server", () => {
    expect(linkNews(person("Ann", "not_sent"), false)?.text).toMatch(/Copy it/);
    expect(linkNews(person("Ann", "not_sent"), false)?.text).not.toMatch(/sealed/);
    expect(linkNews(person("Ann", "not_sent"), false, true)?.text).toMatch(
      /link to the sealed document/,
    );
    expect(linkNews(person("Ann", "not_sent"), true)).toBeUndefined();
    expect(linkNews(person("Ann", "opened"), true)).toBeUndefined();
  });
  it("the list names the worst, and only people who still need their link", () => {
    const people = [person("Ann", "waiting"), person("Bo", "failed"), person("Cy", "not_sent")];
    expect(linkTrouble(people, true)?.text).toBe("Not delivered: Bo");
    expect(linkTrouble([people[0]!, people[2]!], true)?.text).toMatch(
      /waiting for the mail server: Ann/,
    );
    expect(linkTrouble([people[2]!], true)).toBeUndefined();
    expect(linkTrouble([people[2]!], false)?.text).toMatch(/Cy/);
    const signed = { ...person("Dee", "failed"), status: "signed" } as Recipient;
    expect(linkTrouble([signed], true)).toBeUndefined();
    expect(
      linkTrouble([person("Eve", "opened", { asked_at: "2026-11-28T14:02:00Z" })], false)?.text,
    ).toMatch(/Asked for a new link: Eve/);
  });
});
