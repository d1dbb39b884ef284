/** The server's report on a file, and the place of each statement. */
import type { components } from "../api/schema";
import type { MessageName } from "../i18n/index.svelte";
import type { KnownFile, PageDifference as Difference, Report as Served } from "../api/types";

type Schemas = components["schemas"];

/** This server's record of a file that it sealed. */
export type Known = KnownFile;
export type PageDifference = Difference;
export type Picture = NonNullable<Difference["before"]>;
export type Change = Schemas["ChangeView"];
export type Area = Difference["areas"][number];

/** A signature's description of itself. Every member may be missing, because a broken file has broken signatures. */
export interface Signature {
  field?: string;
  verdict?: string;
  sub_indication?: string | null;
  sentence?: string;
  said?: Schemas["SaidView"];
  level?: string | null;
  signer?: string | null;
  issuer?: string | null;
  certificate_sha256?: string | null;
  algorithm?: string | null;
  algorithm_said?: Schemas["SaidView"] | null;
  claimed_at?: string | null;
  proven_at?: string | null;
  reason?: string | null;
  covers_whole_file?: boolean;
  changes?: Change[];
}

type Trail = NonNullable<Served["trail"]>;
/** A signer, with the time of signing. */
export type Person = Omit<Trail["people"][number], "signed_at"> & { signed_at: string | null };

export type Report = Omit<Served, "signatures" | "trail"> & {
  signatures: Signature[];
  trail?:
    | (Omit<Trail, "envelope" | "people"> & {
        stream?: string;
        envelope?: string;
        people: Person[];
      })
    | null;
};

export type Tone = "proven" | "unsure" | "refused";

/** Green for proven, amber for unknown or unchecked, red for refused. */
export function tone(status: string): Tone {
  if (status === "passed") return "proven";
  return status === "failed" ? "refused" : "unsure";
}

/** The same for the signer's permissions. */
export function ruled(ruling: Change["ruling"]): Tone {
  return ({ permitted: "proven", refused: "refused", unclear: "unsure" } as const)[ruling];
}

const ORDER = ["integrity", "identity", "time", "modification", "coverage", "trail", "log"];

/** The axes in the order of people's questions: whole, who, when, changed; additional axes of the server come last. */
export function inOrder(axes: Report["axes"]): Report["axes"] {
  const place = (axis: string) => (ORDER.includes(axis) ? ORDER.indexOf(axis) : ORDER.length);
  return [...axes].sort((a, b) => place(a.axis) - place(b.axis));
}

/**
 * The details of an axis beyond its sentence, without those that the sentence or the list of changes already contains.
 */
export function further(
  axis: Report["axes"][number],
  listed: Change[],
): { by: Schemas["SaidView"] | undefined; english: string }[] {
  const told = new Set(listed.map((change) => change.sentence));
  const all = axis.details.map((english, index) => ({ by: axis.details_said[index], english }));
  return all.filter(({ english }) => !told.has(english) && !axis.sentence.endsWith(english));
}

/** The signers, and the time of the last signature. */
export function signers(report: Report): { names: string[]; last: string } | null {
  const signed = (report.trail?.people ?? []).filter((person) => person.signed_at);
  if (signed.length === 0) return null;
  const times = signed.map((person) => person.signed_at ?? "").sort();
  return { names: signed.map((person) => person.name), last: times.at(-1) ?? "" };
}

/** A file about which the report can only say what it is not. */
export function isNothing(report: Report): "unsigned" | "not-pdf" | null {
  if (report.verdict !== "indeterminate" || report.signatures.length > 0) return null;
  if (report.said.code === "no_signature") return "unsigned";
  return report.said.code === "not_a_pdf" ? "not-pdf" : null;
}

