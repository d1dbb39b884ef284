import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { messagesOf } from "../../scripts/messages.ts";
import type { Envelope, Fact } from "../../src/api/types";
import { browserOf, tell } from "../../src/app/story/facts";
import { use } from "../../src/i18n/index.svelte";

const mira = { id: "m", name: "Mira Holt", email: "mira@example.com", role: "signer", step: 1, status: "signed", signed_at: null, reason: null };
const envelope = {
  recipients: [mira],
  fields: [{ recipient: "m" }, { recipient: "m" }, { recipient: "x" }],
  document: { pages: [{}, {}, {}] },
} as unknown as Envelope;
const fact = (type: string, detail: Fact["detail"] = {}): Fact => ({ seq: 3, type, at: "2026-11-22T14:06:28Z", actor: "a", digest: "ab".repeat(32), detail });

beforeAll(() => use("en", messagesOf(join(process.cwd(), "../locales"), "app", "en")));

describe("facts in words", () => {
  it("a signature", () => {
    const told = tell(fact("signature.applied", { recipient: "m", ip: "203.0.113.24", link_id: "xxk3Vd" }), envelope, "Jonas");
    expect(told.title).toBe("Mira Holt signed");
    expect(told.details).toEqual(["2 fields", "203.0.113.24", "link …k3Vd"]);
  });
  it("pages seen are counted once", () => {
    const seen = [{ page: 0, sha256: "a" }, { page: 0, sha256: "b" }, { page: 2, sha256: "c" }];
    expect(tell(fact("document.viewed", { recipient: "m", pages_viewed: seen }), envelope, "").details[0]).toBe("2 of 3 pages shown");
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
  it("a type of tomorrow is still shown", () => {
    expect(tell(fact("moon.landed"), envelope, "").title).toBe("Recorded: moon.landed");
  });
  it("who acted is not who is asked next", () => {
    const both = { ...envelope, recipients: [mira, { ...mira, id: "j", name: "Jonas Weiß" }] } as Envelope;
    const invited = { ...fact("recipient.invited", { recipient: "j" }), actor: "recipient/m" };
    expect(tell(invited, both, "").title).toBe("It became Jonas Weiß’s turn");
  });
  it("an erased person stays somebody", () => {
    expect(tell(fact("recipient.declined", { recipient: "gone" }), envelope, "").title).toBe("Somebody declined");
  });
});

it("browsers in words", () => {
  const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1";
  expect(browserOf(phone)).toBe("Safari on iPhone");
  expect(browserOf("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140")).toBe("Edge on Windows");
  expect(browserOf("curl/8.5.0")).toBe("curl");
});
