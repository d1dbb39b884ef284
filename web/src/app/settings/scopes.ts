/** What an API key may do, in words. */
import type { ApiScope } from "../../api/types";
import type { MessageName } from "../../i18n/index.svelte";

/** In the order of the dialog, each with its name and its explanation. */
export const SCOPES: { scope: ApiScope; name: MessageName; text: MessageName }[] = [
  { scope: "envelopes:read", name: "scope-envelopes-read", text: "scope-envelopes-read-text" },
  { scope: "envelopes:write", name: "scope-envelopes-write", text: "scope-envelopes-write-text" },
  { scope: "envelopes:send", name: "scope-envelopes-send", text: "scope-envelopes-send-text" },
  { scope: "links:read", name: "scope-links-read", text: "scope-links-read-text" },
];

/** The name of a scope, for the sentence that lists what a key may do. */
export const scopeName = (scope: ApiScope): MessageName | undefined =>
  SCOPES.find((known) => known.scope === scope)?.name;

/** The networks in a text with one a line; empty lines don't count. */
export const networksIn = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
