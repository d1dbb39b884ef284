# The readable trail pages of a sealed document, and the sentences of the verify report. Other words print other pages:
# once a format of evidence is released, its words never change (docs/adr/0023). Those of former formats are in
# trail-1.ftl, trail-2.ftl and trail-3.ftl.
trail-title = Audit trail
trail-statement = This audit trail belongs to the document that precedes it and is sealed together with it. It says who signed, when, from where, and how they were identified.
trail-attachment = OneSign audit trail: entries, disclosed values and consent texts
trail-seal-reason = Sealed after everyone had signed

trail-label-document = Document
trail-value-document =
    { $count ->
        [one] “{ $filename }”, 1 page
       *[other] “{ $filename }”, { $count } pages
    }
trail-value-document-enclosed =
    { $copied ->
        [one] “{ $filename }”, 1 page, already signed and attached unchanged
       *[other] “{ $filename }”, { $copied } pages, already signed and attached unchanged
    }
trail-label-sender = Sent by
trail-label-sealed = Sealed by
trail-value-sealed = { $name }, on { $at }
trail-label-envelope = Envelope ID
trail-label-times = Times
trail-value-times = Coordinated Universal Time (UTC), according to the server’s clock

trail-people = Who signed
trail-label-signed = Signed
trail-label-identified = Identified by
trail-value-identified-mailed = a link that was e-mailed to { $email }: anyone who could read that mailbox could open it
trail-value-identified-mailed-and-shown = a link that was e-mailed to { $email } and that { $actor }, who sent the document, had also seen and could have opened
trail-value-identified-shown = a link that { $actor }, who sent the document, had seen and could have opened
trail-value-identified-unknown = a link for { $email }; how it reached them is not on record
trail-label-from = IP address
trail-value-address-proxy = { $ip }, as reported by the proxy
trail-label-browser = Browser, as reported
trail-label-consent = Agreed
trail-value-consent = to sign electronically ({ $at }; consent text version { $version }, in { $locale ->
        [de] German
        [en] English
       *[other] the language “{ $locale }”
    })
trail-label-seen = Document shown
trail-value-pages-all =
    { $count ->
        [one] the only page
        [2] both pages
       *[other] all { $count } pages
    }
trail-value-pages-one = page { $pages } of { $count }
trail-value-pages-some = pages { $pages } of { $count }
trail-value-pages-many =
    { $count ->
        [one] { $seen } of 1 page
       *[other] { $seen } of { $count } pages
    }
trail-value-more =
    { $count ->
        [one] { $names } and 1 other
       *[other] { $names } and { $count } others
    }

trail-timeline = What happened
trail-act-upload = { $actor } uploaded “{ $filename }”; the file was checked and rebuilt
trail-act-upload-enclosed = { $actor } uploaded “{ $filename }”, which was already signed; it is attached unchanged as “{ $attached }”, and copies of its pages were made for signing
trail-act-sent = { $actor } sent the envelope; first to sign: { $more }
trail-act-opened = The link for { $name } was opened in a browser, from { $more }
trail-act-viewed = { $name } was shown { $more }
trail-act-link-replaced = The link for { $name } stopped working because a new one was created
trail-act-signed = { $name } confirmed their input and signed
trail-act-signed-next = { $name } confirmed their input and signed; next to sign: { $more }
trail-act-signed-last = { $name } confirmed their input and signed; all signatures were now complete
trail-note-viewed = Shown before signing: { $more }.
trail-act-at = { $what } ({ $at })
trail-act-between = { $what } (between { $first } and { $last })
trail-act-repeated =
    { $count ->
        [one] { $what } (and once more: { $last })
       *[other] { $what } (and { $count } more times, most recently: { $last })
    }
trail-note-handed-over = The mail server accepted the e-mail with this link for { $email } ({ $at }) and answered: “{ $reply }”.
trail-note-delivery-failed = The e-mail with this link was not delivered to { $email } ({ $at }): “{ $reply }”.
trail-note-unanswered = The e-mail with this link for { $email } was sent to the mail server, which did not confirm that it had accepted it ({ $at }): “{ $reply }”.
trail-all-told =
    { $total ->
       *[other] The attached onesign-evidence.json contains all { $total } entries, with their fingerprints.
    }
trail-left-out =
    { $count ->
        [one] One entry, such as saved input or a change to the draft, is not shown here. The attached onesign-evidence.json contains all { $total } entries, with their fingerprints.
       *[other] { $count } entries, such as saved input and changes to the draft, are not shown here. The attached onesign-evidence.json contains all { $total } entries, with their fingerprints.
    }

trail-left-out-cut =
    { $count ->
       *[other] { $count } entries are not shown here, because the list would be too long. The attached onesign-evidence.json contains all { $total } entries, with their fingerprints.
    }

