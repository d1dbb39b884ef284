import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { join } from "node:path";
import { messagesOf } from "../../scripts/messages.ts";
import { Problem } from "../../src/api/problem";

const upload = vi.hoisted(() => vi.fn());
const ask = vi.hoisted(() => vi.fn());
vi.mock("../../src/api/upload", () => ({ upload }));
vi.mock("../../src/api/client", () => ({
  makeClient: () => ({ GET: ask }),
  answer: (request: unknown) => request,
}));

import { Check, DIFFERS } from "../../src/verify/check.svelte";
import {
  answerOf,
  closeUp,
  further,
  headline,
  inOrder,
  isSaid,
  signers,
  tone,
  type Report,
} from "../../src/verify/report";

const SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const NOTHING = { code: "", values: {} };
const report = (over: Partial<Report> = {}): Report => ({
  file: { sha256: SHA, bytes: 3 },
  verdict: "passed",
  sentence: "",
  said: NOTHING,
  axes: [],
  signatures: [],
  ...over,
});
const unknown = () => ask.mockResolvedValue({ items: [] });
beforeEach(() => void unknown());
afterEach(() => {
  upload.mockReset();
  ask.mockReset();
});

describe("checking a file", () => {
  const file = new File(["abc"], "a.pdf");
  it("computes the fingerprint here and shows the server's judgement", async () => {
    upload.mockResolvedValueOnce(report());
    const check = new Check();
    await check.run(file);
    expect(check.fingerprint).toBe(SHA);
    expect(check.phase).toMatchObject({ at: "done", name: "a.pdf" });
  });
  it("does not send a file that was sealed here, unless asked to", async () => {
    const known = { sha256: SHA, sealed_at: "2026-11-22T10:00:00Z", level: "B-B" };
    ask.mockResolvedValueOnce({ items: [known] });
    const check = new Check();
    await check.run(file);
    expect(ask).toHaveBeenCalledWith(
      "/v1/verifications",
      expect.objectContaining({ params: { query: { sha256: SHA } } }),
    );
    expect(check.phase).toMatchObject({ at: "known", known });
    expect(upload).not.toHaveBeenCalled();
    upload.mockResolvedValueOnce(report());
    await check.inFull();
    expect(check.phase).toMatchObject({ at: "done" });
  });
  it("sends the file where nobody can say whether it is known", async () => {
    ask.mockRejectedValueOnce(new Problem({}, 503));
    upload.mockResolvedValueOnce(report());
    const check = new Check();
    await check.run(file);
    expect(check.phase).toMatchObject({ at: "done" });
  });
  it("refuses a judgement on another file", async () => {
    upload.mockResolvedValueOnce(report({ file: { sha256: "00", bytes: 3 } }));
    const check = new Check();
    await check.run(file);
    expect(check.phase).toMatchObject({ at: "failed", problem: { code: DIFFERS } });
  });
  it("says of an empty file that it is empty, and sends nothing", async () => {
    const check = new Check();
    await check.run(new File([], "a.pdf"));
    expect(check.phase).toMatchObject({ at: "failed", problem: { code: "empty_file" } });
    expect(upload).not.toHaveBeenCalled();
  });
  it("says what went wrong", async () => {
    upload.mockRejectedValueOnce(new Problem({ code: "too_large" }, 413));
    const check = new Check();
    await check.run(file);
    expect(check.phase).toMatchObject({ at: "failed", problem: { code: "too_large" } });
  });
  it("a cancelled check leaves nothing behind", async () => {
    const check = new Check();
    upload.mockImplementationOnce(async () => {
      check.reset();
      return report();
    });
    await check.run(file);
    expect(check.phase).toEqual({ at: "choosing" });
    expect(check.fingerprint).toBe("");
  });
});

it("green is for what is proven, amber for what isn't known or wasn't checked", () => {
  expect(["passed", "failed", "indeterminate", "not_checked", "odd"].map(tone)).toEqual([
    "proven",
    "refused",
    "unsure",
    "unsure",
    "unsure",
  ]);
});

it("axes stand in the order in which people ask", () => {
  const axis = (name: string) =>
    ({
      axis: name,
      status: "passed",
      sentence: "",
      said: NOTHING,
      details: [],
      details_said: [],
    }) as Report["axes"][number];
  expect(
    inOrder(["log", "time", "integrity", "later", "identity"].map(axis)).map((a) => a.axis),
  ).toEqual(["integrity", "identity", "time", "log", "later"]);
});

