import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { messagesOf } from "../../scripts/messages.ts";
import type { LogEntry } from "../../src/api/types";
import { csv, placeOf, tell } from "../../src/app/settings/log";
import { freeName } from "../../src/app/settings/names";
import { modules } from "../../src/app/settings/qr";
import { networksIn, SCOPES } from "../../src/app/settings/scopes";
import { has, use } from "../../src/i18n/index.svelte";

const folder = join(process.cwd(), "../locales");
const core = join(process.cwd(), "../crates/onesign-core/src");
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E Safari/604";
const MORNING = "2026-11-30T08:00:00.000Z";
const NOON = "2026-11-30T12:00:00.000Z";

const entry = (
  seq: number,
  type: string,
  at: string,
  detail: Record<string, unknown> = {},
): LogEntry => ({ seq, type, at, detail: detail as LogEntry["detail"] });

beforeEach(() => use("en", messagesOf(folder, "app", "en")));

it("every fact of an account has its sentence", () => {
  const rust = readFileSync(join(core, "fact.rs"), "utf8");
  const pattern = /= "((?:account|session|second_factor|recovery_|password|api_key)[a-z_.]*)" \{/g;
  const types = [...rust.matchAll(pattern)].map((found) => found[1]!);
  expect(types.length).toBeGreaterThan(12);
  const id = (type: string) => `log-${type.replaceAll(/[._]/g, "-")}`;
  expect(types.filter((type) => !has(id(type)))).toEqual([]);
});

it("every scope of an API key is explained", () => {
  const rust = readFileSync(join(core, "identity/api_scope.rs"), "utf8");
  const scopes = [...rust.matchAll(/strum\(serialize = "([a-z:]+)"\)/g)].map((found) => found[1]);
  expect(SCOPES.map(({ scope }) => scope)).toEqual(scopes);
  for (const { name, text } of SCOPES) expect(has(name) && has(text), name).toBe(true);
});

describe("the log", () => {
  it("tells a sign-in in two steps without the change of the session's identifier", () => {
    const told = tell([
      entry(4, "session.opened", NOON, {
        auth_methods: ["password", "totp"],
        ip: "192.0.2.7",
        user_agent: PHONE,
      }),
      entry(3, "session.closed", NOON),
      entry(2, "second_factor.used", NOON, { method: "totp" }),
      entry(1, "session.opened", MORNING, { auth_methods: ["password"], ip: "192.0.2.7" }),
    ]);
    expect(told.map(({ title }) => title)).toEqual(["Second factor confirmed", "Signed in"]);
    expect(told.map(({ details }) => details)).toEqual([
      ["With authenticator app"],
      ["With password"],
    ]);
    expect(placeOf(told[0]!)).toEqual(["192.0.2.7", "Safari on iPhone"]);
  });

  it("keeps the sessions that a change ends", () => {
    const told = tell([
      entry(6, "session.opened", NOON, { auth_methods: ["password"], ip: "192.0.2.7" }),
      entry(5, "session.closed", NOON),
      entry(4, "session.closed", NOON),
      entry(3, "session.closed", NOON),
      entry(2, "password.changed", NOON, { by: "holder", ip: "192.0.2.7" }),
    ]);
    expect(told.map(({ title }) => title)).toEqual(["2 sessions ended", "Password changed"]);
  });

  it("keeps a sign-out and a later sign-in", () => {
    const told = tell([
      entry(2, "session.opened", NOON, { auth_methods: ["password"] }),
      entry(1, "session.closed", MORNING),
    ]);
    expect(told.map(({ title }) => title)).toEqual(["Signed in", "A session ended"]);
  });

  it("names factors, keys and what was wrong, and shows unknown types", () => {
    const told = tell([
      entry(5, "thing.happened", "2026-11-30T08:00:05.000Z"),
      entry(4, "session.refused", "2026-11-30T08:00:04.000Z", { code: "wrong_second_factor" }),
      entry(3, "second_factor.enrolled", "2026-11-30T08:00:03.000Z", {
        label: "Phone",
        method: "totp",
      }),
      entry(2, "api_key.created", "2026-11-30T08:00:02.000Z", {
        label: "Till",
        scopes: ["envelopes:read", "links:read"],
        networks: ["192.0.2.0/24"],
      }),
    ]);
    expect(told.map(({ title, details }) => [title, ...details])).toEqual([
      ["Recorded: thing.happened"],
      ["A wrong code was entered"],
      ["Second factor added", "“Phone”", "Authenticator app"],
      [
        "API key created",
        "“Till”",
        "Read envelopes",
        "Get signing links",
        "Only from 192.0.2.0/24",
      ],
    ]);
    expect(told.map(({ kind }) => kind)).toEqual(["changes", "sign-ins", "changes", "changes"]);
  });

  it("becomes a CSV file that no spreadsheet takes for formulas", () => {
    const told = tell([
      entry(1, "session.opened", NOON, {
        auth_methods: ["password"],
        ip: "192.0.2.7",
        user_agent: '=HYPERLINK("http://x.example")',
      }),
    ]);
    expect(csv(told).split("\r\n")).toEqual([
      '\ufeff"Time","Event","Details","Address","Browser","Type"',
      `"${NOON}","Signed in","With password","192.0.2.7","'=HYPERLINK(""http://x.example"")","session.opened"`,
      "",
    ]);
  });
});

it("a QR code is one path in a square with a light margin", () => {
  const { path, size } = modules("otpauth://totp/Northwind:ada%40northwind.example?secret=ABC");
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)];
  expect(runs.map(([run]) => run).join("")).toBe(path);
  for (const [, x, y, width] of runs) {
    expect(Number(x)).toBeGreaterThanOrEqual(4);
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(size - 4);
    expect(Number(y)).toBeGreaterThanOrEqual(4);
    expect(Number(y)).toBeLessThan(size - 4);
  }
  // The first row is the tops of the two upper finder patterns, seven modules wide each.
  const first = runs.filter(([, , y]) => y === "4");
  expect([first[0]?.[3], first.at(-1)?.[3]]).toEqual(["7", "7"]);
});

it("a new factor gets a free name", () => {
  expect(freeName("Phone", [])).toBe("Phone");
  expect(freeName("Phone", ["Phone", "Phone 2"])).toBe("Phone 3");
});

it("networks are read one a line", () => {
  expect(networksIn(" 192.0.2.7 \n\n2001:db8::/32\r\n")).toEqual(["192.0.2.7", "2001:db8::/32"]);
  expect(networksIn("\n")).toEqual([]);
});
