/** A forgery: a revision appended to a PDF, in the ordinary way, that paints over its first page. */

/** The number after the last `startxref`. */
const lastTable = (text) => Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)[1]);

/** The newest text of an object, which must be directly in the file and not in an object stream. */
function newest(text, number) {
  const begin = text.lastIndexOf(`\n${number} 0 obj`);
  if (begin < 0) throw new Error(`object ${number} is not in the file`);
  return text.slice(text.indexOf("obj", begin) + 3, text.indexOf("endobj", begin)).trim();
}

/** The file with a black bar over its first page, and all earlier bytes unchanged. */
export function paintedOver(file) {
  const text = Buffer.from(file).toString("latin1");
  const trailer = text.slice(lastTable(text));
  const size = Number(/\/Size (\d+)/.exec(trailer)[1]);
  const root = Number(/\/Root (\d+) 0 R/.exec(trailer)[1]);
  const pages = Number(/\/Pages (\d+) 0 R/.exec(newest(text, root))[1]);
  const first = Number(/\/Kids\s*\[\s*(\d+) 0 R/.exec(newest(text, pages))[1]);
  const page = newest(text, first);
  const ink = "q 0 0 0 rg 72 480 160 26 re f Q";
  const contents = page.replace(
    /\/Contents\s*(?:\[([^\]]*)\]|(\d+ 0 R))/,
    (_, list, one) => `/Contents [${list ?? one} ${size} 0 R]`,
  );
  if (contents === page) throw new Error("the page has no content to paint over");
  let out = "\n";
  const places = [];
  const add = (number, body) => {
    places.push([number, file.length + Buffer.byteLength(out, "latin1")]);
    out += `${number} 0 obj\n${body}\nendobj\n`;
  };
  add(first, contents);
  add(size, `<< /Length ${ink.length} >>\nstream\n${ink}\nendstream`);
  const table = file.length + Buffer.byteLength(out, "latin1");
  const lines = places.map(
    ([number, at]) => `${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`,
  );
  const info = `/Size ${size + 1} /Root ${root} 0 R /Prev ${lastTable(text)}`;
  out += `xref\n${lines.join("")}trailer\n<< ${info} >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.concat([Buffer.from(file), Buffer.from(out, "latin1")]);
}
