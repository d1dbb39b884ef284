/** The server's report on a file, and what of it is said where. */
import type { Report as Served } from "../api/types";

/** What a signature says about itself. Every member may be missing: a broken file has broken signatures. */
export interface Signature {
  field?: string;
  verdict?: string;
  sub_indication?: string | null;
  sentence?: string;
  level?: string | null;
  signer?: string | null;
  issuer?: string | null;
  certificate_sha256?: string | null;
  algorithm?: string | null;
  claimed_at?: string | null;
  proven_at?: string | null;
  reason?: string | null;
  covers_whole_file?: boolean;
}

type Trail = NonNullable<Served["trail"]>;
/** Somebody asked to sign, with the time when they did. */
export type Person = Omit<Trail["people"][number], "signed_at"> & { signed_at: string | null };

export type Report = Omit<Served, "signatures" | "trail"> & {
  signatures: Signature[];
  trail?: (Omit<Trail, "envelope" | "people"> & { stream?: string; envelope?: string; people: Person[] }) | null;
};

export type Tone = "proven" | "unsure" | "refused";

/** Green is for what is proven, amber for what isn't known or wasn't checked, red for what was refused. */
export function tone(status: string): Tone {
  if (status === "passed") return "proven";
  return status === "failed" ? "refused" : "unsure";
}

const ORDER = ["integrity", "identity", "time", "modification", "coverage", "trail", "log"];

/** The axes in the order in which people ask: whole, who, when, changed; what the server adds stands last. */
export function inOrder(axes: Report["axes"]): Report["axes"] {
  const place = (axis: string) => (ORDER.includes(axis) ? ORDER.indexOf(axis) : ORDER.length);
  return [...axes].sort((a, b) => place(a.axis) - place(b.axis));
}

/** Who signed, and when the last of them did. */
export function signers(report: Report): { names: string[]; last: string } | null {
  const signed = (report.trail?.people ?? []).filter((person) => person.signed_at);
  if (signed.length === 0) return null;
  const times = signed.map((person) => person.signed_at ?? "").sort();
  return { names: signed.map((person) => person.name), last: times.at(-1) ?? "" };
}
