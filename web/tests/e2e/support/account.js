/** The account of a new server's owner: its second factor, set up through the API to prepare a scene. */
import { Authenticator } from "./authenticator.js";
import { OWNER, Sender } from "./sender.js";

/** The owner of this new server, signed in with the password in this browser. */
export async function ownerOf(server, context) {
  const owner = new Sender(context, server.origin);
  await owner.setUp(server.setupLink);
  return owner;
}

/** Enrols an authenticator app. Returns it with the recovery codes. */
export async function enrol(owner) {
  const { secret, ticket } = await owner.post("/v1/me/second-factors/totp", {
    password: OWNER.password,
  });
  const authenticator = new Authenticator(secret);
  const code = await authenticator.code();
  const { codes } = await owner.post("/v1/me/second-factors", { ticket, code, label: "Phone" });
  return { authenticator, codes };
}

/** Types the owner's address and password on the sign-in page. */
export async function typePassword(page, password = OWNER.password) {
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