/** The message name of the verdict in one sentence: a found change is mentioned at once, permitted or not. */
export function headline(report: Report): MessageName {
  const nothing = isNothing(report);
  if (nothing) return `verdict-${nothing}`;
  // Only timestamps: nobody signed.
  if (report.said.code === "unchanged_since_timestamp") return "verdict-stamped";
  if (report.said.code === "permitted_since_timestamp") return "verdict-stamped-permitted";
  if (report.verdict === "passed" && changes(report).length > 0) return "verdict-passed-permitted";
  if (report.verdict !== "failed") return `verdict-${report.verdict}`;
  // A signature that does not match may also be one for another document.
  if (report.said.code === "document_changed") return "verdict-other";
  const changed = report.axes.some(
    (axis) => axis.axis === "modification" && axis.status === "failed",
  );
  return changed ? "verdict-changed" : "verdict-failed";
}

/** Whether the report's sentence repeats the headline. */
export const isSaid = (report: Report): boolean => isNothing(report) !== null;

/** Whether nothing but trust is missing: the signer's certificate leads to no issuer that this server trusts. */
export function isUnknown(report: Report): boolean {
  if (report.verdict !== "indeterminate" || report.said.code !== "signer_unknown") return false;
  const why = report.said.values["why"];
  return typeof why === "object" && ["no_chain", "issuer_missing"].includes(why.code);
}

/** Whether it is a document timestamp, whose authority signed nothing. */
export const isTimestamp = (signature: Schemas["SignatureView"]): boolean =>
  signature.axes.some((axis) => axis.axis === "integrity" && /^(time)?stamp/.test(axis.said.code));

/** The answer to a question: a message of the catalogue, a time, or a name. */
export type Answer = { id: string; count?: number } | { at: string } | { name: string };

/** The answer of an axis in the words of its question: “Changes: none”, not “Changes: proven”. */
export function answerOf(axis: Report["axes"][number], report: Report): Answer {
  // A time that only the signing computer states was checked, but nothing confirms it.
  if (axis.said.code === "time_claimed") return { id: "answer-time-indeterminate" };
  if (axis.status === "not_checked") return { id: "answer-not-checked" };
  const plain: Answer = { id: `answer-${axis.axis}-${axis.status}` };
  if (axis.status !== "passed") return plain;
  const { name, authority, when } = axis.said.values;
  switch (axis.axis) {
    case "identity": {
      const holder = name ?? authority;
      return typeof holder === "string" ? { name: holder } : plain;
    }
    case "time": {
      const at = typeof when === "string" ? when.replace(/^(\S+) (\S+) UTC$/, "$1T$2Z") : "";
      return Number.isNaN(Date.parse(at)) ? plain : { at };
    }
    case "coverage":
      if (axis.said.code.startsWith("covered_then")) return { id: "answer-coverage-then" };
      return axis.said.code.startsWith("covered_but") ? { id: "answer-coverage-document" } : plain;
    case "modification":
      return changes(report).length > 0 ? { id: "answer-modification-permitted" } : plain;
    case "trail":
      return report.trail ? { id: "answer-trail-facts", count: report.trail.facts.length } : plain;
    default:
      return plain;
  }
}

/** The part of a page, in ten-thousandths, that shows all areas close up; the whole page if that is most of it. */
export function closeUp(areas: Area[]): Area {
  const left = Math.min(...areas.map((a) => a.x)) - 400;
  const top = Math.min(...areas.map((a) => a.y)) - 300;
  const right = Math.max(...areas.map((a) => a.x + a.w)) + 400;
  const bottom = Math.max(...areas.map((a) => a.y + a.h)) + 300;
  const whole = { x: 0, y: 0, w: 10_000, h: 10_000 };
  if (areas.length === 0 || (right - left) * (bottom - top) > 50_000_000) return whole;
  const stretch = (from: number, to: number, least: number): [number, number] => {
    const length = Math.min(10_000, Math.max(least, to - from));
    return [Math.max(0, Math.min(10_000 - length, from - (length - (to - from)) / 2)), length];
  };
  const [x, w] = stretch(left, right, 4_500);
  const [y, h] = stretch(top, bottom, 1_200);
  return { x, y, w, h };
}

/** The changes after the oldest signature, which has the most changes after it. */
export const changes = (report: Report): Change[] =>
  report.signatures
    .map((signature) => signature.changes ?? [])
    .reduce((most, one) => (one.length > most.length ? one : most), []);
