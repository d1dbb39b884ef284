import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { assured, type Person } from "../../src/api/assurance";
import { answer, makeClient } from "../../src/api/client";
import { secondFactor } from "../../src/app/secondFactor.svelte";

const respond = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" },
  });
const refusal = (status: number, code: string) => respond(status, { code, status, title: code });

let responses: Response[];
/** The bodies that reached the server, in order. */
let sent: string[];
let person: { [K in keyof Person]: ReturnType<typeof vi.fn<Person[K]>> };

beforeEach(() => {
  sent = [];
  person = {
    confirm: vi.fn<Person["confirm"]>(async () => true),
    lacksFactor: vi.fn<Person["lacksFactor"]>(),
    isIncomplete: vi.fn<Person["isIncomplete"]>(),
    isOut: vi.fn<Person["isOut"]>(),
  };
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.text());
    return responses.shift() ?? respond(500, {});
  });
});
afterEach(() => vi.unstubAllGlobals());

const create = () =>
  answer(
    makeClient(assured(person)).POST("/v1/me/api-keys", {
      body: { label: "Till", scopes: ["envelopes:read"], networks: [], expires_in_days: 30 },
    }),
  );

it("a fresh second factor is asked for, and the request repeated with its body", async () => {
  responses = [refusal(403, "step_up_required"), respond(201, { id: "1", key: "osk_1" })];
  expect(await create()).toEqual({ id: "1", key: "osk_1" });
  expect(person.confirm).toHaveBeenCalledOnce();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
  expect(sent[0]).toContain("Till");
});

it("nothing is repeated if the person gives none", async () => {
  person.confirm.mockResolvedValue(false);
  responses = [refusal(403, "step_up_required")];
  await expect(create()).rejects.toMatchObject({ code: "step_up_required" });
  expect(sent).toHaveLength(1);
});

it("a person without a second factor sets one up", async () => {
  responses = [refusal(403, "second_factor_missing")];
  await expect(create()).rejects.toMatchObject({ code: "second_factor_missing" });
  expect(person.lacksFactor).toHaveBeenCalledOnce();
  expect(person.confirm).not.toHaveBeenCalled();
});

it("a sign-in without its second factor is continued, not begun again", async () => {
  responses = [refusal(401, "second_factor_required")];
  await expect(create()).rejects.toMatchObject({ code: "second_factor_required" });
  expect(person.isIncomplete).toHaveBeenCalledOnce();
  expect(person.isOut).not.toHaveBeenCalled();
});

it("a session has ended if a second try is refused too", async () => {
  responses = [refusal(401, "not_signed_in"), respond(201, { id: "1", key: "osk_1" })];
  expect(await create()).toEqual({ id: "1", key: "osk_1" });
  expect(person.isOut).not.toHaveBeenCalled();
  responses = [refusal(401, "not_signed_in"), refusal(401, "not_signed_in")];
  await expect(create()).rejects.toMatchObject({ code: "not_signed_in" });
  expect(person.isOut).toHaveBeenCalledOnce();
});

it("a wrong password ends no session, and other refusals ask nobody", async () => {
  const client = makeClient(assured(person));
  responses = [refusal(401, "wrong_credentials")];
  const body = { email: "ada@northwind.example", password: "wrong" };
  await expect(answer(client.POST("/v1/sessions", { body }))).rejects.toMatchObject({
    code: "wrong_credentials",
  });
  responses = [new Response("<html>", { status: 403 })];
  await expect(create()).rejects.toMatchObject({ status: 403 });
  for (const asked of Object.values(person)) expect(asked).not.toHaveBeenCalled();
});

it("requests at the same time share one question, and the next one asks again", async () => {
  const both = Promise.all([secondFactor.confirm(), secondFactor.confirm()]);
  expect(secondFactor.asking).toBe(true);
  secondFactor.settle(true);
  expect(await both).toEqual([true, true]);
  expect(secondFactor.asking).toBe(false);
  const later = secondFactor.confirm();
  expect(secondFactor.asking).toBe(true);
  secondFactor.settle(false);
  expect(await later).toBe(false);
});
