/** The code in the link that the server prints when it starts, `/setup#{code}`: whoever opens it may set the server up. */
let code = "";

/** Takes the code out of the address, so that it stays in this page's memory only. To be called before anything else. */
export function takeSetupCode(where: Location, history: History): void {
  if (!/^\/setup\/?$/.test(where.pathname) || where.hash.length < 2) return;
  code = where.hash.slice(1).replace(/%2d/gi, "-");
  history.replaceState(null, "", "/setup");
}

/** The code that the link carried, if this page was opened by it. */
export const setupCode = (): string => code;
