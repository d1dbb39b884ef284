/** This device's memory of a link: the key made at its opening, in IndexedDB under the selector. */

export interface Kept {
  key: CryptoKey;
  /** The recipient of the session: one browser may hold links of several people. */
  envelope: string;
  person: string;
}

const STORE = "keys";
/** If the database is not available (private windows), the visit still works until the page closes. */
const fallback = new Map<string, Kept>();

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("onesign-sign", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

async function run<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function remember(selector: string, kept: Kept): Promise<void> {
  fallback.set(selector, kept);
  try {
    await run("readwrite", (store) => store.put(kept, selector));
  } catch {
    // The visit continues; a later one will need a new link.
  }
}

export async function recall(selector: string): Promise<Kept | undefined> {
  try {
    return (
      (await run<Kept | undefined>("readonly", (store) => store.get(selector))) ??
      fallback.get(selector)
    );
  } catch {
    return fallback.get(selector);
  }
}

/** The counters of this page, if the database is not available. */
const counters = new Map<string, number>();

/** A number for a signed write: higher than any before on this device, in every tab and with any clock. */
export async function nextCounter(selector: string): Promise<number> {
  let next = Math.max(Date.now(), (counters.get(selector) ?? 0) + 1);
  const key = `counter ${selector}`;
  try {
    await run<number | undefined>("readwrite", (store) => {
      const found = store.get(key);
      found.onsuccess = () => {
        next = Math.max(next, (found.result ?? 0) + 1);
        store.put(next, key);
      };
      return found;
    });
  } catch {
    // Then only this page has the key.
  }
  counters.set(selector, next);
  return next;
}

export async function forget(selector: string): Promise<void> {
  fallback.delete(selector);
  try {
    await run("readwrite", (store) => store.delete(selector));
  } catch {
    // No key was stored.
  }
}
