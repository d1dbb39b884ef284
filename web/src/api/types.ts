/** Short names for the interface's schemas. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type ProblemBody = Schemas["Problem"];
export type Instance = Schemas["Instance"];
export type Me = Schemas["Me"];
export type Rect = Schemas["Rect"];
export type PageSize = Schemas["PageSize"];
export type TextRun = Schemas["TextRun"];
export type FieldKind = Schemas["FieldKind"];
export type Draft = Schemas["Draft"];
export type DraftField = Schemas["DraftField"];
export type DraftRecipient = Schemas["DraftRecipient"];
export type Recipient = Schemas["Recipient"];
export type RecipientStatus = Schemas["RecipientStatus"];
export type Envelope = Schemas["Envelope"];
export type EnvelopeStatus = Schemas["EnvelopeStatus"];
export type EnvelopeSummary = Schemas["EnvelopeSummary"];
export type DetectedField = Schemas["DetectedField"];
export type Fact = Schemas["Fact"];
export type Facts = Schemas["Facts"];
export type Mail = Schemas["Mail"];
export type MailText = Schemas["MailText"];
export type Link = Schemas["Link"];
export type Hand = Schemas["Hand"];
export type FieldValue = Schemas["FieldValue"];
export type TypedSignature = Schemas["TypedSignature"];
export type DrawnSignature = Schemas["DrawnSignature"];
export type Signing = Schemas["Signing"];
export type SigningField = Schemas["SigningField"];
export type Stamped = Schemas["Stamped"];
export type Axis = Schemas["Axis"];
export type Report = Schemas["Report"];
