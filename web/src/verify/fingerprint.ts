import { sha256 } from "../api/proof";

/** SHA-256 of a file in lower-case hex. Reading the file takes most of the time, so `onShare` (0 to 1) reports that. */
export async function fingerprint(file: File, onShare: (share: number) => void): Promise<string> {
  const bytes = new Uint8Array(file.size);
  let read = 0;
  const reader = file.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    // A file that grows during the reading is another file.
    if (read + part.value.length > bytes.length)
      throw new DOMException("the file has grown", "NotReadableError");
    bytes.set(part.value, read);
    read += part.value.length;
    onShare(bytes.length === 0 ? 1 : read / bytes.length);
  }
  if (read < bytes.length) throw new DOMException("the file has shrunk", "NotReadableError");
  return sha256(bytes);
}
