// Fills a form as Firefox does: node pdfjs.mjs IN OUT '{"field": value}'. Needs `npm install pdfjs-dist`; PDFJS names its folder.
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [source, target, values] = process.argv.slice(2);
const home = process.env.PDFJS ?? "node_modules/pdfjs-dist";
const pdfjs = await import(pathToFileURL(`${home}/legacy/build/pdf.mjs`).href);
const data = new Uint8Array(await readFile(source));
const file = await pdfjs.getDocument({ data, verbosity: 0, useSystemFonts: false, standardFontDataUrl: `${home}/standard_fonts/` }).promise;
const fields = await file.getFieldObjects();
for (const [name, value] of Object.entries(JSON.parse(values))) {
  const widgets = (fields?.[name] ?? []).filter((one) => one.type !== "");
  for (const one of widgets) {
    if (one.type === "radiobutton") file.annotationStorage.setValue(one.id, { value: one.exportValues === value });
    else if (one.type === "checkbox") file.annotationStorage.setValue(one.id, { value: value !== "Off" });
    else file.annotationStorage.setValue(one.id, { value });
  }
}
await writeFile(target, await file.saveDocument());