it("names who signed and when the last of them did", () => {
  const person = (name: string, signed_at: string | null) => ({ name, email: "", signed_at });
  const people = [
    person("B", "2026-11-22T10:00:00Z"),
    person("A", "2026-11-21T10:00:00Z"),
    person("C", null),
  ];
  expect(
    signers(
      report({ trail: { stream: "", title: "", head: "", locale: "en", facts: [], people } }),
    ),
  ).toEqual({ names: ["B", "A"], last: "2026-11-22T10:00:00Z" });
  expect(signers(report())).toBeNull();
});

describe("the verdict in one sentence", () => {
  const modified = [
    {
      axis: "modification",
      status: "failed",
      sentence: "",
      said: NOTHING,
      details: [],
      details_said: [],
    },
  ] as Report["axes"];
  it("says that the document was changed where that is what was found", () => {
    expect(headline(report({ verdict: "failed", axes: modified }))).toBe("verdict-changed");
    // The signature may be one for another document, or a timestamp may be wrong.
    const other = { code: "document_changed", values: {} };
    expect(headline(report({ verdict: "failed", said: other }))).toBe("verdict-other");
    expect(headline(report({ verdict: "failed", sub_indication: "HASH_FAILURE" }))).toBe(
      "verdict-failed",
    );
    expect(headline(report({ verdict: "failed", sub_indication: "FORMAT_FAILURE" }))).toBe(
      "verdict-failed",
    );
    expect(headline(report())).toBe("verdict-passed");
  });
  it("does not call unchanged what was changed as the signature permits", () => {
    const signature = {
      changes: [{ ruling: "permitted" }],
    } as unknown as Report["signatures"][number];
    expect(headline(report({ signatures: [signature] }))).toBe("verdict-passed-permitted");
    expect(headline(report({ signatures: [{ changes: [] }] }))).toBe("verdict-passed");
    expect(
      headline(
        report({ verdict: "failed", sub_indication: "HASH_FAILURE", signatures: [signature] }),
      ),
    ).toBe("verdict-failed");
    for (const language of ["en", "de"])
      expect(messagesOf(join(process.cwd(), "../locales"), "verify", language)).toContain(
        "\nverdict-passed-permitted = ",
      );
  });
  it("does not say that a document with only a timestamp is signed", () => {
    const stamped = { code: "unchanged_since_timestamp", values: { authority: "Clock" } };
    expect(headline(report({ said: stamped }))).toBe("verdict-stamped");
  });
  it("is not repeated below the headline", () => {
    const none = { code: "no_signature", text: "", values: {} };
    expect(isSaid(report({ verdict: "indeterminate", said: none }))).toBe(true);
    const changed = { code: "document_changed", text: "", values: {} };
    expect(isSaid(report({ verdict: "failed", said: changed }))).toBe(false);
    expect(isSaid(report())).toBe(false);
  });
});

describe("an axis answers what it names", () => {
  const axis = (name: string, status: string) =>
    ({
      axis: name,
      status,
      sentence: "",
      said: NOTHING,
      details: [],
      details_said: [],
    }) as Report["axes"][number];
  it("with what is so, not with whether it was proven", () => {
    expect(answerOf(axis("modification", "passed"), report())).toEqual({
      id: "answer-modification-passed",
    });
    expect(answerOf(axis("integrity", "failed"), report())).toEqual({
      id: "answer-integrity-failed",
    });
    expect(answerOf(axis("log", "not_checked"), report())).toEqual({ id: "answer-not-checked" });
    const claimed = { ...axis("time", "not_checked"), said: { code: "time_claimed", values: {} } };
    expect(answerOf(claimed as unknown as Report["axes"][number], report())).toEqual({
      id: "answer-time-indeterminate",
    });
  });
  it("with the name, the moment and the number where they are proven", () => {
    const signature = { signer: "Clock", changes: [{}] } as unknown as Report["signatures"][number];
    const trail = {
      stream: "",
      title: "",
      head: "",
      locale: "en",
      facts: [{}, {}],
      people: [],
    } as unknown as Report["trail"];
    const proven = report({ signatures: [signature], trail });
    const saying = (name: string, code: string, values: Record<string, string>) => ({
      ...axis(name, "passed"),
      said: { code, values },
    });
    const signer = saying("identity", "signer_today", { name: "Northwind" });
    expect(answerOf(signer, proven)).toEqual({ name: "Northwind" });
    expect(answerOf(axis("identity", "indeterminate"), proven)).toEqual({
      id: "answer-identity-indeterminate",
    });
    const confirmed = { authority: "Clock", when: "2026-11-22 10:00:00 UTC" };
    const time = saying("time", "time_confirmed", confirmed);
    expect(answerOf(time, proven)).toEqual({ at: "2026-11-22T10:00:00Z" });
    expect(answerOf(saying("coverage", "covered", {}), proven)).toEqual({
      id: "answer-coverage-passed",
    });
    expect(answerOf(saying("coverage", "covered_then", { count: "2" }), proven)).toEqual({
      id: "answer-coverage-then",
    });
    expect(answerOf(saying("coverage", "covered_but_line_end", {}), proven)).toEqual({
      id: "answer-coverage-document",
    });
    expect(answerOf(axis("trail", "passed"), proven)).toEqual({
      id: "answer-trail-facts",
      count: 2,
    });
    expect(answerOf(axis("modification", "passed"), proven)).toEqual({
      id: "answer-modification-permitted",
    });
  });
  it("in words of every language", () => {
    for (const language of ["en", "de"]) {
      const known = new Set(
        [
          ...messagesOf(join(process.cwd(), "../locales"), "verify", language).matchAll(
            /^(answer-[\w-]+) =/gm,
          ),
        ].map((m) => m[1]),
      );
      for (const name of [
        "integrity",
        "coverage",
        "identity",
        "time",
        "modification",
        "trail",
        "log",
      ]) {
        for (const status of ["passed", "failed", "indeterminate"])
          expect(known.has(`answer-${name}-${status}`), `${name} ${status}`).toBe(true);
      }
    }
  });
});

