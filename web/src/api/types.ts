/** Short names for the API's schemas. */
import type { components } from "./schema";

type Schemas = components["schemas"];

type Faults = { pointer: string; code: string; detail?: string }[];

export type ProblemBody = Omit<Schemas["Problem"], "errors"> & { errors?: Faults };
export type Instance = Schemas["InstanceView"];
export type Notice = Schemas["NoticeView"];
export type Me = Schemas["Me"];
export type Session = Schemas["SessionView"];
export type SecondFactor = Schemas["SecondFactorView"];
export type SecondFactors = Schemas["SecondFactors"];
export type NewTotp = Schemas["NewTotp"];
export type ApiKey = Schemas["ApiKeyView"];
export type ApiScope = Schemas["ApiScope"];
export type LogEntry = Schemas["LogEntry"];
export type Rect = Schemas["Rect"];
export type PageSize = Schemas["PageView"];
export type TextRun = Schemas["TextItem"];
export type FieldKind = Schemas["FieldKind"];
export type Draft = Schemas["DraftView"];
export type DraftField = Schemas["FieldView"];
export type DraftRecipient = Schemas["DraftRecipientView"];
export type Recipient = Schemas["RecipientView"];
export type RecipientStatus = Recipient["status"];
export type Envelope = Schemas["EnvelopeView"];
export type EnvelopeStatus = Envelope["status"];
export type EnvelopeSummary = Schemas["EnvelopeSummary"];
export type DetectedField = Schemas["DetectedView"];
export type Fact = Schemas["FactView"];
export type Facts = Schemas["FactList"];
export type Mark = Schemas["Mark"];
/** The value of a field; `null` is empty. Dates are `YYYY-MM-DD`. */
export type Value = Schemas["EntryView"];
export type Mail = Schemas["MailSummary"];
export type MailText = Schemas["MailView"];
export type Axis = Schemas["AxisView"];
export type Report = Schemas["Report"];
export type KnownFile = Schemas["KnownFile"];
export type PageDifference = Schemas["PageDifferenceView"];
