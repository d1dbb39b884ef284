/** The filled fields, the remaining ones, and the next one. */
import type { Mark, SignerField, Value, Values } from "../api/sign-client";

export function isFilled(value: Value | undefined): boolean {
  if (typeof value === "string") return value.trim() !== "";
  if (typeof value === "boolean") return value;
  return value !== null && value !== undefined;
}

/** Whether the server fills it in: the day of the signature. */
export const isAutomatic = (field: Pick<SignerField, "kind">) => field.kind === "date";

/** The mark in a value; the day of a signature is not a mark. */
export const markIn = (value: Value | undefined): Mark | null =>
  value && typeof value === "object" && "kind" in value ? value : null;

export const isMark = <F extends Pick<SignerField, "kind">>(
  field: F,
): field is F & { kind: "signature" | "initials" } =>
  field.kind === "signature" || field.kind === "initials";

/** The field with its effective requirement: a signature is always required, whatever the sender chose. */
export const asked = (field: SignerField): SignerField =>
  field.kind === "signature" ? { ...field, required: true } : field;

export type Count = {
  /** Required fields that are filled. */
  done: number;
  /** The number of required fields. Optional ones never count. */
  all: number;
};

export function count(fields: readonly SignerField[], values: Values): Count {
  const required = fields.filter((field) => field.required && !isAutomatic(field));
  return {
    done: required.filter((field) => isFilled(values[field.id])).length,
    all: required.length,
  };
}

export const isComplete = (fields: readonly SignerField[], values: Values) => {
  const { done, all } = count(fields, values);
  return done === all;
};

/**
 * The field after `current` (`null`: before the first one), with `fields` in reading order: the next empty one, and
 * after the end the first required one that was skipped. `null` when it is time to review: no required field is left,
 * and no optional field follows.
 */
export function next(
  fields: readonly SignerField[],
  values: Values,
  current: string | null,
): SignerField | null {
  if (current === null && isComplete(fields, values)) return null;
  const at = fields.findIndex((field) => field.id === current);
  const empty = (field: SignerField) => !isAutomatic(field) && !isFilled(values[field.id]);
  const ahead = fields.slice(at + 1).find(empty);
  if (ahead) return ahead;
  return fields.slice(0, Math.max(at, 0)).find((field) => field.required && empty(field)) ?? null;
}

/** The field before `current`, filled or not. */
export function previous(
  fields: readonly SignerField[],
  current: string | null,
): SignerField | null {
  const at = fields.findIndex((field) => field.id === current);
  return fields.slice(0, Math.max(at, 0)).findLast((field) => !isAutomatic(field)) ?? null;
}

/** "3 of 5": the position of a required field among the required ones, from 1; 0 for optional ones. */
export function ordinal(fields: readonly SignerField[], id: string): number {
  return (
    fields
      .filter((field) => field.required && !isAutomatic(field))
      .findIndex((field) => field.id === id) + 1
  );
}

/** Other empty fields that take the same signature or initials. */
export function alike(
  fields: readonly SignerField[],
  values: Values,
  field: SignerField,
): SignerField[] {
  return fields.filter(
    (other) => other.id !== field.id && other.kind === field.kind && !isFilled(values[other.id]),
  );
}

/** The expected duration, in whole minutes: skim reading, and a few seconds for each field. */
export function minutes(pages: number, fields: number): number {
  return Math.min(60, Math.max(1, Math.round((pages * 20 + fields * 12 + 20) / 60)));
}

export interface Keyboard {
  type: "text" | "email" | "tel";
  inputmode: "text" | "email" | "tel" | "numeric";
  autocomplete:
    | "name"
    | "email"
    | "tel"
    | "organization"
    | "address-level2"
    | "postal-code"
    | "street-address"
    | "organization-title"
    | "off";
}

const HINTS: [RegExp, Keyboard][] = [
  [/e-?mail/i, { type: "email", inputmode: "email", autocomplete: "email" }],
  [/phone|telefon|\btel\b|mobile|handy/i, { type: "tel", inputmode: "tel", autocomplete: "tel" }],
  [
    /company|organi[sz]ation|firma|unternehmen/i,
    { type: "text", inputmode: "text", autocomplete: "organization" },
  ],
  [
    /postcode|postal|\bzip\b|\bplz\b|postleitzahl/i,
    { type: "text", inputmode: "text", autocomplete: "postal-code" },
  ],
  [
    /street|address|straße|adresse|anschrift/i,
    { type: "text", inputmode: "text", autocomplete: "street-address" },
  ],
  [
    /\bcity\b|\bplace\b|\btown\b|\bort\b|stadt/i,
    { type: "text", inputmode: "text", autocomplete: "address-level2" },
  ],
  [
    /job title|position|funktion/i,
    { type: "text", inputmode: "text", autocomplete: "organization-title" },
  ],
];

/** The keyboard and the autofill that suit a field. */
export function keyboard(field: Pick<SignerField, "kind" | "label">): Keyboard {
  if (field.kind === "full_name") return { type: "text", inputmode: "text", autocomplete: "name" };
  return (
    HINTS.find(([words]) => words.test(field.label))?.[1] ?? {
      type: "text",
      inputmode: "text",
      autocomplete: "off",
    }
  );
}

/** Fields of at least this height hold several lines, in millipoints. */
const SEVERAL_LINES = 36_000;

/** Line breaks in pasted text, such as a word processor's own: only "\n" can be printed. */
const BREAKS = /\r\n?|[\n\v\f\x85\u2028\u2029]/g;
/** The text as it is entered: a one-line field joins the lines. */
export const lined = (text: string, several: boolean): string =>
  text.replace(BREAKS, several ? "\n" : " ");

export const isLong = (field: Pick<SignerField, "kind" | "rect">) =>
  field.kind === "text" && field.rect.h >= SEVERAL_LINES;
