/** The link of a mail to choose a new password: `/reset#{account}.{secret}`. */
export interface ResetLink {
  account: string;
  secret: string;
}
let link: ResetLink | undefined;

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/i;

/** Moves the secret from the address into this page's memory. Call it before anything else. */
export function takeResetLink(where: Location, history: History): void {
  if (!/^\/reset\/?$/.test(where.pathname) || where.hash.length < 2) return;
  const [, account, secret] = FORM.exec(where.hash.slice(1)) ?? [];
  if (account && secret) link = { account, secret };
  history.replaceState(null, "", "/reset");
}

/** The link that opened this page, if it is whole. */
export const resetLink = (): ResetLink | undefined => link;
