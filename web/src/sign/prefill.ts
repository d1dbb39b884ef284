/** Values that are known before any typing. */
import type { SignerField, Values } from "../api/sign-client";
import { isFilled } from "./fields";

/** "Mira van der Holt" → "MvdH": the first letter of each part, as written. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/[\s-]+/u);
  return parts
    .flatMap((part) => [...part].find((letter) => /\p{L}/u.test(letter)) ?? [])
    .slice(0, 6)
    .join("");
}

/** Today in UTC, as `YYYY-MM-DD`: the day that the server writes into a signature. */
export const today = (now: Date): string => now.toISOString().slice(0, 10);

/** The saved values; empty ones get the values of an earlier session, and the name. */
export function prefilled(fields: readonly SignerField[], name: string): Values {
  const values: Values = {};
  for (const field of fields) {
    // Any text ticks a box.
    const offered = field.kind === "checkbox" && field.offered ? true : field.offered;
    const value = field.value ?? null;
    values[field.id] = isFilled(value) ? value : (offered ?? value);
    if (isFilled(values[field.id])) continue;
    if (field.kind === "full_name") values[field.id] = name;
  }
  return values;
}
