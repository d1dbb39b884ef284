/**
 * The browser's own key. The page makes it when it opens a link; it never leaves the browser and signs every write, so
 * that a stolen cookie can't sign a document.
 */

const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;

export const hex = (bytes: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(bytes as ArrayBuffer), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** Base64url without padding. */
export const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Lower-case hex SHA-256. */
export const sha256 = async (bytes: BufferSource): Promise<string> =>
  hex(await crypto.subtle.digest("SHA-256", bytes));

/** A new P-256 key. Scripts can use its private half but can't read it. */
export const newKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ECDSA, false, ["sign"]);

/** The public key in the server's format: SubjectPublicKeyInfo, DER, base64url. */
export const publicKey = async (pair: CryptoKeyPair): Promise<string> =>
  base64url(await crypto.subtle.exportKey("spki", pair.publicKey));

/** A write of a signing session: `link` is the selector of the session's link. */
export interface Written {
  link: string;
  method: string;
  /** Includes the query, if there is one. */
  path: string;
}

/** The signed bytes of one request. */
export function requestText(
  { link, method, path }: Written,
  unixMs: number,
  counter: number,
  bodySha256: string,
): string {
  const [bare, query = ""] = path.split(/\?(.*)/s);
  return `onesign/request/2\n${link}\n${method}\n${bare}\n${query}\n${unixMs}\n${counter}\n${bodySha256}`;
}

/** The value of the `Onesign-Key-Signature` header: `{unix_ms}.{counter}.{base64url(r||s)}`. */
export async function proof(
  key: CryptoKey,
  written: Written,
  body: Uint8Array<ArrayBuffer>,
  unixMs: number,
  counter: number,
): Promise<string> {
  const text = requestText(written, unixMs, counter, await sha256(body));
  return `${unixMs}.${counter}.${base64url(await crypto.subtle.sign(SIGNATURE, key, new TextEncoder().encode(text)))}`;
}
