/**
 * A value as JSON that every parser accepts: inputs and cut texts can contain half a surrogate pair, which has no UTF-8
 * form (RFC 8259, 8.1), so it is removed.
 */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "string" ? part.replace(/\p{Cs}+/gu, "") : part,
  );
