import { beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/problem";
import type { SignClient, SignerField, Signing, Values } from "../../src/api/sign-client";
import { Ceremony, disclosureOf } from "../../src/sign/ceremony.svelte";
import { lines, passages } from "../../src/sign/reading";

const field = (
  id: string,
  kind: SignerField["kind"],
  y: number,
  value: SignerField["value"] = null,
): SignerField => ({
  id,
  recipient: "p",
  kind,
  label: "",
  required: true,
  page: 0,
  value,
  rect: { x: 0, y, w: 100, h: 8 },
});
const disclosure = (locale: string) => ({
  version: 1,
  locale,
  sha256: `sha-${locale}`,
  summary: "",
  text: "",
});
const mark = { kind: "typed", text: "Mira", hand: "caveat" } as const;

function signing(
  status: Signing["me"]["status"] = "consented",
  fields = [field("s", "signature", 90), field("n", "full_name", 10)],
): Signing {
  return {
    envelope: {
      id: "e",
      title: "T",
      message: "",
      sender_name: "S",
      sender_email: "s@x",
      instance_name: "I",
      status: "sent",
      expires_at: null,
      pages: [{ w: 1, h: 1 }],
      normalised_sha256: "doc",
      filename: "t.pdf",
      locale: "de",
    },
    me: { id: "p", name: "Mira Holt", email: "m@x", status, role: "signer", pages_seen: [] },
    others: [],
    disclosures: [disclosure("en"), disclosure("de")],
    consented: true,
    fields,
    stamped: [],
    purpose: "sign",
    sealed_available: false,
  };
}

describe("finishing", () => {
  let sign: ReturnType<typeof vi.fn>;
  let save: ReturnType<typeof vi.fn>;
  let state: Signing;
  let ceremony: Ceremony;
  const saved: Values[] = [];
  beforeEach(() => {
    saved.length = 0;
    state = signing();
    sign = vi.fn(async () => signing("signed"));
    save = vi.fn(async (values: Values) => void saved.push(values));
    const client = { sign, signing: async () => state, save, views: async () => {} };
    ceremony = new Ceremony(client as unknown as SignClient, signing());
  });

  it("takes the line breaks of pasted text, and says which characters can't be printed", async () => {
    const several = { ...field("t", "text", 20), rect: { x: 0, y: 20, w: 100, h: 60_000 } };
    const text = "a\r\nb\vc\u2028d\u2029e\u0085f\rg";
    const single = field("u", "text", 30);
    ceremony.set(several, text);
    ceremony.set(single, text);
    expect(ceremony.values).toMatchObject({ t: "a\nb\nc\nd\ne\nf\ng", u: "a b c d e f g" });
    const detail = "These characters can't be printed on the document: ≒ U+200B";
    sign.mockRejectedValueOnce(
      new Problem(
        { code: "values_refused", errors: [{ pointer: "/values/t", code: "unprintable", detail }] },
        422,
      ),
    );
    await ceremony.finish();
    expect(ceremony.refused["t"]).toBe("unprintable ≒ U+200B");
  });
  it("sends the hash of the document that was read and every value", async () => {
    ceremony.set(ceremony.fields[1]!, mark);
    expect(await ceremony.finish()).toEqual({ kind: "signed" });
    expect(sign).toHaveBeenCalledWith("doc", { n: "Mira Holt", s: mark });
    expect(saved).toEqual([{ s: mark }]);
    expect(ceremony.signing.me.status).toBe("signed");
  });
  it("a lost answer is not a second signature: the state decides", async () => {
    sign.mockRejectedValueOnce(new Problem({}, 0));
    state = signing("signed");
    expect(await ceremony.finish()).toEqual({ kind: "signed" });
    expect(sign).toHaveBeenCalledOnce();
  });
  it("says what failed when nothing was signed", async () => {
    sign.mockRejectedValueOnce(new Problem({ code: "document_changed" }, 409));
    expect(await ceremony.finish()).toMatchObject({
      kind: "failed",
      problem: { code: "document_changed" },
    });
    sign.mockRejectedValueOnce(new Problem({}, 0));
    expect(await ceremony.finish()).toMatchObject({ kind: "failed", problem: { status: 0 } });
  });
  it("marks the fields a refusal points at", async () => {
    sign.mockRejectedValueOnce(
      new Problem(
        { code: "values_incomplete", errors: [{ pointer: "/values/s", code: "missing" }] },
        422,
      ),
    );
    expect(await ceremony.finish()).toEqual({ kind: "empty", fields: ["s"] });
    expect(ceremony.refused).toEqual({ s: "missing" });
  });
  it("a typed mark that doesn't fit is not taken, and says so at once", async () => {
    const detail = "Too long for this field: shorten it by 90 characters.";
    const errors = [{ pointer: "/values/s", code: "does_not_fit", detail }];
    save.mockRejectedValueOnce(new Problem({ code: "values_refused", errors }, 422));
    const [, own] = ceremony.fields;
    expect(await ceremony.adopt(own!, mark, [])).toBe("does_not_fit 90");
    expect([ceremony.values["s"], ceremony.adopted.signature, ceremony.counts.done]).toEqual([
      null,
      undefined,
      1,
    ]);
    // If the server is unreachable, nobody waits.
    save.mockRejectedValueOnce(new Problem({}, 0));
    expect(await ceremony.adopt(own!, mark, [])).toBeNull();
    expect([ceremony.values["s"], ceremony.counts.done]).toEqual([mark, 2]);
  });
  it("pages that came near and were never shown are named, unless their words are read", () => {
    expect(ceremony.unseen).toEqual([]);
    ceremony.approaches(1);
    ceremony.approaches(0);
    expect(ceremony.unseen).toEqual([1, 2]);
    ceremony.shows(0);
    // A sharper picture of a shown page may fail.
    ceremony.approaches(0);
    expect(ceremony.unseen).toEqual([2]);
    ceremony.reads();
    expect(ceremony.unseen).toEqual([]);
  });
  it("what can't be printed counts as missing", () => {
    ceremony.set(ceremony.fields[1]!, mark);
    expect(ceremony.counts).toEqual({ done: 2, all: 2 });
    ceremony.refused["n"] = "does_not_fit 3";
    expect(ceremony.counts).toEqual({ done: 1, all: 2 });
    expect(ceremony.next()?.id).toBe("n");
    ceremony.set(ceremony.fields[0]!, "Mira");
    expect(ceremony.counts).toEqual({ done: 2, all: 2 });
  });
  it("an entry longer than any may be is kept whole, named, and not sent", async () => {
    const [name] = ceremony.fields;
    ceremony.set(name!, "\u{1d49c}".repeat(2_001));
    await ceremony.saver.flush();
    expect([ceremony.refused, saved, ceremony.counts.done]).toEqual([{ n: "too_long" }, [], 0]);
    ceremony.set(name!, "\u{1d49c}".repeat(2_000));
    await ceremony.saver.flush();
    expect([ceremony.refused, saved.length, ceremony.counts.done]).toEqual([{}, 1, 1]);
  });
  it("says by how much an entry is too long", async () => {
    const detail = "Too long for this field: shorten it by 30 characters.";
    sign.mockRejectedValueOnce(
      new Problem(
        {
          code: "values_refused",
          errors: [{ pointer: "/values/n", code: "does_not_fit", detail }],
        },
        422,
      ),
    );
    expect(await ceremony.finish()).toMatchObject({ fields: ["n"] });
    expect(ceremony.refused).toEqual({ n: "does_not_fit 30" });
  });
});

describe("declining", () => {
  it("waits for entries that are being saved, and none comes after it", async () => {
    vi.useFakeTimers();
    try {
      const calls: string[] = [];
      const lost = vi.fn();
      let arrive = () => {};
      const client = {
        save: () =>
          new Promise<void>((resolve) => (arrive = () => (calls.push("saved"), resolve()))),
        decline: async () => (calls.push("declined"), signing("declined")),
        views: async () => {},
      };
      const ceremony = new Ceremony(client as unknown as SignClient, signing(), lost);
      ceremony.set(ceremony.fields[1]!, mark);
      await vi.advanceTimersByTimeAsync(1_000);
      const declining = ceremony.decline("The fee is wrong.");
      await vi.advanceTimersByTimeAsync(1_000);
      expect(calls).toEqual([]);
      arrive();
      await declining;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(calls).toEqual(["saved", "declined"]);
      expect(ceremony.signing.me.status).toBe("declined");
      expect(lost).not.toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what was done in another tab", () => {
  const refused = async () => Promise.reject(new Problem({ code: "already_signed" }, 409));
  const client = {
    consent: refused,
    decline: refused,
    save: async () => {},
    views: async () => {},
    signing: async () => signing("signed"),
  };
  const acts: [string, (ceremony: Ceremony) => Promise<void>][] = [
    ["agreeing", (ceremony) => ceremony.agree(disclosure("en"))],
    ["declining", (ceremony) => ceremony.decline("No.")],
  ];
  it.each(acts)("is shown to who is late with %s", async (_, act) => {
    const lost = vi.fn();
    const ceremony = new Ceremony(client as unknown as SignClient, signing("invited"), lost);
    await expect(act(ceremony)).rejects.toMatchObject({ code: "already_signed" });
    expect([ceremony.signing.me.status, lost.mock.calls]).toEqual(["signed", []]);
  });
  it.each(acts)(
    "ends the visit of who is late with %s where nothing is left to show",
    async (_, act) => {
      const closed = async () => Promise.reject(new Problem({ code: "envelope_closed" }, 409));
      const over = async () => Promise.reject(new Problem({ code: "signing_over" }, 401));
      const lost = vi.fn();
      const ceremony = new Ceremony(
        { ...client, consent: closed, decline: closed, signing: over } as unknown as SignClient,
        signing("invited"),
        lost,
      );
      await expect(act(ceremony)).rejects.toMatchObject({ code: "envelope_closed" });
      expect(lost).toHaveBeenCalledOnce();
    },
  );
});

it("fields stand in reading order; a saved signature is known again", () => {
  const ceremony = new Ceremony(
    {} as SignClient,
    signing("consented", [field("s", "signature", 90, mark), field("i", "initials", 50)]),
  );
  expect(ceremony.fields.map((f) => f.id)).toEqual(["i", "s"]);
  expect(ceremony.adopted).toEqual({ signature: mark });
  expect(ceremony.counts).toEqual({ done: 1, all: 2 });
  expect(ceremony.next()?.id).toBe("i");
});

it("a signature is asked for as required, whatever its field says; initials may be optional", () => {
  const optional = (id: string, kind: SignerField["kind"], y: number) => ({
    ...field(id, kind, y),
    required: false,
  });
  const ceremony = new Ceremony(
    {} as SignClient,
    signing("consented", [optional("s", "signature", 10), optional("i", "initials", 50)]),
  );
  expect(ceremony.counts).toEqual({ done: 0, all: 1 });
  expect(ceremony.fields.map((f) => f.required)).toEqual([true, false]);
  expect(ceremony.next()?.id).toBe("s");
});

it("the agreement is in the reader's language, else in the document's", () => {
  expect(disclosureOf(signing(), "en")?.locale).toBe("en");
  expect(disclosureOf(signing(), "fr")?.locale).toBe("de");
  const one = { ...signing(), disclosures: [disclosure("en")] };
  expect(disclosureOf(one, "de")?.locale).toBe("en");
});

it("the agreement that was given stays what it was, whatever language is spoken since", () => {
  const given = { ...disclosure("de"), version: 3 };
  expect(new Ceremony({} as SignClient, { ...signing(), agreed: given }).agreed).toEqual(given);
  expect(new Ceremony({} as SignClient, { ...signing(), agreed: null }).agreed).toBeUndefined();
});

describe("a page as text", () => {
  const run = (text: string, x: number, y: number, w: number, h = 10) => ({
    text,
    rect: { x, y, w, h },
  });
  it("joins the runs of a line with spaces where there is room", () => {
    expect(
      lines([
        run("Hel", 0, 0, 15),
        run("lo", 15, 0, 10),
        run("world", 30, 0, 25),
        run("next", 0, 14, 20),
      ]).map((l) => l.text),
    ).toEqual(["Hello world", "next"]);
  });
  it("reads lines that run from right to left from their right, whatever order they were drawn in", () => {
    const words = [run("عقد", 60, 0, 30), run("إيجار", 20, 0, 35)];
    for (const drawn of [words, [...words].reverse()]) {
      expect(lines(drawn)).toMatchObject([{ text: "عقد إيجار", rtl: true }]);
    }
    // A name in Latin letters keeps its word order; a date keeps the order of its parts.
    const mixed = [
      run("شركة", 100, 0, 30),
      run("Acme", 30, 0, 30),
      run("Ltd", 65, 0, 20),
      run("28-11-2026", 0, 20, 60),
      run("בתאריך", 70, 20, 40),
    ];
    expect(lines(mixed).map((l) => l.text)).toEqual([
      "شركة Acme Ltd",
      "בתאריך \u206628-11-2026\u2069",
    ]);
    const latin = [
      run("Signed by", 0, 0, 40),
      run("حداد", 45, 0, 20),
      run("ليلى", 70, 0, 20),
      run("today", 100, 0, 30),
    ];
    expect(lines(latin)).toMatchObject([{ text: "Signed by ليلى حداد today", rtl: false }]);
  });
  it("joins full lines that run from right to left to paragraphs", () => {
    const text = [
      run("السطر الأول الكامل", 0, 0, 200),
      run("ونهايته", 120, 12, 80),
      run("آخر", 160, 24, 40),
    ];
    expect(passages(text, []).map((p) => p.kind === "paragraph" && [p.text, p.rtl])).toEqual([
      ["السطر الأول الكامل ونهايته", true],
      ["آخر", true],
    ]);
  });
  it("keeps headings and list items apart, joins full lines, and puts fields where they stand", () => {
    const text = [
      run("1. Subject", 0, 0, 50, 12),
      run("The first full line", 0, 14, 200),
      run("and its end.", 0, 26, 60),
      run("Another", 0, 38, 40),
    ];
    const found = passages(text, [field("f", "text", 27)]);
    expect(found.map((p) => (p.kind === "field" ? `[${p.field.id}]` : p.text))).toEqual([
      "1. Subject",
      "The first full line and its end.",
      "[f]",
      "Another",
    ]);
    expect(found[0]).toMatchObject({ heading: true });
    expect(passages([], [field("f", "text", 27)])).toHaveLength(1);
  });
});
