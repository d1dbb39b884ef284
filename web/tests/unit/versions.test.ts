import { expect, it } from "vitest";
import type { Draft } from "../../src/api/types";
import { keep, takeKept } from "../../src/app/editor/unsaved";
import { differences, type Words } from "../../src/app/editor/versions";

const words: Words = {
  recipient: (draft, index) => draft.recipients[index]!.name,
  field: (_, field) => `${field.kind} ${field.page}`,
  more: {
    role: ({ role }) => role,
    step: ({ step }) => `step ${step}`,
    place: ({ rect }) => `at ${rect.x} ${rect.y}`,
    size: ({ rect }) => `${rect.w} by ${rect.h}`,
    required: ({ required }) => (required ? "required" : "optional"),
    prefill: ({ prefill }) => `says ${prefill ?? "nothing"}`,
  },
  days: String,
  language: (tag) => tag,
};
const rect = { x: 0, y: 0, w: 90_000, h: 20_000 };
const draft: Draft = {
  title: "Offer",
  message: "",
  locale: "en",
  expires_in_days: 30,
  recipients: [{ id: "m", name: "Mira", email: "m@example.com", role: "signer", step: 1 }],
  fields: [
    { id: "f", recipient: "m", kind: "signature", page: 0, rect, required: true, label: "" },
  ],
};

it("two versions are shown where they differ, and nowhere else", () => {
  expect(differences(draft, { ...draft, title: " Offer " }, words)).toEqual([]);
  const other: Draft = {
    ...draft,
    title: "Contract",
    recipients: [...draft.recipients, { id: "j", name: "Jonas", email: "", role: "copy", step: 1 }],
    fields: [{ ...draft.fields[0]!, page: 3 }],
  };
  expect(differences(draft, other, words)).toEqual([
    { what: "title", mine: ["Offer"], other: ["Contract"] },
    { what: "recipients", mine: [], other: ["Jonas"] },
    { what: "fields", mine: ["signature 0"], other: ["signature 3"] },
  ]);
});

it("says what differs where two lines would be the same", () => {
  const field = draft.fields[0]!;
  const withField = (change: Partial<typeof field>): Draft => ({
    ...draft,
    fields: [{ ...field, ...change }],
  });
  const fieldsOf = (other: Draft) => differences(draft, other, words);
  for (const [change, mine, other] of [
    [{ rect: { ...rect, x: 50_000 } }, "at 0 0", "at 50000 0"],
    [{ rect: { ...rect, h: 30_000 } }, "90000 by 20000", "90000 by 30000"],
    [{ required: false }, "required", "optional"],
    [{ prefill: "Acme" }, "says nothing", "says Acme"],
  ] as const) {
    const found = {
      what: "fields",
      mine: [`signature 0\n${mine}`],
      other: [`signature 0\n${other}`],
    };
    expect(fieldsOf(withField(change))).toEqual([found]);
  }
  const copied: Draft = {
    ...draft,
    recipients: [{ ...draft.recipients[0]!, role: "copy", step: 2 }],
  };
  expect(differences(draft, copied, words)).toEqual([
    { what: "recipients", mine: ["Mira\nsigner\nstep 1"], other: ["Mira\ncopy\nstep 2"] },
  ]);
});

it("what a session's end left unsaved is given back once, and to its owner only", () => {
  keep("e", "ada", draft);
  expect(takeKept("e", "eve")).toBeNull();
  expect(takeKept("e", "ada")).toBeNull();
  keep("e", "ada", draft);
  expect(takeKept("other", "ada")).toBeNull();
  expect(takeKept("e", "ada")).toBe(draft);
  expect(takeKept("e", "ada")).toBeNull();
});
