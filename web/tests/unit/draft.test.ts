import { beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "../../src/api/types";
import { Problem } from "../../src/api/problem";
import { join } from "node:path";
import { messagesOf } from "../../scripts/messages.ts";
import { fromProblem, looksLikeMail, missing, targetOf } from "../../src/app/editor/check";
import * as edit from "../../src/app/editor/draft";
import { use } from "../../src/i18n/index.svelte";
import { marksOf, standing } from "../../src/app/editor/marks";

const A4 = { w: 595_276, h: 841_890 };
const pages = [A4, A4, { w: 300_000, h: 200_000 }];

function ready(): Draft {
  const recipients: Draft["recipients"] = [
    { id: "mira", name: "Mira Holt", email: "mira@example.com", role: "signer", step: 1 },
    { id: "jonas", name: "Jonas Lind", email: "jonas@example.com", role: "copy", step: 1 },
  ];
  const rect = { x: 90_000, y: 700_000, w: 180_000, h: 45_000 };
  const fields = [edit.newField("signature", "mira", 0, rect)];
  return { title: "Offer", message: "", locale: "en", expires_in_days: 30, recipients, fields };
}
const codes = (draft: Draft) => missing(draft).map((gap) => gap.code);

describe("the send check", () => {
  beforeAll(() => use("en", messagesOf(join("..", "locales"), "app", "en")));
  it("finds nothing in a complete draft", () => expect(missing(ready())).toEqual([]));
  it("names what is missing, and where", () => {
    const draft = ready();
    const bare = {
      ...draft,
      title: " ",
      recipients: [{ ...draft.recipients[0]!, name: "", email: "mira@" }],
      fields: [],
    };
    expect(codes(bare)).toEqual(["title", "name", "email", "no-signature"]);
    expect(missing(bare)[1]?.target).toEqual({ at: "recipient", id: "mira", entry: "name" });
    expect(missing(bare)[3]).toEqual({
      code: "no-signature",
      who: "mira@",
      target: { at: "palette", recipient: "mira" },
    });
    expect(
      missing({
        ...draft,
        recipients: [{ ...draft.recipients[0]!, name: "", email: "" }],
        fields: [],
      }).at(-1)?.who,
    ).toBe("Recipient 1");
  });
  it("wants somebody who signs, and no fields for those who don't", () => {
    const draft = edit.changeRecipient(ready(), "mira", { role: "copy" });
    expect(codes(draft)).toEqual(["no-signer", "field-of-copy"]);
    expect(codes({ ...draft, recipients: [], fields: [] })).toEqual(["no-signer", "no-fields"]);
  });
  it("tells two people of one step apart by their address", () => {
    const same = edit.changeRecipient(ready(), "jonas", { email: "MIRA@example.com" });
    expect(codes(same)).toEqual(["same-email"]);
    expect(codes(edit.changeRecipient(same, "jonas", { step: 2 }))).toEqual([]);
  });
  it("names what can't be printed, where it is", () => {
    const draft = edit.changeRecipient(ready(), "mira", { name: "Mira 🎉" });
    const marks = marksOf(
      [
        { pointer: "/recipients/0/name", characters: "🎉" },
        { pointer: "/title", characters: "☃" },
      ],
      draft,
    );
    expect(missing(draft, standing(marks, draft))).toEqual([
      {
        code: "unprintable",
        characters: "🎉",
        target: { at: "recipient", id: "mira", entry: "name" },
      },
    ]);
    // The entry keeps its mark when others are inserted before it, and loses it with the character.
    expect(
      standing(marks, { ...draft, recipients: [draft.recipients[1]!, draft.recipients[0]!] }),
    ).toHaveLength(1);
    expect(standing(marks, ready())).toEqual([]);
  });
  it("names the field whose text can't be printed or doesn't fit", () => {
    const draft = ready();
    const text = {
      ...edit.newField("text", "mira", 0, draft.fields[0]!.rect),
      prefill: "well \ue000",
    };
    const long = {
      ...edit.newField("text", "mira", 0, draft.fields[0]!.rect),
      prefill: "word ".repeat(300),
    };
    const filled = { ...draft, fields: [...draft.fields, text, long] };
    const said = [
      { pointer: "/fields/1/prefill", characters: "\ue000" },
      { pointer: "/fields/2/prefill", characters: "", excess: 1400 },
    ];
    const marks = marksOf(said, filled);
    expect(missing(filled, standing(marks, filled))).toEqual([
      { code: "prefill-unprintable", characters: "\ue000", target: { at: "field", id: text.id } },
      { code: "prefill-too-long", count: 1400, target: { at: "field", id: long.id } },
    ]);
    // Another text, or another size of the field, needs a new measurement.
    expect(standing(marks, edit.changeField(filled, long.id, { prefill: "word" }))).toHaveLength(1);
    expect(
      standing(marks, edit.changeField(filled, long.id, { rect: { ...long.rect, h: 400_000 } })),
    ).toHaveLength(1);
    expect(standing(marks, edit.changeField(filled, long.id, { label: "Remarks" }))).toHaveLength(
      2,
    );
    const errors = [
      {
        pointer: "/fields/2/prefill",
        code: "does_not_fit",
        detail: "Too long for this field: shorten it by 7 characters.",
      },
    ];
    expect(fromProblem(new Problem({ code: "not_ready", errors }, 422), filled)).toEqual([
      { code: "prefill-too-long", count: 7, target: { at: "field", id: long.id } },
    ]);
  });
  it("names the field that is too small for any entry, until it is larger", () => {
    const draft = ready();
    const { id, rect } = draft.fields[0]!;
    const marks = marksOf([{ pointer: "/fields/0/rect", characters: "", too_small: true }], draft);
    expect(missing(draft, standing(marks, draft))).toEqual([
      { code: "too-small", target: { at: "field", id } },
    ]);
    expect(standing(marks, edit.changeField(draft, id, { label: "Here" }))).toHaveLength(1);
    expect(standing(marks, edit.changeField(draft, id, { rect: { ...rect, h: 90_000 } }))).toEqual(
      [],
    );
    expect(standing(marks, edit.withoutField(draft, id))).toEqual([]);
  });
  it("says in its own words whatever a refused sending names, and nothing twice", () => {
    const draft = ready();
    const codesOf = (errors: { pointer: string; code: string }[], seen = missing(draft)) =>
      fromProblem(
        new Problem(
          { code: "not_ready", errors: errors.map((e) => ({ ...e, detail: "In English." })) },
          422,
        ),
        draft,
        seen,
      );
    const all = [
      ["/title", "missing", "title"],
      ["/recipients", "no_signer", "no-signer"],
      ["/recipients/0/name", "missing", "name"],
      ["/recipients/0/email", "bad_email", "email"],
      ["/recipients/0/email", "duplicate_email", "same-email"],
      ["/recipients/0", "no_signature_field", "no-signature"],
      ["/fields", "missing", "no-fields"],
      ["/fields/0/recipient", "recipient_does_not_sign", "field-of-copy"],
      ["/fields/0/rect", "too_small", "too-small"],
      ["/expires_in_days", "out_of_range", "expiry"],
      ["/fields/0/rect", "new_one", "other"],
    ] as const;
    for (const [pointer, code, expected] of all) {
      const [found] = codesOf([{ pointer, code }]);
      expect(found?.code, code).toBe(expected);
      expect(codesOf([{ pointer, code }], [found!]), code).toEqual([]);
      for (const language of ["en", "de"])
        expect(messagesOf(join(process.cwd(), "../locales"), "app", language)).toContain(
          `\ncheck-${expected} =`,
        );
    }
  });
  it("keeps the expiry within bounds", () => {
    for (const days of [0, 366, 1.5, Number.NaN])
      expect(codes({ ...ready(), expires_in_days: days })).toEqual(["expiry"]);
  });
});

describe("addresses", () => {
  it.each(["mira@example.com", "a.b+c@sub.example.org", "jürgen@münchen.example"])(
    "%s is fine",
    (mail) => expect(looksLikeMail(mail)).toBe(true),
  );
  it.each([
    "",
    "mira",
    "mira@",
    "@example.com",
    "a@b",
    "a b@example.com",
    "a@@example.com",
    "a@-x.com",
    "a..b@example.com",
    "<a@example.com>",
  ])("%s is not", (mail) => expect(looksLikeMail(mail)).toBe(false));
});

it("pages of a file that permits no changes take no fields", () => {
  const enclosed = { filename: "a.pdf", copied_pages: 2, permits_stamps: false };
  const paper = { pages, enclosed } as unknown as Parameters<typeof edit.closedPages>[0];
  expect(edit.closedPages(paper)).toBe(2);
  expect(edit.closedPages({ ...paper, enclosed: { ...enclosed, permits_stamps: true } })).toBe(0);
  expect(edit.closedPages({ ...paper, enclosed: null })).toBe(0);
  const draft = ready();
  const field = draft.fields[0]!;
  expect(edit.copyToAllPages(draft, field.id, pages).fields.map((f) => f.page)).toEqual([0, 1, 2]);
  expect(edit.copyToAllPages(draft, field.id, pages, 2).fields.map((f) => f.page)).toEqual([0, 2]);
});

it("the server's pointers lead to their places", () => {
  const draft = ready();
  expect(targetOf("/recipients/0/email", draft)).toEqual({
    at: "recipient",
    id: "mira",
    entry: "email",
  });
  expect(targetOf("/recipients", draft)).toEqual({ at: "recipients" });
  expect(targetOf("/fields/0/rect", draft)).toEqual({ at: "field", id: draft.fields[0]!.id });
  expect(targetOf("/fields", draft)).toEqual({ at: "palette", recipient: null });
  expect(targetOf("/title", draft)).toEqual({ at: "title" });
  const problem = new Problem(
    {
      code: "not_ready",
      errors: [{ pointer: "/title", code: "missing", detail: "Give it a title." }],
    },
    422,
  );
  expect(fromProblem(problem, draft)).toEqual([{ code: "title", target: { at: "title" } }]);
});

describe("changes", () => {
  it("leave the draft before them untouched", () => {
    const before = ready();
    const copy = structuredClone(before);
    edit.changeField(before, before.fields[0]!.id, { required: false });
    edit.withoutRecipient(before, "mira");
    edit.copyToAllPages(before, before.fields[0]!.id, pages);
    expect(before).toEqual(copy);
  });
  it("a recipient goes with all their fields", () => {
    const after = edit.withoutRecipient(ready(), "mira");
    expect(after.fields).toEqual([]);
    expect(after.recipients.map((r) => r.id)).toEqual(["jonas"]);
  });
  it("copying to all pages fits each page and copies once", () => {
    const draft = ready();
    const after = edit.copyToAllPages(draft, draft.fields[0]!.id, pages);
    expect(after.fields.map((f) => f.page)).toEqual([0, 1, 2]);
    expect(after.fields[2]!.rect).toEqual({ x: 90_000, y: 155_000, w: 180_000, h: 45_000 });
    expect(new Set(after.fields.map((f) => f.id)).size).toBe(3);
    expect(edit.copyToAllPages(after, draft.fields[0]!.id, pages)).toBe(after);
  });
  it("a duplicate stands free beside the first", () => {
    const draft = ready();
    const made = edit.duplicate(draft, draft.fields[0]!.id, pages)!;
    const [first, second] = made.draft.fields;
    expect(second!.rect.y).toBeGreaterThanOrEqual(first!.rect.y + first!.rect.h);
    expect(edit.duplicate(draft, "nobody", pages)).toBeNull();
  });
  it("a free place goes up where the page ends", () => {
    const low = { x: 0, y: A4.h - 45_000, w: 180_000, h: 45_000 };
    expect(edit.freePlace(low, A4, [low]).y).toBeLessThan(low.y - 45_000 + 1);
  });
  it("a free place leaves words free where there is room nearby, and only then", () => {
    const wanted = { x: 100_000, y: 400_000, w: 180_000, h: 45_000 };
    const line = (y: number) => ({ x: 70_000, y, w: 450_000, h: 12_000 });
    const gap = edit.freePlace(wanted, A4, [], [line(395_000), line(410_000), line(425_000)]);
    expect(gap.y).toBeGreaterThan(437_000);
    expect(gap.y).toBeLessThan(460_000);
    const full = Array.from({ length: 56 }, (_, n) => line(n * 15_000));
    expect(edit.freePlace(wanted, A4, [], full)).toEqual(wanted);
  });
  it("keys move and resize but never leave the page", () => {
    const rect = { x: 1_000, y: 1_000, w: 20_000, h: 20_000 };
    expect(edit.nudge(rect, -2_000, 0, A4, false)).toEqual({ ...rect, x: 0 });
    expect(edit.nudge(rect, -90_000, 2_000, A4, true)).toEqual({ ...rect, w: 12_000, h: 22_000 });
    const atEdge = { ...rect, x: A4.w - 20_000 };
    expect(edit.nudge(atEdge, 50_000, 0, A4, true)).toEqual(atEdge);
  });
  it("goes over the wire without tabs and space around names, and loses no other character", () => {
    const draft = { ...ready(), title: " Offer\tof\u0007 \ufeffwork ", message: "a\r\nb\tc" };
    draft.recipients = [{ ...draft.recipients[0]!, name: "\ufeff\tMira\tHolt\0 " }];
    const tidy = edit.tidied(draft);
    expect([tidy.title, tidy.message, tidy.recipients[0]!.name]).toEqual([
      "Offer of\u0007 \ufeffwork",
      "a\nb c",
      "Mira Holt\0",
    ]);
  });
  it("recipients have colours by their place", () => {
    expect(edit.colourOf(ready(), "jonas")).toBe(2);
    expect(edit.colourOf(ready(), "nobody")).toBe(1);
  });
});