trail-hashes = Fingerprints (SHA-256)
trail-label-received = File received
trail-label-normalised = Document without signatures
trail-label-head = Latest trail entry

trail-proves-title = What the seal proves
trail-proves-text =
    The seal is a digital signature by { $name } over the whole file, including these pages and the attached record. If anything in it is changed, the seal no longer verifies.

    It proves what { $name } recorded. It doesn’t prove who was using the browser: people were identified only in the way that these pages state.
trail-check-title = How to check it
trail-check-text =
    Open the file on the verify page of any OneSign instance, or check it with the command “onesign verify”. Both recompute the fingerprints and the chain of entries, generate these pages again from the attached record and compare them; neither contacts the server that made the seal. A PDF reader that does not know the certificate may report that the signer is unknown or not trusted; that does not mean that the file was changed.
trail-page = Page { "{page}" } of { "{pages}" } of the audit trail
trail-somebody = someone

trail-code-link-dead = the link no longer worked
trail-code-link-forged = the link did not match the one that had been created
trail-code-link-used = the link had already been used
trail-code-already-signed = they had already signed
trail-code-document-changed = what they had read was not the document on record
trail-code-envelope-closed = the envelope was closed
trail-code-envelope-expired = the deadline to sign had passed
trail-code-not-your-turn = it was not their turn
trail-code-wrong-password = the password was wrong

trail-fact-other = Recorded: an entry of type “{ $type }”
trail-fact-instance-set-up = This instance was set up
trail-fact-key-rotated = A new sealing key came into use
trail-fact-account-created = An account was created for { $name }
trail-fact-session-opened = { $actor } signed in
trail-fact-session-refused = A sign-in was refused: { $code }
trail-fact-session-closed = { $actor } signed out
trail-fact-envelope-created = { $name } created the envelope
trail-fact-document-received = The file “{ $filename }” was received
trail-fact-document-enclosed = The file was already signed: it is attached unchanged as “{ $filename }”, and the pages to be signed are copies of its pages
trail-fact-document-normalised =
    { $count ->
        [one] The document to be signed was prepared from the uploaded file: 1 page
       *[other] The document to be signed was prepared from the uploaded file: { $count } pages
    }
trail-fact-envelope-revised = { $actor } changed the draft
trail-fact-recipient-named = { $actor } named a recipient in the draft
trail-fact-envelope-sent = { $actor } sent the envelope
trail-fact-recipient-invited = It became { $name }’s turn to sign
trail-fact-recipient-reminded =
    
    { $by ->
        [recipient] A new link was requested on the signing page of { $name }
       *[sender] { $actor } requested a new link for { $name }
    }
trail-fact-recipient-informed = A notice of the outcome was queued for { $name }
trail-fact-link-issued =
    { $purpose ->
        [copy] A link to view the outcome was created for { $name }
       *[sign] A signing link was created for { $name }
    }
trail-fact-link-handed-over = The mail server accepted the e-mail to { $email } with the link for { $name } and answered: “{ $reply }”
trail-fact-link-delivery-failed = The e-mail with the link for { $name } was not delivered to { $email }: “{ $reply }”
trail-fact-link-unanswered = The e-mail to { $email } with the link for { $name } was sent to the mail server, which did not confirm that it had accepted it: “{ $reply }”
trail-fact-link-shown = { $actor } viewed the link for { $name } and could have opened it
trail-fact-link-copied = { $actor } copied the link for { $name } and could have opened it
trail-fact-link-exchanged = The link for { $name } was opened in a browser
trail-fact-link-revoked = A link for { $name } stopped working
trail-fact-link-refused =
    
    { $count ->
        [one] An attempt with a link for { $name } was refused: { $code }
       *[other] At least { $count } attempts with links for { $name } were refused: { $code }
    }
trail-fact-consent-given = { $name } agreed to sign electronically
trail-fact-document-viewed =
    { $count ->
        [one] { $name } was shown the document: 1 page
       *[other] { $name } was shown the document: { $count } pages
    }
trail-fact-values-saved = { $name } saved their input
trail-fact-values-committed = { $name } confirmed their input
trail-fact-signature-applied = { $name } signed
trail-fact-signature-refused =
    { $count ->
        [one] An attempt by { $name } to sign was refused: { $code }
       *[other] { $count } attempts by { $name } to sign were refused: { $code }
    }
trail-fact-recipient-declined = { $name } declined to sign
trail-fact-envelope-completed = The last signature was given; everyone has signed
trail-fact-envelope-voided = { $actor } withdrew the envelope
trail-fact-envelope-expired = The deadline to sign passed
trail-fact-envelope-sealed = The document was sealed
trail-fact-seal-extended = Validation data or a timestamp was added after the document was sealed
