/**
 * The code in the link that the server prints when it starts, `/setup#{code}`: a person with that link may set the
 * server up.
 */
let code = "";

/** Moves the code from the address into this page's memory. Call it before anything else. */
export function takeSetupCode(where: Location, history: History): void {
  if (!/^\/setup\/?$/.test(where.pathname) || where.hash.length < 2) return;
  code = where.hash.slice(1).replace(/%2d/gi, "-");
  history.replaceState(null, "", "/setup");
}

/** The code from the link, if the link opened this page. */
export const setupCode = (): string => code;
