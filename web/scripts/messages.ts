/**
 * Message catalogues as modules, and one HTML shell for each language.
 *
 * `virtual:messages/<surface>/<locale>` is the text of that surface's catalogues in one language, so a visitor
 * downloads only one language. For each page the build also writes `<page>.<locale>.html` with the right `lang`, `dir`,
 * title, a preload of that language's chunk and of the fonts that every page uses: the server picks the shell by the
 * visitor's language, which saves a round trip.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";
import surfaces from "./surfaces.json" with { type: "json" };

/** The catalogues each surface needs, in `locales/<locale>/`. */
export const SURFACES = surfaces;

type Surface = keyof typeof SURFACES;

/** The surface whose texts each page shows first. */
const PAGES: Record<string, Surface> = { app: "app", sign: "arrive", verify: "verify" };

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);
/** The fonts for Latin text on every page except the signing page, which is built separately. */
const FONTS = /\b(inter|source-serif-4)-latin-wght-normal-[^/]+\.woff2$/;
const PREFIX = "virtual:messages/";

/** The text of a surface's catalogues in one language, without comments. */
export function messagesOf(locales: string, surface: Surface, locale: string): string {
  return SURFACES[surface]
    .map((file) => readFileSync(join(locales, locale, `${file}.ftl`), "utf8"))
    .join("\n")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n");
}

/** The languages that have a folder in `locales/`. */
export function localesIn(locales: string): string[] {
  return readdirSync(locales, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function titleOf(text: string, locale: string): string {
  const bundle = new FluentBundle(locale);
  bundle.addResource(new FluentResource(text));
  const title = bundle.getMessage("page-title")?.value;
  return title ? bundle.formatPattern(title) : "OneSign";
}

/** The Vite plugin; `locales` is the folder of the catalogues. */
export function messages(locales: string): Plugin {
  return {
    name: "onesign-messages",
    resolveId(id) {
      return id.startsWith(PREFIX) ? `\0${id}` : undefined;
    },
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const [surface, locale] = id.slice(PREFIX.length + 1).split("/") as [Surface, string];
      for (const file of SURFACES[surface]) this.addWatchFile(join(locales, locale, `${file}.ftl`));
      return `export default ${JSON.stringify(messagesOf(locales, surface, locale))};`;
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        for (const [name, surface] of Object.entries(PAGES)) {
          const page = bundle[`${name}.html`];
          if (page?.type !== "asset") continue;
          for (const locale of localesIn(locales)) {
            const chunk = chunks.find(
              (c) => c.facadeModuleId === `\0${PREFIX}${surface}/${locale}`,
            );
            if (!chunk) this.error(`no chunk holds the ${locale} messages of ${surface}`);
            const fonts = Object.values(bundle)
              .filter((file) => FONTS.test(file.fileName))
              .map(
                (file) =>
                  `\n    <link rel="preload" as="font" type="font/woff2" crossorigin href="/${file.fileName}">`,
              );
            const html = String(page.source)
              .replace(
                /<html[^>]*>/,
                `<html lang="${locale}" dir="${RIGHT_TO_LEFT.has(locale) ? "rtl" : "ltr"}" data-chosen>`,
              )
              .replace(
                /<title>[^<]*<\/title>/,
                `<title>${titleOf(messagesOf(locales, surface, locale), locale)}</title>`,
              )
              .replace(
                "</title>",
                `</title>\n    <link rel="modulepreload" crossorigin href="/${chunk.fileName}">${fonts.join("")}`,
              );
            this.emitFile({ type: "asset", fileName: `${name}.${locale}.html`, source: html });
          }
        }
      },
    },
  };
}
