/**
 * Sentences in the visitor's language, from the Fluent catalogues in `locales/`.
 *
 * A surface names its loaders, `start()` loads one language, and `t()` formats; templates follow a change of language.
 */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { MessageName } from "virtual:message-names";

export type { MessageName };

type Loader = () => Promise<{ default: string }>;

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);
const COOKIE = "onesign-locale";

let loaders: Record<string, Loader> = {};
let active = $state.raw<{ locale: string; bundle: FluentBundle }>({
  locale: "en",
  bundle: new FluentBundle("en"),
});

/** The first wanted language that exists, otherwise `en`. A region falls back to its language. */
export function choose(wanted: readonly string[], available: readonly string[]): string {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0] ?? "";
    if (available.includes(tag)) return tag;
    if (available.includes(base)) return base;
  }
  return available.includes("en") ? "en" : (available[0] ?? "en");
}

function remembered(): string[] {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
  return found ? [found.slice(COOKIE.length + 1)] : [];
}

/** Loads the language of the cookie, of the served page, or of the browser, in this order. */
export async function start(available: Record<string, Loader>): Promise<void> {
  loaders = available;
  // The build marks the pages that exist once per language: there the server has already chosen.
  const served = document.documentElement.hasAttribute("data-chosen")
    ? [document.documentElement.lang]
    : [];
  await load(choose([...remembered(), ...served, ...navigator.languages], Object.keys(loaders)));
}

/** The same for a page that has no texts yet for an error message: retries until it succeeds. */
export async function begin(available: Record<string, Loader>): Promise<void> {
  for (let wait = 500; ; wait = Math.min(8_000, wait * 2)) {
    try {
      return await start(available);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function load(locale: string): Promise<void> {
  const loader = loaders[locale];
  if (!loader) throw new Error(`no messages in ${locale}`);
  use(locale, (await loader()).default);
}

/** Makes a catalogue's text the active one. */
export function use(locale: string, text: string): void {
  // Isolation characters stay on only for right-to-left languages: in others they would appear in copied text.
  const bundle = new FluentBundle(locale, { useIsolating: RIGHT_TO_LEFT.has(locale) });
  bundle.addResource(new FluentResource(text));
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.has(locale) ? "rtl" : "ltr";
  active = { locale, bundle };
}

/** Switches the language and stores it on this device. */
export async function speak(locale: string): Promise<void> {
  await load(locale);
  document.cookie = `${COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
}

/** The active language. */
export function locale(): string {
  return active.locale;
}

/** The languages of this surface. */
export function locales(): string[] {
  return Object.keys(loaders);
}

/** Whether a message exists: a server or a file may use a newer name. */
export function has(id: string): id is MessageName {
  return active.bundle.hasMessage(id);
}

/** A sentence. A missing message shows its name, so that someone notices and fixes it. */
export function t(id: MessageName, args?: Record<string, FluentVariable>): string {
  const pattern = active.bundle.getMessage(id)?.value;
  if (!pattern) return id;
  return active.bundle.formatPattern(pattern, args ?? null, []);
}

/** The language's own name, as in "Deutsch". */
export function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}
