import { describe, expect, it } from "vitest";
import type { DetectedField, Draft } from "../../src/api/types";
import { fromDetected, readName, withDetected } from "../../src/app/editor/detected";

const A4 = { w: 595_276, h: 841_890 };
const found = (kind: DetectedField["kind"], name: string, page = 0): DetectedField => ({
  kind,
  name,
  page,
  rect: { x: 1, y: 1, w: 90_000, h: 20_000 },
  required: false,
});
const person = (id: string) => ({ id, name: id, email: "", role: "signer" as const, step: 1 });
const draft: Draft = { title: "", message: "", locale: "en", expires_in_days: 30, recipients: [person("mira")], fields: [] };

describe("the name of a found field", () => {
  it.each([
    ["signer1", 1, ""],
    ["signer 2", 2, ""],
    ["Company:signer2", 2, "Company"],
    ["signer2_company", 2, "Company"],
    ["contact_name", null, "Contact name"],
    ["ContactName", null, "Contact Name"],
    ["PO number", null, "PO number"],
    ["Straße Hausnummer", null, "Straße Hausnummer"],
    ["form1[0].Page1[0].TextField1[0]", null, ""],
    ["Text 12", null, ""],
    ["f1_01", null, ""],
    ["", null, ""],
  ])("%s", (name, signer, label) => expect(readName(name)).toEqual({ signer, label }));
});

it("fields of the PDF's own form are taken over if their page exists", () => {
  const fields = fromDetected([found("text", "Place"), found("text", "Place", 9)], () => "mira", [A4]);
  expect(fields).toHaveLength(1);
  expect(fields[0]).toMatchObject({ kind: "text", recipient: "mira", label: "Place", required: false });
});

it("a found signature is never optional", () => {
  expect(fromDetected([found("signature", "Sign here")], () => "mira", [A4])[0]?.required).toBe(true);
});

it("text tags go to the signer they name, who is added if missing", () => {
  const grown = withDetected(draft, [found("signature", "signer1"), found("signature", "signer2"), found("date", "signer2"), found("text", "Place")], "mira", [A4]);
  expect(grown.recipients).toHaveLength(2);
  const second = grown.recipients[1]!.id;
  expect(grown.fields.map((f) => f.recipient)).toEqual(["mira", second, second, "mira"]);
  expect(grown.fields.map((f) => f.label)).toEqual(["", "", "", "Place"]);
});
