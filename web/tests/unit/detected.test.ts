import { describe, expect, it } from "vitest";
import type { DetectedField, Draft } from "../../src/api/types";
import { fromDetected, isFilledIn, withDetected } from "../../src/app/editor/detected";
import { renamed } from "../../src/app/editor/draft";
import { json } from "../../src/api/wire";
import { readName } from "../../src/app/editor/names";
import { initialsOf } from "../../src/sign/prefill";

const A4 = { w: 595_276, h: 841_890 };
const found = (kind: DetectedField["kind"], name: string, page = 0): DetectedField => ({
  kind,
  name,
  page,
  rect: { x: 1, y: 1, w: 90_000, h: 20_000 },
  required: false,
});
const person = (id: string) => ({ id, name: id, email: "", role: "signer" as const, step: 1 });
const draft: Draft = {
  title: "",
  message: "",
  locale: "en",
  expires_in_days: 30,
  recipients: [person("mira")],
  fields: [],
};

describe("characters", () => {
  const wellFormed = (text: string) => !/\p{Cs}/u.test(text);
  it("are never cut in half", () => {
    const label = (caption: string) =>
      fromDetected([{ ...found("text", "x"), caption }], () => "mira", [A4])[0]!.label;
    expect(label(`${"a".repeat(199)}🎉 and more`)).toBe(`${"a".repeat(199)}🎉`);
    expect([...label("🎉".repeat(300))]).toHaveLength(200);
    expect(label("well \ud83c and good")).toSatisfy(wellFormed);
    expect(readName(`${"𠮷".repeat(150)}_${"𠮷".repeat(150)}`, "text").words).toSatisfy(wellFormed);
    expect(initialsOf("𠮷 a 髙 b 𠮷 c 𠮷")).toSatisfy(wellFormed);
    expect(initialsOf("𠮷 a 髙 b 𠮷 c 𠮷")).toBe("𠮷a髙b𠮷c");
  });
  it("keep their own script's beginning", () => {
    expect(readName("ნინო", "text").words).toBe("ნინო");
    expect(readName("ßtraub", "text").words).toBe("ßtraub");
    expect(readName("ölstand", "text").words).toBe("Ölstand");
  });
  it("go over the wire whole, halves left out", () => {
    expect(json({ title: "a\ud83c", fields: [{ label: "\udf89b 🎉" }], n: 1 })).toBe(
      '{"title":"a","fields":[{"label":"b 🎉"}],"n":1}',
    );
  });
});

describe("the name of a found field", () => {
  it.each([
    ["signer1", 1, null, ""],
    ["signer 2", 2, null, ""],
    ["Company:signer2", 2, null, "Company"],
    ["signer2_company", 2, null, "Company"],
    ["contact_name", null, null, "Contact name"],
    ["ContactName", null, null, "Contact name"],
    ["contactName", null, null, "Contact name"],
    ["txtCompany.0", null, null, "Company"],
    ["txt_city", null, null, "City"],
    ["City_2", null, null, "City"],
    ["Place#1", null, null, "Place"],
    ["VATNumber", null, null, "VAT number"],
    ["PO number", null, null, "PO number"],
    ["Straße Hausnummer", null, null, "Straße Hausnummer"],
    ["form1[0].Page1[0].TextField1[0]", null, null, ""],
    ["Text 12", null, null, ""],
    ["f1_01", null, null, ""],
    ["signature", null, null, ""],
    ["Date", null, null, ""],
    ["tenant", null, "tenant", ""],
    ["Place:landlord", null, "landlord", "Place"],
    ["tenant.signature", null, "tenant", ""],
    ["signature_customer", null, "customer", ""],
    ["Unterschrift Vermieter", null, "vermieter", ""],
    ["customer_email", null, null, "Customer email"],
    ["Vermieter", null, "vermieter", ""],
    ["client_name", null, null, "Client name"],
    ["company name", null, null, "Company name"],
    ["", null, null, ""],
  ])("%s", (name, signer, role, words) => expect(readName(name)).toEqual({ signer, role, words }));
});

it("fields of the PDF's own form are taken over if their page exists", () => {
  const fields = fromDetected([found("text", "Place"), found("text", "Place", 9)], () => "mira", [
    A4,
  ]);
  expect(fields).toHaveLength(1);
  expect(fields[0]).toMatchObject({
    kind: "text",
    recipient: "mira",
    label: "Place",
    required: false,
  });
});

