/** Made from openapi.json by `npm run api`; changes belong there. */

export interface paths {
    "/v1/envelopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the sender's envelopes, newest first. */
        get: operations["get_envelopes"];
        put?: never;
        /**
         * Uploads a PDF and makes a draft envelope of it. The document is checked and rebuilt by allow-list first; what
         *     was removed is listed in the answer. One that is already signed is not rebuilt: it is attached, byte for byte,
         *     to copies of its pages.
         */
        post: operations["post_envelopes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One envelope, for its sender. */
        get: operations["get_envelopes_id"];
        put?: never;
        post?: never;
        /** Deletes a draft. Its document is kept in quarantine for thirty days, where nobody can ask for it, and is then removed. */
        delete: operations["delete_envelopes_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/blank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes another draft from the same upload, in which the fields of its form are empty: what was filled into those that
         *     recipients can fill in is left off the pages and named in `detected`, so that it can be offered to them. The draft
         *     it is made from stays as it is.
         */
        post: operations["post_envelopes_id_blank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/document.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document that signers see. */
        get: operations["get_envelopes_id_document_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replaces the draft. An unfinished draft is fine, and so is one with characters that can't be printed, which
         *     `unprintable` of the answer names; impossible places and unknown recipients are not.
         */
        put: operations["put_envelopes_id_draft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/evidence.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The machine-readable audit trail of the sealed document. */
        get: operations["get_envelopes_id_evidence_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The facts of an envelope in order, for its sender. */
        get: operations["get_envelopes_id_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page as a picture. */
        get: operations["get_envelopes_id_pages_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/pages/{page}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text of a page with its places. */
        get: operations["get_envelopes_id_pages_page_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/recipients/{recipient}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the sender the link of a recipient whose turn it is, or of anybody once the envelope is sealed. That the
         *     sender took it is recorded, as it could have been opened by the sender.
         */
        post: operations["post_envelopes_id_recipients_recipient_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/recipients/{recipient}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a new link to a recipient whose turn it is, or to anybody once the envelope is sealed. */
        post: operations["post_envelopes_id_recipients_recipient_reminders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/sealed.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sealed document. */
        get: operations["get_envelopes_id_sealed_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/sending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends the envelope. Refused, with pointers into the draft, while something is missing, can't be printed or has no room,
         *     and while its document is not what was uploaded.
         */
        post: operations["post_envelopes_id_sending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/envelopes/{id}/voiding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws a draft or a sent envelope. Everybody who was asked is told. */
        post: operations["post_envelopes_id_voiding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What anybody may know about this instance. */
        get: operations["get_instance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instance/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key that seals are made with, and whether it can be used. */
        get: operations["get_instance_seal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{selector}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The state of a link. Says nothing about the envelope, changes nothing. */
        get: operations["get_links_selector"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{selector}/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns a link into a signing session, once. */
        post: operations["post_links_selector_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{selector}/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a new link, which is mailed to the recorded mailbox and only there. Without a mail server the sender is told. */
        post: operations["post_links_selector_renewal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys of the account, expired ones included until the next key is made. */
        get: operations["get_me_api-keys"];
        put?: never;
        /** Makes an API key, which is shown only in this answer. Needs a fresh second factor. */
        post: operations["post_me_api-keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API key at once. */
        delete: operations["delete_me_api-keys_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened with the account: sign-ins, refused ones, and changes of its factors, password and keys. */
        get: operations["get_me_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the password. All other sessions end, and this one gets a new cookie. */
        put: operations["put_me_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes, which replace all earlier ones. */
        post: operations["post_me_recovery-codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The second factors of the account. */
        get: operations["get_me_second-factors"];
        put?: never;
        /** Enrols an authenticator app. With the first second factor come recovery codes, and other sessions end. */
        post: operations["post_me_second-factors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factors/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to enrol an authenticator app: gives its secret. Nothing is stored before a code confirms it. The first second
         *     factor of an account needs its password, a further one a fresh second factor.
         */
        post: operations["post_me_second-factors_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a second factor. With the last one, the recovery codes end. */
        delete: operations["delete_me_second-factors_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the account is signed in. */
        get: operations["get_me_sessions"];
        put?: never;
        post?: never;
        /** Ends all sessions but the one that asks. */
        delete: operations["delete_me_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a session. */
        delete: operations["delete_me_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the owner has to know now: failures first, then the oldest. */
        get: operations["get_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/retries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries everything that waits for a repair again at once, after the owner has repaired what a notice names. */
        post: operations["post_notices_retries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of mails, the newest first. */
        get: operations["get_outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outbox/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One mail. If it carries the link of a recipient that can still be opened, it is recorded that the sender was shown it. */
        get: operations["get_outbox_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outbox/{id}/message.eml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One mail as a message file. This counts as showing its link. */
        get: operations["get_outbox_id_message_eml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a mail with a link to choose a new password. The answer is the same whether or not the address has an account. */
        post: operations["post_password-resets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Chooses a new password with the secret of the mailed link. All sessions of the account end; nobody is signed in. */
        put: operations["put_password-resets_account"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in. If the answer says `incomplete`, the account's second factor comes next. */
        post: operations["post_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs out. */
        delete: operations["delete_sessions_current"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives the session a second factor: after signing in, or to confirm something that asks for a fresh one. */
        put: operations["put_sessions_current_second-factor"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the instance up and signs its owner in. */
        post: operations["post_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signing session, or that it is over because the envelope ended without a seal. */
        get: operations["get_signing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to sign electronically. */
        post: operations["post_signing_consents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/declining": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declines to sign. */
        post: operations["post_signing_declining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/document.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document to be signed. */
        get: operations["get_signing_document_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page as a picture, or that the session is over. */
        get: operations["get_signing_pages_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/pages/{page}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text of a page with its places, or that the session is over. */
        get: operations["get_signing_pages_page_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/sealed.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sealed document. */
        get: operations["get_signing_sealed_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/signature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs. Fields that the request doesn't name keep what was saved in this session. */
        post: operations["post_signing_signature"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves entries, so that they are there when the recipient comes back. They count for nothing before they are signed. */
        put: operations["put_signing_values"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signing/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records which pages were shown, as which pictures. Only pictures that were loaded from here count. 200 says that
         *     nothing is recorded any more.
         */
        post: operations["post_signing_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the files with this fingerprint that were sealed here. That there is none is an answer, not a fault: most files
         *     that people check come from elsewhere.
         */
        get: operations["get_verifications"];
        put?: never;
        /**
         * Checks a PDF and answers with the verdict. It trusts this instance's own root and whom else its operator trusts.
         *     Nothing is fetched.
         */
        post: operations["post_verifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known about the file with this fingerprint: it was sealed here, so it need not be uploaded. */
        get: operations["get_verifications_sha256"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The answer to a renewal: the same, whatever happened. */
        Accepted: Record<string, never>;
        /** @description The API keys of the account, the newest first. */
        ApiKeyList: {
            items: components["schemas"]["ApiKeyView"][];
        };
        /** @description An API key of the account. Its secret is shown only when it is made. */
        ApiKeyView: {
            created_at: string;
            expires_at: string;
            /** Format: uuid */
            id: string;
            label: string;
            networks: string[];
            scopes: components["schemas"]["ApiScope"][];
            /** @description To the minute. */
            used_at?: string | null;
        };
        /**
         * @description One permission of an API key. There is none that administers anything.
         * @enum {string}
         */
        ApiScope: "envelopes:read" | "envelopes:write" | "envelopes:send" | "links:read";
        /** @description A rectangle on a page, in ten-thousandths of its width and height, from the top left corner. */
        AreaView: {
            /** Format: int32 */
            h: number;
            /** Format: int32 */
            w: number;
            /** Format: int32 */
            x: number;
            /** Format: int32 */
            y: number;
        };
        /**
         * @description How sure the server is that it is the holder of the account.
         * @enum {string}
         */
        AssuranceName: "incomplete" | "single" | "double" | "key";
        /**
         * @description What a question is about.
         * @enum {string}
         */
        AxisKind: "integrity" | "coverage" | "identity" | "time" | "modification" | "trail" | "log";
        /** @description A question and its answer. */
        AxisView: {
            axis: components["schemas"]["AxisKind"];
            details: string[];
            /** @description The details as codes with values, in the same order. */
            details_said: components["schemas"]["SaidView"][];
            /** @description The sentence as a code with values. */
            said: components["schemas"]["SaidView"];
            sentence: string;
            status: components["schemas"]["Status"];
        };
        /** @description The beginning of an enrolment. */
        BegunTotp: {
            /**
             * @description The password, for the first second factor of the account: whoever finds a browser signed in must not be able to
             *     lock its holder out.
             */
            password?: string | null;
        };
        /** @description A change that was made after a signature. */
        ChangeView: {
            /** @description Name of the form field. */
            field?: string | null;
            /** @description The kind of change, such as `field_value` or `page_content`. */
            kind: string;
            /**
             * Format: int32
             * @description The page that shows it, counted from 1.
             */
            page?: number | null;
            /**
             * Format: int64
             * @description The revision that made it. Revision 1 is the document as first written.
             */
            revision: number;
            /** @description The rule that decided, as a code. */
            rule: string;
            ruling: components["schemas"]["Ruling"];
            /** @description The sentence as a code with values. */
            said: components["schemas"]["SaidView"];
            /** @description The change in one sentence. */
            sentence: string;
        };
        /** @description The pages of the file compared with those of the part that a signature covers. */
        ComparisonView: {
            /**
             * Format: int32
             * @description How many pages were compared.
             */
            compared: number;
            /** @description The pages that look different. */
            different: components["schemas"]["PageDifferenceView"][];
            /** @description Pages that were not compared, counted from 1: the file has too many, or they are too complex. At most 100. */
            not_compared: number[];
            /**
             * Format: int32
             * @description Pages of the file; absent if no page could be drawn.
             */
            pages_after?: number | null;
            /**
             * Format: int32
             * @description Pages of the signed part; absent if no page could be drawn.
             */
            pages_before?: number | null;
            /** @description Form field of the signature. */
            signature: string;
            /**
             * Format: int64
             * @description Length of the signed part, in bytes.
             */
            signed_bytes: number;
        };
        /** @description The confirmation of an authenticator app. */
        ConfirmedTotp: {
            /** @description The six digits that the app shows. */
            code: string;
            /** @description The person's name for the app or its phone. */
            label: string;
            /** @description As it was given. */
            ticket: string;
        };
        /** @description Which disclosure was read. */
        ConsentBody: {
            /** Format: int64 */
            disclosure_version: number;
            locale: string;
            sha256: string;
        };
        /** @description A recipient's link. */
        CopiedLinkView: {
            /** @description When it ends. */
            expires_at: string;
            /** @description The whole address. Whoever has it can open the document in the recipient's name, once. */
            link: string;
            /** @description Whether it is a new link, so that the one before can no longer be opened. */
            replaces: boolean;
        };
        /** @description A new key, which is shown once. */
        CreatedApiKey: {
            /** Format: uuid */
            id: string;
            /** @description The whole key. */
            key: string;
        };
        /** @description Why somebody declines. */
        DecliningBody: {
            /** @description The sender reads this. */
            reason: string;
        };
        /**
         * @description The kind of field that intake found: a form field, or one that a text tag describes.
         * @enum {string}
         */
        DetectedKind: "text" | "choice" | "checkbox" | "radio" | "signature" | "initials" | "full_name" | "date" | "free_date";
        /** @description A form field that was found in the upload. */
        DetectedView: {
            /** @description The name of the field that the form shows to people. */
            caption?: string | null;
            kind: components["schemas"]["DetectedKind"];
            name: string;
            /** Format: int64 */
            page: number;
            rect: components["schemas"]["Rect"];
            required: boolean;
            /** @description What is filled in; for a box only if it is ticked. */
            value?: string | null;
        };
        /** @description The e-signature disclosure to be agreed to. */
        DisclosureView: {
            locale: string;
            sha256: string;
            summary: string;
            text: string;
            /** Format: int64 */
            version: number;
        };
        /** @description The document of an envelope. */
        DocumentView: {
            /** Format: int64 */
            bytes: number;
            detected: components["schemas"]["DetectedView"][];
            enclosed?: components["schemas"]["EnclosedView"] | null;
            normalised_sha256: string;
            pages: components["schemas"]["PageView"][];
            received_sha256: string;
            removed: components["schemas"]["RemovalView"][];
            /**
             * @description Codes of what the sender should know. After dots, a code names the pages that it is about, counted from 1:
             *     `content_damaged.2.5-7` is about pages 2 and 5 to 7. A code without pages is about the whole document.
             */
            warnings: string[];
        };
        /** @description A recipient as drafted. */
        DraftRecipientView: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            role: components["schemas"]["RecipientRole"];
            /** Format: int64 */
            step: number;
        };
        /** @description Everything that can change before an envelope is sent. */
        DraftView: {
            /** Format: int64 */
            expires_in_days: number;
            fields: components["schemas"]["FieldView"][];
            locale: string;
            message: string;
            recipients: components["schemas"]["DraftRecipientView"][];
            title: string;
        };
        /** @description An attached document and the verdict on its own signatures. */
        EnclosedReport: {
            /** @description The attachment, which is the file that was uploaded. */
            file: components["schemas"]["FileView"];
            /** @description The same sentence as a code with values. */
            said: components["schemas"]["SaidView"];
            /** @description The verdict in one sentence. */
            sentence: string;
            /** @description Every signature in it. */
            signatures: components["schemas"]["SignatureView"][];
            /** @description Why it is not a pass, in the standard's words. */
            sub_indication?: string | null;
            /** @description EN 319 102-1. */
            verdict: components["schemas"]["Verdict"];
        };
        /** @description An upload that was already signed. Its SHA-256 is `received_sha256` of the document. */
        EnclosedView: {
            /**
             * Format: int64
             * @description How many pages of the document are copies of its pages; the pages after them describe what is enclosed.
             */
            copied_pages: number;
            /** @description Name of the attachment. */
            filename: string;
            /** @description Whether fields may be on the copies. If not, a signature permits no changes, and fields go on the last page. */
            permits_stamps: boolean;
        };
        EntryView: components["schemas"]["FieldValue"] | null;
        /** @description A page of envelopes. */
        EnvelopePage: {
            /** @description How many envelopes each status has, regardless of the filter. A status without envelopes is left out. */
            counts: {
                [key: string]: number;
            };
            items: components["schemas"]["EnvelopeSummary"][];
            next?: string | null;
        };
        /**
         * @description How far an envelope has come.
         * @enum {string}
         */
        EnvelopeStatus: "draft" | "sent" | "completed" | "sealed" | "declined" | "voided" | "expired";
        /** @description An envelope in a list. */
        EnvelopeSummary: {
            created_at: string;
            expires_at?: string | null;
            /** Format: uuid */
            id: string;
            recipients: components["schemas"]["SummaryRecipient"][];
            status: components["schemas"]["EnvelopeStatus"];
            title: string;
            updated_at: string;
        };
        /** @description An envelope, for its sender. */
        EnvelopeView: {
            completed_at?: string | null;
            created_at: string;
            document: components["schemas"]["DocumentView"];
            expires_at?: string | null;
            /** Format: int64 */
            expires_in_days: number;
            fields: components["schemas"]["FieldView"][];
            filename: string;
            /** Format: uuid */
            id: string;
            locale: string;
            message: string;
            recipients: components["schemas"]["RecipientView"][];
            /** @description Identifies this state of a draft. A request that replaces or sends the draft names it. Only drafts have one. */
            revision?: string | null;
            /** @description When validation data or a document timestamp was last added after the seal. */
            seal_extended_at?: string | null;
            /** @description The PAdES level reached, with the reason if it is meant to be higher: `B-B: TSA unreachable`. */
            seal_level?: string | null;
            sealed_at?: string | null;
            sealed_sha256?: string | null;
            sender_name: string;
            sent_at?: string | null;
            status: components["schemas"]["EnvelopeStatus"];
            title: string;
            /** @description Entries of the draft that can't be printed, and fields that are too small. They prevent sending. */
            unprintable: components["schemas"]["Unprintable"][];
            updated_at: string;
            void_reason?: string | null;
        };
        /** @description What the browser presents. */
        Exchange: {
            /** @description SubjectPublicKeyInfo of a fresh P-256 key, DER in base64url. */
            public_key: string;
            /** @description The part of the link after `#`. */
            secret: string;
        };
        /** @description All facts of an envelope. */
        FactList: {
            /** @description Digest of the newest fact, base64url. */
            head?: string | null;
            items: components["schemas"]["FactView"][];
        };
        /** @description A fact. */
        FactView: {
            /** @description Who acted, such as `recipient/<id>`. */
            actor: string;
            at: string;
            /** @description The values that it commits to, by name. The type determines which ones: `docs/standards/evidence.md`. */
            detail: {
                [key: string]: unknown;
            };
            /** @description Its digest, base64url. */
            digest: string;
            /**
             * Format: int64
             * @description Its place in the chain, from 0.
             */
            seq: number;
            type: string;
        };
        /**
         * @description What a second factor is.
         * @enum {string}
         */
        FactorMethodName: "totp" | "passkey";
        /** @description One place in the request that is at fault. */
        Fault: {
            /** @description Stable machine code. */
            code: string;
            /** @description What to do about it. */
            detail: string;
            /** @description JSON pointer into the request. */
            pointer: string;
        };
        /** @description A request for validation data. The axes say whether the verifier accepted the answer. */
        FetchView: {
            /**
             * @description Why not: `private` (not asked), `not_web` (not asked), `redirect`, `unreachable`, `status`, `too_large`,
             *     `useless` (not the requested data) or `late`.
             */
            code?: string | null;
            /** @description `crl`, `ocsp` or `issuer` (a certificate). */
            kind: string;
            /** @description The same in words. */
            problem?: string | null;
            /** @description `fetched` or `failed`. */
            status: string;
            /** @description The address that the certificate gives. */
            url: string;
        };
        /**
         * @description What goes into a field. `date` is the day of the signature, which the server fills in; a `free_date` is the
         *     recipient's to choose.
         * @enum {string}
         */
        FieldKind: "signature" | "initials" | "full_name" | "text" | "date" | "free_date" | "checkbox";
        /**
         * @description What is in a field: a mark in signatures and initials, a Boolean in checkboxes, the day of the signature in fields
         *     of the kind `date`, a text in the others; chosen dates are `YYYY-MM-DD`.
         */
        FieldValue: boolean | string | components["schemas"]["Mark"] | components["schemas"]["SigningDate"];
        /** @description A field of a recipient. */
        FieldView: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["FieldKind"];
            label: string;
            /** Format: int64 */
            page: number;
            /** @description The initial text of a text field, which the recipient may change; in a checkbox, any text means ticked. */
            prefill?: string | null;
            /** Format: uuid */
            recipient: string;
            rect: components["schemas"]["Rect"];
            required: boolean;
        };
        /** @description The file. */
        FileView: {
            /** Format: int64 */
            bytes: number;
            name?: string | null;
            /** @description Lower-case hex. */
            sha256: string;
        };
        /** @description A field of the recipient with what is in it. */
        FilledField: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["FieldKind"];
            label: string;
            /** @description The initial text: from an earlier session, or from the sender. It counts once it is saved or signed in this session. */
            offered?: string | null;
            /** Format: int64 */
            page: number;
            /** Format: uuid */
            recipient: string;
            rect: components["schemas"]["Rect"];
            required: boolean;
            /**
             * Format: int64
             * @description About how many characters fit, for typed text. A text that does not fit is refused with the exact number.
             */
            room?: number | null;
            value?: components["schemas"]["FieldValue"] | null;
        };
        /** @description Who forgot their password. */
        Forgotten: {
            email: string;
            /** @description The language of the mail; English if it is not offered. */
            locale?: string | null;
        };
        /** @description A second factor that is given to the session. */
        Given: {
            /** @description The six digits of an authenticator app, or an unused recovery code. */
            code: string;
        };
        /** @description This instance. */
        InstanceView: {
            limits: components["schemas"]["Limits"];
            locales: string[];
            mail: components["schemas"]["MailWay"];
            name: string;
            seal_level: components["schemas"]["MeantLevel"];
            /** @description Whether it still has to be set up, by a person who has the code that the server printed. */
            setup_required: boolean;
            /** @description Whether the caller is signed in, so that `/v1/me` has an answer. */
            signed_in: boolean;
            version: string;
        };
        /**
         * @description The kind of place that the key of the seal comes from.
         * @enum {string}
         */
        KeySource: "self_made" | "pem" | "pkcs12" | "pkcs11" | "csc";
        /** @description A file that was sealed here. It does not say who signed what. */
        KnownFile: {
            /** @description The PAdES level that it reached. */
            level: string;
            /** @description When it was sealed. */
            sealed_at: string;
            /** @description Lower-case hex. */
            sha256: string;
        };
        /** @description Files that were sealed here. */
        KnownFiles: {
            /** @description The one with the fingerprint, or none. */
            items: components["schemas"]["KnownFile"][];
        };
        /** @description Limits of uploads and passwords. */
        Limits: {
            /**
             * Format: int64
             * @description Bytes of an uploaded PDF.
             */
            max_bytes: number;
            /**
             * Format: int32
             * @description Pages of an uploaded PDF.
             */
            max_pages: number;
            /** @description The most bytes of UTF-8 that a password may have; all of them count. */
            max_password_bytes: number;
            /** @description The fewest characters that a new password may have. */
            min_password_chars: number;
        };
        /**
         * @description What can be done with a link: `ready` to be opened, `used`, `dead` (a newer one exists or can be had) or `closed`
         *     (nothing more to do).
         * @enum {string}
         */
        LinkCondition: "ready" | "used" | "dead" | "closed";
        /**
         * @description How far a recipient's newest link has come. `not_sent`: no link has left yet. `waiting`: its mail waits for the mail server.
         *     `failed`: its mail will not arrive. `unanswered`: the mail server was given its mail and did not say whether it
         *     accepted it. `handed_over`: the mail server accepted its mail. `with_sender`: the sender took it or was shown it.
         *     `opened`: it has been opened. `unknown`: it is from a time when this was not recorded.
         * @enum {string}
         */
        LinkDelivery: "not_sent" | "waiting" | "failed" | "unanswered" | "handed_over" | "with_sender" | "opened" | "unknown";
        /**
         * @description How an envelope ended without a seal.
         * @enum {string}
         */
        LinkEnding: "expired" | "voided" | "declined";
        /**
         * @description What a link can be used for.
         * @enum {string}
         */
        LinkPurpose: "sign" | "copy";
        /** @description The state of a recipient's newest link. */
        LinkStatus: {
            /** @description When the recipient asked for another link, if none has been sent since. */
            asked_at?: string | null;
            /** @description Whether a link can be copied for this person now. */
            can_copy: boolean;
            code?: components["schemas"]["MailCode"] | null;
            /** @description When the sender last took the link to pass it on. */
            copied_at?: string | null;
            /** @description Whether copying makes a new link, so that the one sent before can no longer be opened. */
            copy_replaces: boolean;
            /** @description When the mail is tried again. */
            next_try_at?: string | null;
            /** @description What the mail server answered, or why it could not be asked. */
            reply?: string | null;
            /** @description When the sender was first shown the link. */
            shown_at?: string | null;
            /** @description When this state began, RFC 3339. */
            since?: string | null;
            state: components["schemas"]["LinkDelivery"];
        };
        /** @description The state of a link. */
        LinkView: {
            ending?: components["schemas"]["LinkEnding"] | null;
            instance_name: string;
            /**
             * @description `smtp`: a new link goes to the recorded mailbox. `outbox`: there is no mail server; the sender is told that a
             *     new link was asked for, and passes it on.
             */
            mail: components["schemas"]["MailWay"];
            purpose?: components["schemas"]["LinkPurpose"] | null;
            /** @description Whether a new link can be asked for. */
            renewable: boolean;
            state: components["schemas"]["LinkCondition"];
        };
        /** @description Entries of the account's log, the newest first. */
        Log: {
            items: components["schemas"]["LogEntry"][];
            /**
             * Format: int64
             * @description The `before` of the next page, if there is one.
             */
            next?: number | null;
        };
        /** @description An entry of the log. */
        LogEntry: {
            at: string;
            /** @description Values by name. Which there are depends on the type. */
            detail: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description Its place in the account's record, from 0.
             */
            seq: number;
            type: string;
        };
        /**
         * @description Why a mail could not be handed over to the mail server. Facts and the API have it as its word; the catalogues have a
         *     sentence for each.
         * @enum {string}
         */
        MailCode: "mail_address_invalid" | "mail_address_unsupported" | "mail_refused" | "mail_login_refused" | "mail_login_not_offered" | "mail_misconfigured" | "mail_certificate_refused" | "mail_starttls_missing" | "mail_tls_not_spoken" | "mail_unanswered" | "mail_deferred" | "mail_unreachable" | "mail_timed_out" | "mail_tls_failed";
        /** @description A page of mails. */
        MailList: {
            items: components["schemas"]["MailSummary"][];
            /** @description Where the next page begins, if there is one. A page of a search may be short, even empty, and have a next one. */
            next?: string | null;
        };
        /** @description A mail in the list. */
        MailSummary: {
            at: string;
            /** Format: uuid */
            envelope?: string | null;
            /** Format: uuid */
            id: string;
            /** @description What the mail server said when it refused the mail for good. Words and links of such a mail are not kept. */
            refused?: string | null;
            subject: string;
            to: string;
        };
        /** @description A mail. */
        MailView: components["schemas"]["MailSummary"] & {
            html: string;
            link_state?: components["schemas"]["ShownLink"] | null;
            /** @description The links in it. The link of a recipient is given only while it can be opened. */
            links: string[];
            text: string;
        };
        /**
         * @description How mails leave: through a mail server (`smtp`), or not at all (`outbox`): where there is no mail server, they stay in
         *     the outbox and the sender passes links on.
         * @enum {string}
         */
        MailWay: "outbox" | "smtp";
        /** @description A signature or initials as adopted. */
        Mark: {
            /** @description The handwriting font, such as `caveat`. */
            hand: string;
            /** @enum {string} */
            kind: "typed";
            /** @description What is written. */
            text: string;
        } | {
            /**
             * Format: int64
             * @description Height of the pad.
             */
            height: number;
            /** @enum {string} */
            kind: "drawn";
            /** @description Strokes of points `[x, y]`, from the top left of the pad. */
            strokes: [
                number,
                number
            ][][];
            /**
             * Format: int64
             * @description Width of the pad.
             */
            width: number;
        };
        /** @description The signed-in account. */
        Me: {
            assurance: components["schemas"]["AssuranceName"];
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            /** @description When the session was given its second factor last; it counts as fresh for five minutes. */
            second_factor_at?: string | null;
        };
        /**
         * @description The PAdES level new seals are meant to reach.
         * @enum {string}
         */
        MeantLevel: "B-B" | "B-T" | "B-LTA";
        /** @description A key that is to be made. */
        NewApiKey: {
            /**
             * Format: int32
             * @description Days until it expires, at most 365.
             */
            expires_in_days: number;
            /** @description The person's name for it. */
            label: string;
            /** @description The networks that it works from, in CIDR notation such as `192.0.2.0/24`; all if absent or empty. */
            networks?: string[];
            /** @description What it may do. */
            scopes: components["schemas"]["ApiScope"][];
        };
        /** @description A change of the password. */
        NewPassword: {
            /** @description The present password. */
            current: string;
            /** @description The new one, as long as `limits` of `/v1/instance` says. */
            password: string;
        };
        /** @description What an authenticator app needs, before anything is stored. */
        NewTotp: {
            /** @description The secret in base32, for apps without a camera. */
            secret: string;
            /** @description What confirms it together with a code, within a quarter of an hour. */
            ticket: string;
            /** @description The address that the app reads from a QR code. */
            uri: string;
        };
        /**
         * @description What a notice is about. If two begin at the same time, the one listed first here is shown first.
         * @enum {string}
         */
        NoticeCode: "storage_full" | "storage_failing" | "storage_unreachable" | "storage_damaged" | "seal_ended" | "seal_not_yet_valid" | "seal_unavailable" | "seal_ends_soon" | "record_damaged" | "document_damaged" | "sealed_damaged" | "seal_check_failed" | "seal_waiting" | "seal_chain_incomplete" | "mails_waiting" | "work_given_up";
        /** @description What the owner has to know. */
        NoticeList: {
            items: components["schemas"]["NoticeView"][];
        };
        /**
         * @description How bad it is.
         * @enum {string}
         */
        NoticeSeverity: "warning" | "failure";
        /** @description Something that the owner has to know. */
        NoticeView: {
            code: components["schemas"]["NoticeCode"];
            /** @description Words for its sentence, by name. A name that ends in `_at` has a time as RFC 3339. */
            detail: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description The envelope it is about, if it is about one.
             */
            envelope?: string | null;
            severity: components["schemas"]["NoticeSeverity"];
            /**
             * Format: int64
             * @description When it began, as far as known, Unix milliseconds.
             */
            since_ms: number;
        };
        /**
         * @description How a page differs.
         * @enum {string}
         */
        PageChange: "changed" | "added" | "removed";
        /** @description A page that looks different. */
        PageDifferenceView: {
            after?: components["schemas"]["PictureView"] | null;
            /** @description Where it differs. */
            areas: components["schemas"]["AreaView"][];
            before?: components["schemas"]["PictureView"] | null;
            /** @description How. */
            kind: components["schemas"]["PageChange"];
            /**
             * Format: int32
             * @description Counted from 1.
             */
            page: number;
            /** @description `permitted` if what the signer permits explains it, `refused` if the signer forbids it, else `unclear`. */
            ruling: components["schemas"]["Ruling"];
            /**
             * Format: int32
             * @description How much of the page differs, in millionths.
             */
            share_ppm: number;
        };
        /** @description Size of a page as displayed, in millipoints. */
        PageView: {
            /** Format: int64 */
            h: number;
            /** Format: int64 */
            w: number;
        };
        /** @description Somebody who signed. */
        PersonView: {
            email: string;
            name: string;
            signed_at: string;
        };
        /**
         * @description The media type of a picture.
         * @enum {string}
         */
        PictureMime: "image/png" | "image/jpeg";
        /** @description A picture of a page. */
        PictureView: {
            /** @description The picture, base64. */
            data: string;
            /**
             * Format: int32
             * @description In pixels.
             */
            height: number;
            /** @description What it is. */
            mime: components["schemas"]["PictureMime"];
            /**
             * Format: int32
             * @description In pixels.
             */
            width: number;
        };
        /** @description A problem, as a response contains it. */
        Problem: {
            /** @description Stable machine code. */
            code: string;
            /** @description What happened and what to do next. */
            detail: string;
            /** @description The places in the request that are at fault. */
            errors?: components["schemas"]["Fault"][];
            /** @description A reference for the person who runs the server, if the server is at fault: its log contains the same reference. */
            reference?: string | null;
            /**
             * Format: int32
             * @description Seconds until another try makes sense, as in the header `Retry-After`.
             */
            retry_after?: number | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description Always `about:blank`: the code distinguishes problems. */
            type: string;
        };
        /**
         * @description How far a recipient has come, as the sender sees it. `not_sent`: it is their turn, but no link has left for them yet.
         * @enum {string}
         */
        RecipientProgress: "waiting" | "not_sent" | "invited" | "opened" | "consented" | "signed" | "declined" | "informed";
        /**
         * @description What a recipient is asked to do.
         * @enum {string}
         */
        RecipientRole: "signer" | "copy";
        /**
         * @description How far a recipient has come. `Signed` and `Declined` never change again.
         * @enum {string}
         */
        RecipientStatus: "waiting" | "invited" | "opened" | "consented" | "signed" | "declined" | "informed";
        /** @description A recipient and how far they have come, for the sender. */
        RecipientView: {
            email: string;
            /** Format: uuid */
            id: string;
            link?: components["schemas"]["LinkStatus"] | null;
            name: string;
            reason?: string | null;
            role: components["schemas"]["RecipientRole"];
            signed_at?: string | null;
            status: components["schemas"]["RecipientProgress"];
            /** Format: int64 */
            step: number;
        };
        /** @description The recovery codes of an account, which are shown once. */
        RecoveryCodes: {
            /** @description Each works once instead of a second factor. */
            codes: string[];
        };
        /** @description A rectangle in millipoints from the top left corner of the page as displayed. */
        Rect: {
            /**
             * Format: int64
             * @description Height.
             */
            h: number;
            /**
             * Format: int64
             * @description Width.
             */
            w: number;
            /**
             * Format: int64
             * @description Distance from the left edge.
             */
            x: number;
            /**
             * Format: int64
             * @description Distance from the top edge.
             */
            y: number;
        };
        /** @description A new password, with the secret of the mailed link. */
        Redeemed: {
            /** @description As long as `limits` of `/v1/instance` says. */
            password: string;
            /** @description The part of the link after the dot. */
            secret: string;
        };
        /** @description Something that intake took out of the upload. */
        RemovalView: {
            /** Format: int64 */
            count: number;
            kind: string;
        };
        /** @description The verdict on a file. */
        Report: {
            /** @description The questions and their answers. */
            axes: components["schemas"]["AxisView"][];
            comparison?: components["schemas"]["ComparisonView"] | null;
            enclosed?: components["schemas"]["EnclosedReport"] | null;
            /** @description The requests for validation data, in order. Only `onesign verify --online` makes any. */
            fetched?: components["schemas"]["FetchView"][] | null;
            file: components["schemas"]["FileView"];
            /** @description The PAdES level of the deciding signature. */
            level?: string | null;
            /** @description The same sentence as a code with values. */
            said: components["schemas"]["SaidView"];
            /** @description The verdict in one sentence. */
            sentence: string;
            /** @description Every signature in the file. */
            signatures: components["schemas"]["SignatureView"][];
            /** @description Why it is not a pass, in the standard's words. */
            sub_indication?: string | null;
            trail?: components["schemas"]["TrailView"] | null;
            /** @description EN 319 102-1. */
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * @description What an account may do in general.
         * @enum {string}
         */
        Role: "owner" | "sender";
        /**
         * @description Whether the signer permitted a change.
         * @enum {string}
         */
        Ruling: "permitted" | "unclear" | "refused";
        /** @description A part of a sentence that has a code of its own, such as a reason. */
        SaidPhrase: {
            /** @description Such as `certificate_ended`. */
            code: string;
            /** @description Its English words. */
            text: string;
            /** @description The values in the phrase, by name. */
            values: {
                [key: string]: components["schemas"]["SaidValue"];
            };
        };
        /** @description A value in a sentence: a name, a number, a time or a quotation, which are the same in every language, or a phrase. */
        SaidValue: string | components["schemas"]["SaidPhrase"];
        /** @description A sentence as a code with values, for translation. Codes are stable. */
        SaidView: {
            /** @description Such as `document_changed`. */
            code: string;
            /** @description The values in the sentence, by name. */
            values: {
                [key: string]: components["schemas"]["SaidValue"];
            };
        };
        /**
         * @description Whether seals can be made.
         * @enum {string}
         */
        SealKeyState: "ready" | "ends_soon" | "ended" | "not_yet_valid" | "unavailable";
        /** @description The key that seals are made with. */
        SealKeyView: {
            /** @description SHA-256 of the certificate, lower-case hex. */
            certificate_sha256: string;
            /** @description Who issued it. */
            issuer: string;
            /** @description Such as `P-256`. */
            key: string;
            /** @description What the state means and what to do; empty while there is nothing to do. */
            sentence: string;
            source: components["schemas"]["KeySource"];
            state: components["schemas"]["SealKeyState"];
            /** @description Holder of the certificate. */
            subject: string;
            valid_from: string;
            valid_until: string;
        };
        /** @description A second factor of the account. */
        SecondFactorView: {
            enrolled_at: string;
            /** Format: uuid */
            id: string;
            label: string;
            method: components["schemas"]["FactorMethodName"];
            used_at?: string | null;
        };
        /** @description The second factors of the account. */
        SecondFactors: {
            factors: components["schemas"]["SecondFactorView"][];
            /** @description Recovery codes that were not used yet. */
            recovery_codes_left: number;
        };
        /** @description A page and the picture it was shown as. */
        SeenPageBody: {
            /** Format: int64 */
            page: number;
            /** @description SHA-256 of the picture, lower-case hex. */
            sha256: string;
        };
        /** @description The sessions of the account, the newest first. */
        SessionList: {
            items: components["schemas"]["SessionView"][];
        };
        /** @description A session of the account. */
        SessionView: {
            /** @description Whether it is the one that asks. */
            current: boolean;
            expires_at: string;
            /** @description What it is ended by. */
            id: string;
            ip: string;
            /** @description How the person was recognised: `password`, `totp`, `passkey`, `recovery_code`. */
            methods: string[];
            opened_at?: string | null;
            /** @description To the minute. */
            used_at?: string | null;
            user_agent: string;
        };
        /** @description The owner to be. */
        SetUp: {
            /** @description The code that the server printed when it started last, at the end of its link. */
            code?: string | null;
            email: string;
            /** @description The name of this instance that recipients see; if absent, the owner's name. */
            instance_name?: string | null;
            name: string;
            /** @description As long as `limits` of `/v1/instance` says. */
            password: string;
        };
        /**
         * @description Whether the link in a mail can be opened: `open`, or `dead` once it has been used, replaced or has ended.
         * @enum {string}
         */
        ShownLink: "open" | "dead";
        /** @description Who signs in. */
        SignIn: {
            email: string;
            password: string;
        };
        /** @description What is signed. */
        SignatureBody: {
            /** @description SHA-256 of the document that was read, lower-case hex. */
            document_sha256: string;
            values?: {
                [key: string]: components["schemas"]["EntryView"];
            };
        };
        /** @description A signature or document timestamp. */
        SignatureView: {
            /** @description Digest and signature algorithm. */
            algorithm?: string | null;
            algorithm_said?: components["schemas"]["SaidView"] | null;
            axes: components["schemas"]["AxisView"][];
            certificate_sha256?: string | null;
            /** @description The changes after this signature, oldest first. */
            changes: components["schemas"]["ChangeView"][];
            claimed_at?: string | null;
            covers_whole_file: boolean;
            field: string;
            issuer?: string | null;
            level?: string | null;
            /** Format: int64 */
            permissions?: number | null;
            proven_at?: string | null;
            reason?: string | null;
            /** @description The sentence as a code with values. */
            said: components["schemas"]["SaidView"];
            sentence: string;
            signer?: string | null;
            sub_indication?: string | null;
            trust_service?: components["schemas"]["TrustServiceView"] | null;
            verdict: components["schemas"]["Verdict"];
        };
        /** @description The day of a signature, as the server filled it in. It can't be entered. */
        SigningDate: {
            /** @description `YYYY-MM-DD`. */
            date: string;
            /** @description The time zone in which it was that day, such as `UTC`. */
            zone: string;
        };
        /** @description The envelope, for a recipient. */
        SigningEnvelope: {
            expires_at?: string | null;
            filename: string;
            /** Format: uuid */
            id: string;
            instance_name: string;
            locale: string;
            message: string;
            normalised_sha256: string;
            pages: components["schemas"]["PageView"][];
            sender_email: string;
            sender_name: string;
            status: components["schemas"]["EnvelopeStatus"];
            title: string;
        };
        /** @description The recipient. */
        SigningMe: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The pages recorded as shown to the recipient, counted from 0, in order. */
            pages_seen: number[];
            role: components["schemas"]["RecipientRole"];
            signed_at?: string | null;
            status: components["schemas"]["RecipientStatus"];
        };
        /** @description Another recipient: only who they are. */
        SigningOther: {
            name: string;
            role: components["schemas"]["RecipientRole"];
            status: components["schemas"]["RecipientProgress"];
            /** Format: int64 */
            step: number;
        };
        /** @description What an open signing page receives when the envelope ends without a seal. */
        SigningOver: {
            /** @description Always true. */
            over: boolean;
        };
        /** @description A signing session as it is now. */
        SigningState: components["schemas"]["SigningView"] | components["schemas"]["SigningOver"];
        /** @description Everything the signing page shows. */
        SigningView: {
            agreed?: components["schemas"]["DisclosureView"] | null;
            consented: boolean;
            disclosure?: components["schemas"]["DisclosureView"] | null;
            /** @description The disclosure in every available language. */
            disclosures: components["schemas"]["DisclosureView"][];
            envelope: components["schemas"]["SigningEnvelope"];
            fields: components["schemas"]["FilledField"][];
            me: components["schemas"]["SigningMe"];
            others: components["schemas"]["SigningOther"][];
            purpose: components["schemas"]["LinkPurpose"];
            sealed_available: boolean;
            stamped: components["schemas"]["Stamped"][];
        };
        /** @description What another recipient has put on a page. */
        Stamped: {
            kind: components["schemas"]["FieldKind"];
            /** Format: int64 */
            page: number;
            rect: components["schemas"]["Rect"];
            value: components["schemas"]["FieldValue"];
        };
        /**
         * @description The judgement on one question.
         * @enum {string}
         */
        Status: "passed" | "failed" | "indeterminate" | "not_checked";
        /** @description A recipient in a list of envelopes. */
        SummaryRecipient: {
            link?: components["schemas"]["LinkStatus"] | null;
            name: string;
            role: components["schemas"]["RecipientRole"];
            status: components["schemas"]["RecipientProgress"];
        };
        /** @description A piece of text on a page. */
        TextItem: {
            rect: components["schemas"]["Rect"];
            text: string;
        };
        /** @description The text of a page, if the session continues. */
        TextState: components["schemas"]["TextView"] | components["schemas"]["SigningOver"];
        /** @description The text of a page, in drawing order. */
        TextView: {
            items: components["schemas"]["TextItem"][];
        };
        /** @description A fact of the trail. */
        TrailFact: {
            actor: string;
            at: string;
            /** @description Disclosed values. */
            detail: Record<string, never>;
            /** @description The fact in a sentence. */
            sentence: string;
            /** Format: int64 */
            seq: number;
            type: string;
            /** @description Names of values that stay undisclosed. */
            undisclosed: string[];
        };
        /** @description The audit trail. */
        TrailView: {
            facts: components["schemas"]["TrailFact"][];
            /** @description Digest of the newest fact, base64url. */
            head: string;
            /** @description The language of the facts, as on the trail pages, such as `en`. */
            locale: string;
            people: components["schemas"]["PersonView"][];
            /** @description The stream, such as `envelope/<id>`. */
            stream: string;
            title: string;
        };
        /** @description A service of a trusted list (ETSI TS 119 612), in its state at the time in question. */
        TrustServiceView: {
            /** @description `CA/QC`, `CA/PKC`, `NationalRootCA-QC`, `TSA/QTST` or `TSA`. */
            kind: string;
            /** @description Its name. */
            name: string;
            /** @description Who provides the service. */
            provider: string;
            /** @description What the signer's certificate is qualified for, if it and the list both say so: `signatures` or `seals`. */
            qualified_for?: string | null;
            /**
             * Format: int64
             * @description Number of the list.
             */
            sequence: number;
            /** @description The start of this state. */
            since: string;
            /** @description Its state, such as `granted`. */
            status: string;
            /** @description The territory of the list, such as `DE`. */
            territory: string;
        };
        /**
         * @description An entry of a draft that can't be printed: it has characters that no font of the document has, is too long, or is a
         *     field in which nothing could be read.
         */
        Unprintable: {
            /** @description The characters, at most ten; empty where all can be printed. */
            characters: string;
            /** @description By how many letters an initial text must be shortened to fit into its field. */
            excess?: number | null;
            /** @description JSON pointer into the draft, such as `/recipients/0/name`. */
            pointer: string;
            /** @description Whether the field is too small for even one letter, or for its date. */
            too_small?: boolean;
        };
        /** @description Entries by field; `null` clears one. */
        ValuesBody: {
            values: {
                [key: string]: components["schemas"]["EntryView"];
            };
        };
        /**
         * @description The whole judgement of a file or of one signature.
         * @enum {string}
         */
        Verdict: "passed" | "indeterminate" | "failed";
        /** @description Pages that were shown. */
        ViewBody: {
            pages: components["schemas"]["SeenPageBody"][];
        };
        /** @description Why an envelope is withdrawn. */
        Voiding: {
            /** @description Everybody who was asked reads this. */
            reason: string;
        };
    };
    responses: {
        /** @description The request can't be read: its address, query or host is not valid, or its body ended early. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The present state does not allow this; `code` says why. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request came from a page of another site, or the caller is not allowed to do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The link was used or replaced, has ended, or is not complete. */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something failed in the server, or stored data is damaged. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request names a host that does not belong to this server. */
        MisdirectedRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is nothing here that the caller is allowed to see. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than this server allows. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body arrived too slowly or stopped arriving. */
        RequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server is busy, or something that it needs does not work at the moment. */
        ServiceUnavailable: {
            headers: {
                /** @description Seconds until another try makes sense, if known. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many attempts. */
        TooManyRequests: {
            headers: {
                /** @description Seconds until another try makes sense, if known. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody is signed in, or the caller did not prove who they are: the session has ended, or the proof is wrong. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The content does not have the expected form, or can't be used; `errors` names the places. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_envelopes: {
        parameters: {
            query?: {
                /** @description Only envelopes with these statuses, separated by commas. */
                status?: string | null;
                /**
                 * @description Only with each of these words in the title, or in the name or address of a recipient. A page may then be empty although
                 *     `next` says that there is more to be looked at.
                 */
                q?: string | null;
                /** @description The place after which the page begins: `next` of the previous page. */
                after?: string | null;
                /** @description How many at most, 50 by default. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_envelopes: {
        parameters: {
            query: {
                /** @description Name of the file. */
                filename: string;
                /** @description The initial language. */
                locale?: string | null;
            };
            header?: {
                /** @description Password of a protected PDF, base64url of its UTF-8. */
                "Onesign-Pdf-Password"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": unknown;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    delete_envelopes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_envelopes_id_blank: {
        parameters: {
            query?: never;
            header?: {
                /** @description Password of a protected PDF, base64url of its UTF-8. */
                "Onesign-Pdf-Password"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id_document_pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    put_envelopes_id_draft: {
        parameters: {
            query?: {
                /**
                 * @description `revision` of the draft as it was last seen. If it is another one by now, nothing is changed and the answer is
                 *     409 with the code `draft_changed`. Without it, nothing is compared.
                 */
                revision?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftView"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id_evidence_json: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id_facts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id_pages_page: {
        parameters: {
            query?: {
                /**
                 * @description Width in pixels for which the picture must be sharp. It is 400, 1200, 1800 or 2400 pixels wide: the next of
                 *     these, 2400 at most.
                 */
                width?: number;
            };
            header?: never;
            path: {
                id: string;
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                    "image/jpeg": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id_pages_page_text: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_envelopes_id_recipients_recipient_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                recipient: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CopiedLinkView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Gone"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_envelopes_id_recipients_recipient_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                recipient: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            421: components["responses"]["MisdirectedRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_envelopes_id_sealed_pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_envelopes_id_sending: {
        parameters: {
            query?: {
                /**
                 * @description `revision` of the draft as it was last seen. If it is another one by now, nothing is changed and the answer is
                 *     409 with the code `draft_changed`. Without it, nothing is compared.
                 */
                revision?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_envelopes_id_voiding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Voiding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvelopeView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_instance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceView"];
                };
            };
            400: components["responses"]["BadRequest"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_instance_seal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealKeyView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_links_selector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                selector: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkView"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_links_selector_exchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                selector: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Exchange"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningView"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_links_selector_renewal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                selector: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            421: components["responses"]["MisdirectedRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "get_me_api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "post_me_api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "delete_me_api-keys_id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_me_log: {
        parameters: {
            query?: {
                /** @description Only entries before this number. */
                before?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Log"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    put_me_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "post_me_recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "get_me_second-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactors"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "post_me_second-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmedTotp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "post_me_second-factors_totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BegunTotp"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTotp"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "delete_me_second-factors_id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_me_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    delete_me_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    delete_me_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_notices_retries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_outbox: {
        parameters: {
            query?: {
                /** @description Only with each of these words in addressee or subject. */
                q?: string | null;
                /** @description The place after which the page begins: `next` of the previous page. */
                after?: string | null;
                /** @description How many at most, 200 by default. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_outbox_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_outbox_id_message_eml: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "post_password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Forgotten"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "put_password-resets_account": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Redeemed"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    delete_sessions_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    "put_sessions_current_second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Given"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_signing: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_signing_consents: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
                /** @description Proof that the write comes from the browser that opened the link. Without it the answer is 401. */
                "Onesign-Key-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_signing_declining: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
                /** @description Proof that the write comes from the browser that opened the link. Without it the answer is 401. */
                "Onesign-Key-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecliningBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_signing_document_pdf: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_signing_pages_page: {
        parameters: {
            query?: {
                /**
                 * @description Width in pixels for which the picture must be sharp. It is 400, 1200, 1800 or 2400 pixels wide: the next of
                 *     these, 2400 at most.
                 */
                width?: number;
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
            };
            path: {
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                    "image/jpeg": unknown;
                    "application/json": components["schemas"]["SigningOver"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_signing_pages_page_text: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
            };
            path: {
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_signing_sealed_pdf: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_signing_signature: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
                /** @description Proof that the write comes from the browser that opened the link. Without it the answer is 401. */
                "Onesign-Key-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignatureBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningView"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    put_signing_values: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
                /** @description Proof that the write comes from the browser that opened the link. Without it the answer is 401. */
                "Onesign-Key-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValuesBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_signing_views: {
        parameters: {
            query?: {
                /** @description The same as `Onesign-Link`, for downloads, which can't send a header. */
                link?: string;
            };
            header?: {
                /** @description Selector of the link that this session belongs to. Required unless `link` gives it. */
                "Onesign-Link"?: string;
                /** @description Proof that the write comes from the browser that opened the link. Without it the answer is 401. */
                "Onesign-Key-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningOver"];
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_verifications: {
        parameters: {
            query: {
                /** @description SHA-256 of the file, lower-case hex. */
                sha256: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownFiles"];
                };
            };
            400: components["responses"]["BadRequest"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    post_verifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": unknown;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            421: components["responses"]["MisdirectedRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    get_verifications_sha256: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description SHA-256 of the file, lower-case hex. */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            421: components["responses"]["MisdirectedRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