describe("a file without anything to check", () => {
  const nothing = (code: string, values = {}) =>
    report({
      verdict: "indeterminate",
      signatures: [],
      said: { code, text: "", values } as unknown as Report["said"],
    });
  it("is called what it is", () => {
    expect(headline(nothing("no_signature"))).toBe("verdict-unsigned");
    expect(headline(nothing("not_a_pdf"))).toBe("verdict-not-pdf");
    expect(
      headline(nothing("file_malformed", { why: { code: "no_end", text: "", values: {} } })),
    ).toBe("verdict-indeterminate");
  });
  it("but not where a signature was found", () => {
    expect(
      headline(
        report({
          verdict: "indeterminate",
          signatures: [{}],
          said: { code: "no_signature", text: "", values: {} } as unknown as Report["said"],
        }),
      ),
    ).toBe("verdict-indeterminate");
  });
});

describe("the close-up of what differs", () => {
  it("shows a small difference with some of the page around it", () => {
    const view = closeUp([{ x: 3000, y: 5000, w: 500, h: 100 }]);
    expect(view.w).toBeGreaterThanOrEqual(4500);
    expect(view.x).toBeLessThan(3000);
    expect(view.x + view.w).toBeLessThanOrEqual(10_000);
    expect(view.y + view.h).toBeGreaterThan(5100);
  });
  it("stays on the page at its edges", () => {
    for (const area of [
      { x: 0, y: 0, w: 10, h: 10 },
      { x: 9990, y: 9990, w: 10, h: 10 },
    ]) {
      const { x, y, w, h } = closeUp([area]);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(10_000);
    }
  });
  it("is the whole page where most of it differs", () => {
    expect(closeUp([{ x: 0, y: 0, w: 10_000, h: 9000 }])).toEqual({
      x: 0,
      y: 0,
      w: 10_000,
      h: 10_000,
    });
  });
});

describe("what an axis tells further", () => {
  const said = (code: string) => ({ code, values: {} });
  const axis = {
    axis: "modification",
    status: "failed",
    sentence: "It was changed.",
    said: said("changed"),
    details: [
      "It was changed.",
      "A box was added.",
      "Certificates were added.",
      "A box was added.",
    ],
    details_said: [said("changed"), said("box"), said("certificates"), said("box")],
  } as unknown as Report["axes"][number];
  const change = (sentence: string) => ({ sentence }) as Parameters<typeof further>[1][number];

  it("is not told twice", () => {
    expect(further(axis, [change("A box was added.")])).toEqual([
      { by: said("certificates"), english: "Certificates were added." },
    ]);
  });

  it("nor is a warning that the sentence ends with", () => {
    const warned = { ...axis, sentence: "It may look different. Certificates were added." };
    expect(further(warned, []).map(({ by }) => by?.code)).toEqual(["changed", "box", "box"]);
  });

  it("is all there is where no change is listed", () => {
    expect(further(axis, []).map(({ by }) => by?.code)).toEqual(["box", "certificates", "box"]);
  });
});