it("a found signature is never optional", () => {
  expect(fromDetected([found("signature", "Sign here")], () => "mira", [A4])[0]?.required).toBe(
    true,
  );
});

it("text tags go to the signer they name, who is added if missing", () => {
  const grown = withDetected(
    draft,
    [
      found("signature", "signer1"),
      found("signature", "signer2"),
      found("date", "signer2"),
      found("text", "Place"),
    ],
    "mira",
    [A4],
  );
  expect(grown.recipients).toHaveLength(2);
  const second = grown.recipients[1]!.id;
  expect(grown.fields.map((f) => f.recipient)).toEqual(["mira", second, second, "mira"]);
  expect(grown.fields.map((f) => f.label)).toEqual(["", "", "", "Place"]);
});

it("the same role is the same person, in the order of appearance", () => {
  const tags = [
    found("signature", "client"),
    found("date", "client"),
    found("signature", "tenant"),
    found("date", "tenant"),
  ];
  const grown = withDetected(draft, tags, "mira", [A4]);
  expect(grown.recipients).toHaveLength(2);
  const second = grown.recipients[1]!.id;
  expect(grown.fields.map((f) => f.recipient)).toEqual(["mira", "mira", second, second]);
  expect(grown.fields.map((f) => f.label)).toEqual(["", "", "", ""]);
});

it("a word that fields of different kinds share is a role, too", () => {
  const tags = [
    found("signature", "alpha"),
    found("date", "alpha"),
    found("signature", "beta"),
    found("date", "beta"),
    found("text", "Place"),
  ];
  const grown = withDetected(draft, tags, "mira", [A4]);
  expect(grown.recipients).toHaveLength(2);
  expect(grown.fields.map((f) => f.label)).toEqual(["", "", "", "", "Place"]);
});

it("fields of one kind with the same name are no role", () => {
  const grown = withDetected(draft, [found("text", "Place"), found("text", "Place")], "mira", [A4]);
  expect(grown.recipients).toHaveLength(1);
  expect(grown.fields.map((f) => f.label)).toEqual(["Place", "Place"]);
});

it("names come behind numbers", () => {
  const grown = withDetected(
    draft,
    [found("signature", "witness"), found("signature", "signer1"), found("signature", "signer2")],
    "mira",
    [A4],
  );
  expect(grown.recipients).toHaveLength(3);
  expect(grown.fields.map((f) => grown.recipients.findIndex((r) => r.id === f.recipient))).toEqual([
    2, 0, 1,
  ]);
});

it("a text field that asks for a company is not the company's", () => {
  const grown = withDetected(
    draft,
    [
      found("text", "Company"),
      found("signature", "signer1"),
      found("text", "client"),
      found("date", "client"),
    ],
    "mira",
    [A4],
  );
  expect(grown.fields.map((f) => f.label)).toEqual(["Company", "", "", ""]);
  expect(grown.fields.map((f) => grown.recipients.findIndex((r) => r.id === f.recipient))).toEqual([
    0, 0, 1, 1,
  ]);
});

it("what the form tells people is the label, and what stands in it begins the entry", () => {
  const company = {
    ...found("text", "txtCompany.0"),
    caption: "Name of the company",
    value: "Sample Foods Inc.",
  };
  const box = { ...found("checkbox", "agreed"), value: "Yes" };
  const choice = { ...found("choice", "country"), value: "Germany" };
  const fields = fromDetected([company, box, found("text", "Place"), choice], () => "mira", [A4]);
  expect(fields.map((f) => f.label)).toEqual(["Name of the company", "Agreed", "Place"]);
  expect(fields.map((f) => f.prefill)).toEqual(["Sample Foods Inc.", "Yes", undefined]);
  expect([company, box, found("text", "Place"), choice].map(isFilledIn)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("a draft for another envelope has ids of its own, and the same people", () => {
  const before = withDetected(
    draft,
    [found("signature", "signer1"), found("signature", "signer2")],
    "mira",
    [A4],
  );
  const after = renamed(before);
  expect(after.recipients.map((r) => r.id)).not.toContain("mira");
  expect(after.fields.map((f) => after.recipients.findIndex((r) => r.id === f.recipient))).toEqual([
    0, 1,
  ]);
  expect(new Set([...before.fields, ...after.fields].map((f) => f.id)).size).toBe(4);
});
