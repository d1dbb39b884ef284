/** Values that are known before anybody types. */
import type { SignerField, Values } from "../api/sign-client";
import { isFilled } from "./fields";

/** "Mira van der Holt" → "MvdH": the first letter of each part, as written. */
export function initialsOf(name: string): string {
  return name
    .trim()
    .split(/[\s-]+/u)
    .map((part) => [...part].find((letter) => /\p{L}/u.test(letter)) ?? "")
    .join("")
    .slice(0, 6);
}

/** Today where the signer is, as `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The saved values, with name and date filled in where they are still empty. */
export function prefilled(fields: readonly SignerField[], name: string, now = new Date()): Values {
  const values: Values = {};
  for (const field of fields) {
    values[field.id] = field.value ?? null;
    if (isFilled(field.value)) continue;
    if (field.kind === "full_name") values[field.id] = name;
    // A date nobody asked for stays empty: filling it in would be a statement.
    if (field.kind === "date" && field.required) values[field.id] = today(now);
  }
  return values;
}
