/**
 * The HTTP interface as types, in the shape that openapi-typescript generates (`components`, `paths`).
 * `client.ts` and `types.ts` are the only modules that import it.
 */

type Json<T> = { content: { "application/json": T } };
type Fails = { content: { "application/problem+json": components["schemas"]["Problem"] } };
type None = { content?: never };

type Parameters<Path = never, Query = never> = {
  query?: [Query] extends [never] ? never : Query;
  header?: never;
  path?: [Path] extends [never] ? never : Path;
  cookie?: never;
};
type At<Path> = { query?: never; header?: never; path: Path; cookie?: never };

type Get<Answer, P = Parameters> = { parameters: P; requestBody?: never; responses: { 200: Json<Answer>; default: Fails } };
type Write<Body, Status extends number, Answer, P = Parameters> = {
  parameters: P;
  requestBody: { content: { "application/json": Body } };
  responses: { [K in Status]: [Answer] extends [null] ? None : Json<Answer> } & { default: Fails };
};
type Delete = { parameters: Parameters; requestBody?: never; responses: { 204: None; default: Fails } };

type S = components["schemas"];
type Empty = Record<string, never>;
type EnvelopeId = { id: string };

export interface components {
  schemas: {
    /** RFC 9457 problem with a stable code. */
    Problem: {
      type: string;
      title: string;
      status: number;
      detail?: string;
      code: string;
      errors?: { pointer: string; code: string; detail?: string }[];
    };
    Instance: {
      name: string;
      version: string;
      setup_required: boolean;
      mail: "outbox" | "smtp";
      seal_level: "B-B" | "B-T";
      limits: { max_bytes: number; max_pages: number };
      locales: string[];
    };
    Me: { id: string; name: string; email: string; role: string };
    Setup: { name: string; email: string; password: string; instance_name?: string };
    NewSession: { email: string; password: string };
    /** Millipoints (1/1000 pt), origin top-left of the displayed page, y down. */
    Rect: { x: number; y: number; w: number; h: number };
    /** Millipoints. */
    PageSize: { w: number; h: number };
    TextRun: { text: string; rect: S["Rect"] };
    FieldKind: "signature" | "initials" | "full_name" | "text" | "date" | "checkbox";
    RecipientRole: "signer" | "copy";
    DraftRecipient: { id: string; name: string; email: string; role: S["RecipientRole"]; step: number };
    DraftField: {
      id: string;
      recipient: string;
      kind: S["FieldKind"];
      /** 0-based. */
      page: number;
      rect: S["Rect"];
      required: boolean;
      label: string;
    };
    Draft: {
      title: string;
      message: string;
      locale: string;
      expires_in_days: number;
      recipients: S["DraftRecipient"][];
      fields: S["DraftField"][];
    };
    RecipientStatus: "waiting" | "invited" | "opened" | "consented" | "signed" | "declined" | "informed";
    Recipient: S["DraftRecipient"] & { status: S["RecipientStatus"]; signed_at: string | null; reason: string | null };
    EnvelopeStatus: "draft" | "sent" | "completed" | "sealed" | "declined" | "voided" | "expired";
    DetectedField: {
      kind: S["FieldKind"];
      page: number;
      rect: S["Rect"];
      name: string;
      required: boolean;
    };
    EnvelopeDocument: {
      received_sha256: string;
      normalised_sha256: string;
      bytes: number;
      pages: S["PageSize"][];
      removed: { kind: string; count: number }[];
      warnings: string[];
      detected: S["DetectedField"][];
    };
    Envelope: {
      id: string;
      status: S["EnvelopeStatus"];
      title: string;
      message: string;
      locale: string;
      expires_in_days: number;
      filename: string;
      created_at: string;
      sent_at: string | null;
      expires_at: string | null;
      completed_at: string | null;
      sealed_at: string | null;
      seal_level: "B-B" | "B-T" | null;
      document: S["EnvelopeDocument"];
      recipients: S["Recipient"][];
      fields: S["DraftField"][];
      void_reason: string | null;
    };
    EnvelopeSummary: {
      id: string;
      status: S["EnvelopeStatus"];
      title: string;
      recipients: { name: string; status: S["RecipientStatus"] }[];
      created_at: string;
      updated_at: string;
      expires_at: string | null;
    };
    EnvelopeList: { items: S["EnvelopeSummary"][]; next: string | null };
    Fact: {
      seq: number;
      type: string;
      at: string;
      actor: string;
      digest: string;
      detail: Record<string, unknown>;
    };
    /** `head` is the digest of the newest fact. */
    Facts: { items: S["Fact"][]; head: string | null };
    Mail: { id: string; to: string; subject: string; at: string; envelope: string | null };
    MailText: S["Mail"] & { text: string; html: string; links: string[] };

    Link: {
      state: "ready" | "used" | "dead" | "closed";
      purpose: "sign" | "copy";
      sender_name: string;
      instance_name: string;
    };
    Hand: "caveat" | "dancing_script" | "parisienne";
    TypedSignature: { kind: "typed"; text: string; hand: S["Hand"] };
    /** Strokes in the pad's own units (`width` × `height`), integers. */
    DrawnSignature: { kind: "drawn"; width: number; height: number; strokes: [number, number][][] };
    FieldValue: S["TypedSignature"] | S["DrawnSignature"] | string | boolean | null;
    SigningField: Omit<S["DraftField"], "recipient"> & { recipient?: string; value: S["FieldValue"] };
    Stamped: { page: number; rect: S["Rect"]; kind: S["FieldKind"]; value: S["FieldValue"] };
    Signing: {
      envelope: {
        id: string;
        title: string;
        message: string;
        sender_name: string;
        sender_email: string;
        instance_name: string;
        status: S["EnvelopeStatus"];
        expires_at: string | null;
        pages: S["PageSize"][];
        normalised_sha256: string;
        filename: string;
        locale: string;
      };
      me: { id: string; name: string; email: string; status: S["RecipientStatus"]; role: S["RecipientRole"] };
      others: { name: string; status: S["RecipientStatus"]; step: number }[];
      disclosure: { version: number | string; locale: string; sha256: string; summary: string; text: string };
      consented: boolean;
      fields: S["SigningField"][];
      stamped: S["Stamped"][];
      purpose: "sign" | "copy";
      sealed_available: boolean;
    };

    Axis: {
      axis: "integrity" | "coverage" | "identity" | "time" | "modification" | "trail" | "log";
      status: "passed" | "failed" | "indeterminate" | "not_checked";
      sentence: string;
      details: string[];
    };
    Report: {
      file: { name?: string; sha256: string; bytes: number };
      verdict: "passed" | "failed" | "indeterminate";
      sub_indication?: string | null;
      sentence: string;
      level?: string | null;
      axes: S["Axis"][];
      signatures: Record<string, unknown>[];
      trail?: {
        envelope: string;
        title: string;
        head: string;
        facts: { seq: number; type: string; at: string; sentence: string; detail: Record<string, unknown> }[];
        people: { name: string; email: string; signed_at: string | null }[];
      } | null;
    };
  };
}

