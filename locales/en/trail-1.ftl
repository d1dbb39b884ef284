# The readable trail pages of a sealed document, and the sentences of the verify report.
trail-title = Audit trail
trail-statement = These pages belong to the document before them and are sealed together with it. They say who did what and when. The same facts, in a form that programs can check, are attached as onesign-evidence.json.
trail-attachment = Audit trail of OneSign: facts, opened values and consent texts
trail-seal-reason = Sealed after everybody had signed
trail-label-document = Document
trail-label-envelope = Envelope
trail-label-sender = Sent by
trail-label-instance = Sealed by
trail-label-sealed = Sealed on
trail-people = Who signed
trail-label-signed = Signed
trail-label-from = From
trail-label-browser = Browser
trail-label-link = Link
trail-label-consent = Consent
trail-label-seen = Pages seen
trail-value-consent = disclosure version { $version }, { $locale }
trail-value-seen = { $seen } of { $count }
trail-timeline = What happened
trail-hashes = Fingerprints
trail-label-received = File received (SHA-256)
trail-label-normalised = Document signed (SHA-256)
trail-label-head = Head of the trail
trail-note = To check this document: open it at a verify page of any OneSign instance, or run “onesign verify” without a network. A certificate that your PDF reader does not know makes it say “unknown signer”; that says nothing about changes.
trail-page = Page { "{page}" } of { "{pages}" } of the audit trail
trail-somebody = somebody
trail-detail-address = Address { $ip }
trail-detail-link = Link { $link }
trail-detail-digest = Entry { $digest }

trail-fact-envelope-created = { $name } created the envelope
trail-fact-document-received = The file “{ $filename }” was received
trail-fact-document-enclosed = The file was already signed: it is attached unchanged as “{ $filename }”, and its pages are copies
trail-fact-document-normalised =
    { $count ->
        [one] The document was checked and rebuilt: 1 page
       *[other] The document was checked and rebuilt: { $count } pages
    }
trail-fact-envelope-revised = The draft was changed
trail-fact-recipient-named = A recipient was named in the draft
trail-fact-envelope-sent = The envelope was sent
trail-fact-recipient-invited = { $name } was asked to sign
trail-fact-recipient-reminded = { $name } was sent another link
trail-fact-recipient-informed = { $name } was told of the outcome
trail-fact-link-issued = A link was mailed to { $name }
trail-fact-link-exchanged = { $name } opened the link
trail-fact-link-revoked = A link of { $name } was withdrawn
trail-fact-link-refused = A link of { $name } was refused: { $code }
trail-fact-consent-given = { $name } agreed to sign electronically
trail-fact-document-viewed =
    { $count ->
        [one] { $name } was shown the document: 1 page
       *[other] { $name } was shown the document: { $count } pages
    }
trail-fact-values-saved = { $name } saved entries
trail-fact-values-committed = { $name } confirmed the entries
trail-fact-signature-applied = { $name } signed
trail-fact-signature-refused = An attempt of { $name } to sign was refused: { $code }
trail-fact-recipient-declined = { $name } declined to sign
trail-fact-envelope-completed = Everybody has signed
trail-fact-envelope-voided = The sender withdrew the envelope
trail-fact-envelope-expired = The time to sign was over
trail-fact-envelope-sealed = The document was sealed
trail-fact-seal-extended = Validation data or a timestamp was added behind the seal
