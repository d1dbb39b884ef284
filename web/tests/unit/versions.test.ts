import { expect, it } from "vitest";
import type { Draft } from "../../src/api/types";
import { keep, takeKept } from "../../src/app/editor/unsaved";
import { differences, type Words } from "../../src/app/editor/versions";

const words: Words = {
  recipient: (draft, index) => draft.recipients[index]!.name,
  field: (_, field) => `${field.kind} ${field.page}`,
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
  fields: [{ id: "f", recipient: "m", kind: "signature", page: 0, rect, required: true, label: "" }],
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

it("what a session's end left unsaved is given back once, and to its owner only", () => {
  keep("e", "ada", draft);
  expect(takeKept("e", "eve")).toBeNull();
  expect(takeKept("e", "ada")).toBeNull();
  keep("e", "ada", draft);
  expect(takeKept("other", "ada")).toBeNull();
  expect(takeKept("e", "ada")).toBe(draft);
  expect(takeKept("e", "ada")).toBeNull();
});