export interface paths {
  "/v1/instance": { get: Get<S["Instance"]> };
  "/v1/setup": { post: Write<S["Setup"], 201, S["Me"]> };
  "/v1/sessions": { post: Write<S["NewSession"], 201, S["Me"]> };
  "/v1/sessions/current": { delete: Delete };
  "/v1/me": { get: Get<S["Me"]> };
  "/v1/envelopes": { get: Get<S["EnvelopeList"], Parameters<never, { status?: string; q?: string; after?: string }>> };
  "/v1/envelopes/{id}": { get: Get<S["Envelope"], At<EnvelopeId>> };
  "/v1/envelopes/{id}/draft": { put: Write<S["Draft"], 200, S["Envelope"], At<EnvelopeId>> };
  "/v1/envelopes/{id}/sending": { post: Write<Empty, 200, S["Envelope"], At<EnvelopeId>> };
  "/v1/envelopes/{id}/voiding": { post: Write<{ reason: string }, 200, S["Envelope"], At<EnvelopeId>> };
  "/v1/envelopes/{id}/recipients/{rid}/reminders": {
    post: Write<Empty, 200, S["Envelope"], At<EnvelopeId & { rid: string }>>;
  };
  "/v1/envelopes/{id}/facts": { get: Get<S["Facts"], At<EnvelopeId>> };
  "/v1/envelopes/{id}/pages/{n}/text": { get: Get<{ items: S["TextRun"][] }, At<EnvelopeId & { n: number }>> };
  "/v1/outbox": { get: Get<{ items: S["Mail"][] }> };
  "/v1/outbox/{id}": { get: Get<S["MailText"], At<{ id: string }>> };

  "/v1/links/{selector}": { get: Get<S["Link"], At<{ selector: string }>> };
  "/v1/links/{selector}/exchange": {
    post: Write<{ secret: string; public_key: string }, 201, S["Signing"], At<{ selector: string }>>;
  };
  "/v1/links/{selector}/renewal": { post: Write<Empty, 202, Empty, At<{ selector: string }>> };
  "/v1/signing": { get: Get<S["Signing"]> };
  "/v1/signing/consents": {
    post: Write<{ disclosure_version: number | string; locale: string; sha256: string }, 200, S["Signing"]>;
  };
  "/v1/signing/views": { post: Write<{ pages: { page: number; sha256: string }[] }, 204, null> };
  "/v1/signing/values": { put: Write<{ values: Record<string, S["FieldValue"]> }, 204, null> };
  "/v1/signing/signature": {
    post: Write<{ document_sha256: string; values: Record<string, S["FieldValue"]> }, 200, S["Signing"]>;
  };
  "/v1/signing/declining": { post: Write<{ reason: string }, 200, S["Signing"]> };
  "/v1/signing/pages/{n}/text": { get: Get<{ items: S["TextRun"][] }, At<{ n: number }>> };
}
