/** Reads the names of form fields and text tags: programs and people write them, and signers should see words. */
import { capital } from "../words";

/** "signer2": the number of the signer, counted from 1. */
const WHO =
  /^(?:signer|signatory|recipient|party|person|client|customer|role|unterzeichner|s|r)[ _-]?(\d{1,2})$/i;
/** Words for roles of people. */
const ROLES = new Set(
  `signer signatory client customer buyer purchaser seller vendor supplier tenant landlord lessee lessor employer employee contractor
  consultant borrower lender guarantor licensor licensee witness sender company provider partner guardian candidate
  unterzeichner kunde kundin käufer käuferin verkäufer verkäuferin mieter mieterin vermieter vermieterin arbeitgeber arbeitnehmer
  auftraggeber auftragnehmer lieferant zeuge zeugin darlehensgeber darlehensnehmer`.split(/\s+/),
);
/** Roles that are also requests of a text field: they count only without other words. */
const THINGS = new Set([
  "company",
  "client",
  "customer",
  "partner",
  "supplier",
  "vendor",
  "provider",
  "employer",
  "kunde",
  "arbeitgeber",
]);
/** Prefixes by which programs mark the kind of a field. */
const PREFIX = /^(?:txt|text|fld|chk|cbx?|tb|ddl?|sig|dt|lbl|inp)(?=_|\p{Lu})_?/u;
/** Names that programs generate. */
const MEANINGLESS =
  /^(?:(?:undefined|untitled|fill|field|text|text ?field|text ?box|check|check ?box|signature|sign|sig|initials?|date|full ?name|free ?date|unterschrift|paraphe|datum)[ \d]*|[a-z]{0,2}[ \d]*\d)$/i;

/** Words for a request that the field's kind already states. */
const KIND = /^(?:signature|sign|sig|initials?|date|unterschrift|paraphe|datum)$/i;

export interface Said {
  /** The number of the signer, from 1. */
  signer: number | null;
  /** The role of the signer, in lower case. */
  role: string | null;
  /** The label for people; empty if there is none. */
  words: string;
}

/** The longest label, in characters. */
const LONGEST = 200;

/** The beginning of a text, cut to the length of a label without splitting a character. */
export const clipped = (text: string): string => [...text].slice(0, LONGEST).join("").trimEnd();

/** With a capital first letter, if the script capitalises sentences. */
function begun(text: string): string {
  const [first = "", ...rest] = text;
  return capital(first) + rest.join("");
}

/** The words of a name: split at its separators, without numbers that only distinguish duplicates. */
function wordsOf(parts: readonly string[]): string {
  const split = parts.flatMap((part) => {
    const words = part
      .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
      .split(" ");
    // A program joined "contactName": only its first word keeps a capital letter.
    return words.map((word, index) =>
      index > 0 && /^\p{Lu}\p{Ll}/u.test(word) ? word.toLowerCase() : word,
    );
  });
  const text = split.join(" ").trim();
  const single = text.replace(/^(\p{L}{3,})\d+$/u, "$1");
  if (MEANINGLESS.test(text) || MEANINGLESS.test(single) || !/\p{L}/u.test(text)) return "";
  return clipped(begun(single));
}

/** Reads the name of a field of this kind, such as `form1[0].page1[0].contact_name[0]`, `signer2_company` or `Company:client`. */
export function readName(name: string, kind = "signature"): Said {
  const isText = kind === "text";
  const path = name
    .replace(/\[\d+\]/g, "")
    .split(".")
    .filter(Boolean);
  while (path.length > 1 && /^#?\d+$/.test(path.at(-1) ?? "")) path.pop();
  // The last part is the field's own name.
  const own = (path.at(-1) ?? "")
    .replace(PREFIX, "")
    .replace(/(\p{L})[_#]\d{1,3}$/u, (whole, letter: string) => (WHO.test(whole) ? whole : letter));
  const whole = path.at(-1) ?? "";
  const parts = (WHO.test(whole) ? whole : own).split(/[:;|,_\s]+|-(?=\S)/).filter(Boolean);
  // "signature_customer" only says whose signature it is.
  const isAlone = parts.filter((part) => !KIND.test(part)).length === 1 && own === whole;
  const spoken: string[] = [];
  let signer: number | null = null;
  let role: string | null = null;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    const next = parts[index + 1] ?? "";
    // "signer 2" is one part, too.
    const joined = /^\d{1,2}$/.test(next) ? WHO.exec(part + next) : null;
    const number = WHO.exec(part) ?? joined;
    const word = part.toLowerCase();
    if (number) {
      signer ??= Number(number[1]);
      if (joined && !WHO.test(part)) index++;
    } else if (ROLES.has(word) && role === null && (!THINGS.has(word) || (!isText && isAlone))) {
      role = word;
    } else {
      spoken.push(part);
    }
  }
  // In "tenant.signature", the field's group may be a person.
  for (const group of path.slice(0, -1)) {
    const number = WHO.exec(group);
    signer ??= number ? Number(number[1]) : null;
    if (!role && ROLES.has(group.toLowerCase())) role = group.toLowerCase();
  }
  const numbered = signer !== null && signer >= 1 && signer <= 20 ? signer : null;
  return { signer: numbered, role: numbered ? null : role, words: wordsOf(spoken) };
}
