import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { messagesOf } from "../../scripts/messages.ts";
import type { Envelope, Fact } from "../../src/api/types";
import { browserOf } from "../../src/app/browser";
import { askedSince, tell } from "../../src/app/story/facts";
import { use } from "../../src/i18n/index.svelte";

const mira = {
  id: "m",
  name: "Mira Holt",
  email: "mira@example.com",
  role: "signer",
  step: 1,
  status: "signed",
  signed_at: null,
  reason: null,
};
const envelope = {
  recipients: [mira],
  fields: [{ recipient: "m" }, { recipient: "m" }, { recipient: "x" }],
  document: { pages: [{}, {}, {}] },
} as unknown as Envelope;
const fact = (type: string, detail: Fact["detail"] = {}): Fact => ({
  seq: 3,
  type,
  at: "2026-11-22T14:06:28Z",
  actor: "a",
  digest: "ab".repeat(32),
  detail,
});

beforeAll(() => use("en", messagesOf(join(process.cwd(), "../locales"), "app", "en")));

describe("facts in words", () => {
  it("a signature", () => {
    const told = tell(
      fact("signature.applied", { recipient: "m", ip: "203.0.113.24", link_id: "xxk3Vd" }),
      envelope,
      "Jonas",
    );
    expect(told.title).toBe("Mira Holt signed");
    expect(told.details).toEqual(["2 fields"]);
    expect(told.proof).toEqual(["203.0.113.24", "link …k3Vd", "Entry 3 · abab…abab"]);
  });
  it("pages seen are counted once", () => {
    const seen = [
      { page: 0, sha256: "a" },
      { page: 0, sha256: "b" },
      { page: 2, sha256: "c" },
    ];
    expect(
      tell(fact("document.viewed", { recipient: "m", pages_viewed: seen }), envelope, "")
        .details[0],
    ).toBe("2 of 3 pages shown");
  });
  it("a later report adds to what was shown before, for each person alone", () => {
    const viewed = (seq: number, recipient: string, page: number) => ({
      ...fact("document.viewed", { recipient, pages_viewed: [{ page, sha256: "a" }] }),
      seq,
    });
    const story = [viewed(4, "m", 0), viewed(5, "j", 2), viewed(6, "m", 1), viewed(7, "m", 2)];
    expect(story.map((each) => tell(each, envelope, "", story).details[0])).toEqual([
      "1 of 3 pages shown",
      "1 of 3 pages shown",
      "2 of 3 pages shown",
      "3 of 3 pages shown",
    ]);
  });
  it("reading is told once for each person, and the rest is in the full log", () => {
    const viewed = (seq: number, recipient: string) => ({
      ...fact("document.viewed", { recipient, pages_viewed: [] }),
      seq,
    });
    const story = [viewed(4, "m"), viewed(5, "j"), viewed(6, "m")];
    expect(story.map((each) => tell(each, envelope, "", story).minor)).toEqual([
      true,
      false,
      false,
    ]);
  });
  it("it is somebody's turn since they were last invited", () => {
    const invited = (seq: number, at: string, recipient: string) => ({
      ...fact("recipient.invited", { recipient }),
      seq,
      at,
    });
    const story = [
      invited(1, "2026-01-01T00:00:00Z", "m"),
      invited(2, "2026-01-02T00:00:00Z", "j"),
      invited(3, "2026-01-03T00:00:00Z", "m"),
    ];
    expect([askedSince(story, "m"), askedSince(story, "x")]).toEqual([
      "2026-01-03T00:00:00Z",
      null,
    ]);
  });
  it("a type of tomorrow is still shown", () => {
    expect(tell(fact("moon.landed"), envelope, "").title).toBe("Recorded: moon.landed");
  });
  it("who acted is not who is asked next", () => {
    const both = {
      ...envelope,
      recipients: [mira, { ...mira, id: "j", name: "Jonas Weiß" }],
    } as Envelope;
    const invited = { ...fact("recipient.invited", { recipient: "j" }), actor: "recipient/m" };
    expect(tell(invited, both, "").title).toBe("It became Jonas Weiß’s turn to sign");
  });
  it("an erased person stays somebody", () => {
    expect(tell(fact("recipient.declined", { recipient: "gone" }), envelope, "").title).toBe(
      "Someone declined",
    );
  });
});

it("browsers in words", () => {
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1";
  expect(browserOf(phone)).toBe("Safari on iPhone");
  expect(
    browserOf("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140"),
  ).toBe("Edge on Windows");
  expect(browserOf("curl/8.5.0")).toBe("curl");
});
