/**
 * A value as JSON that every reader takes: inputs and cut texts can hold half a character, which has no UTF-8
 * (RFC 8259, 8.1), so it is left out.
 */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "string" ? part.replace(/\p{Cs}+/gu, "") : part,
  );
