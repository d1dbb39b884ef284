/** Names that a file gives, inside the page's own sentences. */
import { t } from "../i18n/index.svelte";
import { quotable } from "../i18n/plain";

/** The name in quotation marks, which it can't close. */
export const quoted = (name: string): string => t("verify-quoted", { name: quotable(name) });
