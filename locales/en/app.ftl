page-title = { -brand }
brand-name = { -brand }

# Places.
nav-label = Main
nav-envelopes = Envelopes
nav-outbox = Outbox
nav-verify = Verify
sign-out = Sign out
not-started = OneSign could not start
unknown-title = There is nothing here
unknown-text = The address may be mistyped, or what it led to is gone.

# First visit and signing in.
setup-title = Welcome to { -brand }
setup-text = Nobody owns this server yet. Make the account that does.
setup-code = Code from the server
setup-code-hint = Open the link that the server printed on its console when it started, or enter the end of it, like ABCD-EFGH-JKMN-PQRS.
mistake-setup-code = Enter the code that the server printed when it started.
setup-submit = Create the account
sign-in-title = Sign in
sign-in-text = to { $instance }
sign-in = Sign in
your-name = Your name
your-email = Your e-mail address
email = E-mail address
password = Password
password-hint = At least { $least } characters. Four unrelated words are easy to remember and hard to guess.
show-password = Show
instance-name = Name of this server (optional)
instance-name-hint = Recipients see it in their mails, for example your company’s name.
mistake-name = Enter your name, as recipients should read it.
mistake-email = Enter an e-mail address such as name@example.com.
mistake-password = Use at least { $least } characters.

# The list of envelopes.
new-envelope = New envelope
empty-text = Nothing sent yet. Your first document can be on its way in two minutes.
how-1 = Drop the PDF. It is cleaned of everything that could change or spy.
how-2 = Say who signs, and place the fields where they sign.
how-3 = Send it. Each person gets a link: no account, no app.
drop-title = Drop a PDF here, or choose a file
drop-text = Up to { $size } and { $pages } pages
search = Search by title
search-found =
    { $count ->
        [0] Nothing found.
        [one] One envelope found.
       *[other] { $count } envelopes found.
    }
search-nothing = Nothing matches “{ $query }”
search-nothing-text = Look for one word of the title.
search-clear = Clear the search
list-failed = The envelopes could not be loaded
group-waiting = Waiting for others
group-drafts = Drafts
group-done = Done
untitled = Untitled
no-recipients-yet = No recipients yet
names-and-more = { $names } and { $count } more
signed-of = { $signed } of { $all } signed
until = until { $date }
show-more = Show more
new-text = Drop the document that people should sign. You decide what happens next on the following page.

# Upload.
uploading = Sending the file …
cleaning = Cleaning the document …
cleaning-text = Scripts, hidden layers and everything else that could change later is taken out, so that all see and sign the same.
password-title = This PDF needs a password
password-text = “{ $name }” is protected. Its password opens it once and is not kept; the copy people sign has none.
password-submit = Open

# Preparing.
prepare-title = Prepare: { $title }
title = Title
title-placeholder = Give it a title
saved = Saved
saving = Saving …
not-saved = Not saved. Try again
not-saved-stay = Your last changes are not saved yet. Leave once more to give them up.
undo = Undo
redo = Redo
undone = Undone.
redone = Done again.
preview-as = Preview as a recipient
preview-off = Preview
preview-person = as { $name }
preview-title = This is what { $name } will see.
check-and-send = Check and send
back-to-editing = Back to editing
back-to-envelopes = Back to the envelopes
parts = Parts of the page
part-people = Recipients
part-pages = Pages and fields
recipients = Recipients
recipient-number = Recipient { $number }
recipient-name = Name of recipient { $number }
recipient-email = E-mail address of recipient { $number }
recipient-role = Task of recipient { $number }
recipient-step = Step of recipient { $number }
recipient-remove = Remove { $name }
name-placeholder = Full name
email-placeholder = E-mail address
role-signer = Signs
role-copy = Gets a copy
step-number = Step { $step }
step-hint = People of the same step are asked at the same time. A later step starts when the one before is done.
add-recipient = Add a recipient
terms = Message and terms
message = Message
message-hint = Stands in the mail and above the document.
expires-in = Expires after
days =
    { $count ->
        [one] day
       *[other] days
    }
mistake-days = Choose 1 to 365 days.
language-of-mails = Language
document = Document
pages =
    { $count ->
        [one] One page
       *[other] { $count } pages
    }
page = Page
fields = Fields
fields-for = Fields for
palette-label = Kinds of fields
palette-hint = Drag one onto the page, or press it to place it in view. On a page, its letter does the same.
field-label = { $kind } for { $person }, { $required }
field-settings = Settings
field-form = Selected field
field-person = Filled by
field-caption = Caption
field-caption-hint = What the recipient is asked for.
field-date-note = The day of the signature. The server fills it in when this person signs; nobody can enter another. For a date to choose, place “Any date”.
field-required = Required
field-required-tick = Must be ticked
field-position = Position in millimetres
field-keys = Arrow keys move a selected field, with Shift they resize it, with Alt the steps are larger. Delete removes it.
from-left = From the left
from-top = From the top
width = Width
height = Height
copy-to-all-pages = Copy to all pages
duplicate = Duplicate
field-placed = { $kind } placed on page { $page }.
field-place-is = { $x } mm from the left, { $y } mm from the top.
field-size-is = { $w } by { $h } mm.
field-removed = Field removed.
field-copied =
    { $count ->
        [0] It is on every page already.
        [one] Copied to one more page.
       *[other] Copied to { $count } more pages.
    }
detected =
    { $count ->
        [one] This PDF has a form with one field.
       *[other] This PDF has a form with { $count } fields.
    }
detected-use = Use its fields
closed-pages = A signature in the enclosed file permits no changes. Fields go on the last page.
closed-page = This page takes no fields: a signature in the enclosed file permits no changes. Use the last page.

# What happened to the upload.
warnings-title = Please look at the pages
warning-annotation-not-shown = A note or stamp in the PDF could not be shown and was left out.
warning-field-value-not-shown = A filled form field had no picture of its value, so the value is not on the page.
warning-field-appearance-made = A filled form field had no picture of its value; one was drawn.
warning-decrypted = The PDF was protected. The copy people sign is not.
warning-repaired = The PDF was damaged and has been repaired.
warning-page-size-guessed = A page had no size; A4 was assumed.
warning-image-not-shown = A picture could not be read and was left out.
warning-content-unreadable = A part of a page could not be read and was left out.
warning-font-missing = A font is not inside the PDF; a similar one is used.
warning-font-data-ignored = A font in the PDF is damaged; a similar one is used.
warning-invisible-text = The PDF holds text that cannot be seen. It is not shown to anyone.
warning-already-signed = This PDF was already signed. It is kept unchanged: the pages here are copies, and the signed file is attached behind them. A sheet at the end says so.
warning-signed-without-changes = A signature in it permits no changes, so nothing may be written on its pages. Place the fields on the last page, which was added for them.
warning-signature-broken = A signature in it does not fit what the file shows now. Have the file checked before you send it.
warning-other = Something on the pages may look different ({ $code }).
removed-title =
    { $count ->
        [one] What we removed from your file: one kind of thing
       *[other] What we removed from your file: { $count } kinds of things
    }
removed-text = People sign exactly what they see. Everything else is gone; what stood on the pages is still there.
removed-title-copies =
    { $count ->
        [one] What the copies of the pages leave out: one kind of content
       *[other] What the copies of the pages leave out: { $count } kinds of content
    }
removed-text-copies = The attached file is complete: nothing was taken out of it.
removed-nothing = Nothing had to be removed from your file.
removed-javascript = Scripts ({ $count })
removed-launch = Commands that start programs ({ $count })
removed-submit-form = Buttons that send data away ({ $count })
removed-import-data = Actions that load data ({ $count })
removed-reset-form = Buttons that clear a form ({ $count })
removed-remote-goto = Jumps into other files ({ $count })
removed-hide-action = Actions that hide content ({ $count })
removed-named-action = Actions of the reader ({ $count })
removed-layer-action = Actions that switch layers ({ $count })
removed-multimedia = Sound, film and 3D ({ $count })
removed-uri-scheme = Unusual web addresses ({ $count })
removed-additional-actions = Automatic actions ({ $count })
removed-open-action = An action on opening
removed-embedded-file = Attached files ({ $count })
removed-external-stream = Content that lies elsewhere ({ $count })
removed-piece-info = Notes of other programs ({ $count })
removed-metadata = Hidden details about author and program ({ $count })
removed-pdfa-declaration = The declaration as an archive file (PDF/A), which no longer holds
removed-opi = Picture placeholders ({ $count })
removed-alternate-image = Pictures for print only ({ $count })
removed-reference-xobject = Pages of other files ({ $count })
removed-postscript-xobject = PostScript ({ $count })
removed-xfa = A second form in XFA
removed-collection = A file collection
removed-optional-content = Layers: what is visible stays
removed-outline = Bookmarks
removed-threads = Reading threads
removed-structure = Structure tags
removed-page-labels = Page labels
removed-legal-attestation = A legal attestation
removed-usage-rights = Rights of one reader program
removed-form-field = Form fields: what was filled in stays on the page ({ $count })
removed-link = Links: their text stays ({ $count })
removed-annotation = Notes and stamps: what is visible stays on the page ({ $count })
removed-other = { $kind } ({ $count })

# Checking and sending.
check-title-ready = Ready to send
check-title-missing =
    { $count ->
        [one] One thing is missing
       *[other] { $count } things are missing
    }
check-go = Go there
check-title = The envelope has no title.
check-expiry = Choose after how many days it expires: 1 to 365.
check-no-signer = Nobody is asked to sign yet.
check-name = Recipient { $who } has no name.
check-email = Recipient { $who } has no valid e-mail address.
check-same-email = { $who } has the same address as another recipient of this step.
check-no-signature = { $who } has no place to sign. Put a signature field on a page.
check-no-fields = No field is on the pages yet.
check-field-of-copy = { $who } only gets a copy, but has a field.
send-to-all = { $names } will get an e-mail with a link.
send-to-all-no-mail = { $names } will sign by a link that you pass on.
send-no-mail = No mail server is set up, so nobody is e-mailed. After sending, copy each person’s link and pass it on yourself.
send-step = Step { $step }: { $names }
send-copies = Copy of the sealed document: { $names }
send-terms =
    { $days ->
        [one] It expires after one day. Mails are in { $language }.
       *[other] It expires after { $days } days. Mails are in { $language }.
    }
send-final = Once sent, the document and its fields can’t be changed. You can still withdraw it.
send-now = Send now
sending = Sending …
sent-news = Sent. The e-mails to everyone whose turn it is leave now.
sent-news-no-mail = Sent. Nobody was e-mailed: copy the links here and pass them on.

# The story of an envelope.
envelope-failed = This envelope could not be shown
story = What happened
sent-on = Sent on { $date }
sealing = Everyone has signed. The seal is being made …
sealing-text = You can leave this page. The sealed document also comes by e-mail.
sealing-text-no-mail = You can leave this page and find the sealed document here later.
download-sealed = Download sealed PDF
download-evidence = Evidence
remind = Send a new link
remind-name = Send a new link to { $name }
reminded = The e-mail to { $name } leaves as soon as the mail server takes it.
no-mail-open = No mail server is set up, so nobody is e-mailed. Copy the link of each person and pass it on yourself.
no-mail-sealed = No mail server is set up, so nobody was told. Copy the link of each person and pass it on, so that they can fetch the sealed document.
copy-link = Copy link
copy-link-again = Copy again
copy-link-name = Copy link for { $name }
link-copied = The link for { $name } is on the clipboard.
link-copied-short = The link is on the clipboard.
link-copy-by-hand = The browser did not allow copying. Select the link in the text and copy it.
link-here = Link, also on your clipboard
link-here-select = Your browser did not allow copying. Copy the link from here:
link-recorded = Whoever has this link can open the document as this person. The audit trail says that you took it.
link-replaced = This is a new link. The one that was sent before no longer works.
link-copy-replaces = Copying makes a new link; the one that was sent before stops working.
link-waiting = Waiting for the mail server since { $since }: { $reason } Next try { $next }.
link-waiting-help = The e-mail leaves by itself as soon as the server takes it. In a hurry, copy the link and pass it on.
link-failed = Not delivered. { $reason }
link-failed-help = Copy the link and pass it on another way. If the address is wrong, withdraw the envelope and send the document again.
link-unanswered = The mail server took the e-mail but did not say whether it accepted it ({ $since }).
link-unanswered-help = Ask whether it arrived. If not, copy the link and pass it on another way, or try again.
link-handed-over = The mail server accepted the e-mail on { $since }.
link-copied-on = You copied the link on { $since }.
link-shown-on = You were shown the link on { $since }.
link-not-sent = Nobody has the link yet. Copy it and pass it on.
link-asked-for = { $name } asked for a new link on { $when }.
mail-again = Try now
mail-again-name = Try now to e-mail { $name }
list-link-failed = Not delivered: { $names }
list-link-unanswered = Perhaps not delivered: { $names }
list-link-waiting = E-mail waits for the mail server: { $names }
list-link-asked = Asked for a new link: { $names }
list-link-not-sent = Link not passed on yet: { $names }
mail-code-mail-unreachable = The mail server can’t be reached.
mail-code-mail-tls-failed = No encrypted connection to the mail server could be made. Ask whoever runs this server.
mail-code-mail-certificate-refused = No authority vouches for the mail server’s certificate. Whoever runs this server can name that authority, or the certificate itself, in ONESIGN_SMTP_CA.
mail-code-mail-tls-not-spoken = The mail server doesn’t begin with TLS on this port. Whoever runs this server sets ONESIGN_SMTP_SECURITY=starttls, or the port that begins with TLS (usually 465).
mail-code-mail-starttls-missing = The mail server offers no encryption on this port. Whoever runs this server sets ONESIGN_SMTP_SECURITY=tls and the port that begins with TLS (usually 465).
mail-code-mail-timed-out = The mail server accepted the connection and stopped answering. If its port begins with TLS (465 usually does), whoever runs this server sets ONESIGN_SMTP_SECURITY=tls.
mail-code-mail-login-refused = The mail server refused the sign-in. Ask whoever runs this server.
mail-code-mail-login-not-offered = The mail server offers no sign-in with user and password here. Whoever runs this server removes ONESIGN_SMTP_USER and ONESIGN_SMTP_PASSWORD, or sets another port (usually 587).
mail-code-mail-unanswered = The mail server took the e-mail but did not say whether it accepted it.
mail-code-mail-misconfigured = The mail settings can’t be used. Ask whoever runs this server.
mail-code-mail-deferred = The mail server put the e-mail off.
mail-code-mail-refused = The mail server refused the e-mail.
mail-code-mail-address-invalid = The e-mail address is not valid.
mail-code-mail-address-unsupported = The mail server can’t send to addresses with such letters before the @. Ask for another address.
mail-code-other = The e-mail could not be sent ({ $code }).
void = Withdraw
void-title = Withdraw this envelope?
void-text = Nobody can sign it any more, and everyone who was asked is told why. This can’t be undone.
void-reason = Reason
void-reason-hint = The recipients read it.
void-submit = Withdraw
voided-news = The envelope is withdrawn.
voided-because = You withdrew it: “{ $reason }”
declined-because = { $name } declined: “{ $reason }”
declined-by = { $name } declined to sign.
expired-text = Not everyone signed in time. You can send the document again as a new envelope.
mistake-reason = Say why, in a few words.
open-document = Open the document
evidence = Evidence
evidence-document = Document
evidence-facts = Recorded facts
evidence-head = End of the chain
evidence-level = Level
evidence-sealed = Sealed
verify-hint = Anyone can verify the sealed PDF here
show-every-fact = Show the whole record ({ $count } facts)
show-story = Show only the story
somebody = Somebody
browser-on = { $browser } on { $system }

# Facts.
fact-envelope-created = Draft begun by { $sender }
fact-document-received = Document received
fact-document-enclosed = Already signed: kept unchanged as an attachment
fact-document-normalised = Document cleaned: this is what people sign
fact-envelope-revised = Draft changed
fact-recipient-named = { $name } named as a recipient
fact-envelope-sent = Sent by { $sender }
fact-recipient-invited = It became { $name }’s turn
fact-recipient-reminded = A new link was requested for { $name }
fact-recipient-informed = { $name } was informed
fact-link-issued = Link made for { $name }
fact-link-handed-over = The mail server accepted the e-mail to { $name }
fact-link-delivery-failed = The e-mail to { $name } could not be delivered
fact-link-unanswered = The mail server took the e-mail to { $name } but did not say whether it accepted it
fact-link-shown = { $sender } was shown { $name }’s link
fact-link-copied = { $sender } copied { $name }’s link
fact-mail-reply = Mail server’s reply: { $reply }
fact-link-exchanged = { $name } opened the link
fact-link-revoked = A link of { $name } was ended
fact-link-refused = A dead link of { $name } was tried
fact-consent-given = { $name } agreed to sign electronically
fact-document-viewed = { $name } read the document
fact-values-saved = Entries of { $name } saved
fact-values-committed = { $name } confirmed the entries
fact-signature-applied = { $name } signed
fact-signature-refused = An attempt of { $name } to sign was refused
fact-recipient-declined = { $name } declined
fact-envelope-completed = Completed
fact-envelope-voided = Withdrawn by { $sender }
fact-envelope-expired = Expired
fact-envelope-sealed = Sealed
fact-seal-extended = Seal strengthened
seal-added-validation_data = Proof added that the certificates had not been withdrawn
seal-added-document_timestamp = Document timestamp added
seal-extended-hint = The sealed PDF grew since it was sealed. Earlier copies stay valid: they are its beginning.
level-with-reason = { $level }, not yet higher: { $reason }
seal-reason-tsa-unreachable = the time-stamping authority can’t be reached
seal-reason-tsa-answer-unusable = the time-stamping authority’s answer can’t be used
seal-reason-no-tsa-configured = no time-stamping authority is set up
seal-reason-validation-data-pending = proof about the certificates is still to come
fact-other = Recorded: { $type }
fact-recipients =
    { $count ->
        [one] One recipient
       *[other] { $count } recipients
    }
fact-expires = expires { $date }
fact-pages-seen =
    { $all ->
        [one] The page was shown
       *[other] { $seen } of { $all } pages shown
    }
fact-disclosure = Disclosure version { $version }, { $language }
fact-fields =
    { $count ->
        [one] One field
       *[other] { $count } fields
    }
fact-everyone = Everyone has signed
fact-level = PAdES { $level }
fact-reason = “{ $reason }”
fact-link = link …{ $link }
fact-number = Fact { $seq } · { $digest }

# Outbox.
outbox-text = No mail server is set up, so no mail leaves this server. Open a mail to copy its link and pass it on. The audit trail says which links you were shown.
outbox-search = Search recipients and subjects
outbox-search-nothing = No mail has these words in its recipient or subject.
mail-link-open = This link opens the document as the recipient. Pass it on to nobody else.
mail-link-dead = The link of this mail no longer works: it was used, replaced, or has ended. Copy the newest link on the page of the envelope.
outbox-empty = No mail yet
outbox-empty-text = As soon as you send an envelope, the mails to its recipients are here.
outbox-refused-text = Mails leave by your mail server. Here are those that could not be delivered.
outbox-nothing-refused = Nothing was refused
outbox-nothing-refused-text = A mail that your mail server refuses for good is listed here, with the reason.
outbox-choose = Choose a mail to read it.
back-to-outbox = All mails
mail-to = To { $to }
mail-refused = Refused by the mail server
mail-refused-by = Refused by the mail server: { $reason }
mail-refused-help = It is not sent again, and its text is not kept. If the address is wrong, withdraw the envelope and send the document again. Otherwise copy the person’s link, or send the e-mail again, on the page of the envelope.
download-eml = Download as .eml
to-envelope = To the envelope
refresh = Refresh

# What the owner has to know. Each code of a notice has a heading and an advice (`-do`).
notice-storage-full = The server’s storage is full. Nothing that people enter or sign is saved.
notice-storage-full-do = Free some space or add more. Nobody is told that they signed meanwhile, and OneSign goes on by itself as soon as there is room.
notice-storage-failing = The server’s storage refuses to read or to write. Nothing that people enter or sign is saved.
notice-storage-failing-do = Look at the disk and at the server’s log. OneSign goes on by itself as soon as the storage works.
notice-storage-unreachable = The database can’t be reached. Nothing that people enter or sign is saved.
notice-storage-unreachable-do = Check the database server and the network to it. OneSign goes on by itself as soon as it answers.
notice-storage-damaged = The database or a stored file is damaged.
notice-storage-damaged-do = Stop the server, copy the data directory, and restore from a backup. The server’s log names what could not be read.
notice-seal-ends-soon = The certificate of your seal ends on { $ends_at }. After that day nothing can be sent.
notice-seal-ends-soon-do = { $source ->
    [self_made] OneSign renews it by itself. If this stays here, look into the server’s log.
    [pem] Have { $issuer } issue a new certificate, put the new files in place of the old ones, and start OneSign again.
    [pkcs12] Have { $issuer } issue a new certificate, put the new file in place of the old one, and start OneSign again.
    [pkcs11] Have { $issuer } issue a new certificate for the key in the token, store it there or in the certificate file, and start OneSign again.
   *[csc] Have the signing service renew the certificate, or choose another credential, and start OneSign again.
  }
notice-seal-ended = The certificate of your seal ended on { $ends_at }. Nothing can be sent until there is a new one.
notice-seal-ended-do = { $source ->
    [self_made] OneSign renews it by itself. If this stays here, look into the server’s log.
    [pem] Have { $issuer } issue a new certificate, put the new files in place of the old ones, and start OneSign again.
    [pkcs12] Have { $issuer } issue a new certificate, put the new file in place of the old one, and start OneSign again.
    [pkcs11] Have { $issuer } issue a new certificate for the key in the token, store it there or in the certificate file, and start OneSign again.
   *[csc] Have the signing service renew the certificate, or choose another credential, and start OneSign again.
  }
notice-seal-not-yet-valid = The certificate of your seal is valid from { $begins_at } on. Nothing can be sent before.
notice-seal-not-yet-valid-do = Check the clock of the server.
notice-seal-unavailable = The key of your seal can’t be reached. Nothing can be sent until it answers again.
notice-seal-unavailable-do = Check the token or the signing service. OneSign tries again every minute; documents that are complete wait and are sealed then.
notice-record-damaged = The record of an envelope was damaged or changed outside OneSign.
notice-record-damaged-do = Nothing more can be signed or sealed on it. Restore the database from a backup that was made before, and find out who can write to the database.
notice-document-damaged = A stored document of an envelope is missing or damaged.
notice-document-damaged-do = Put the file of this envelope back into the data directory from a backup. An envelope that everybody has signed waits and is sealed then.
notice-seal-check-failed = A seal did not pass OneSign’s own check. It was not handed out, and the envelope waits.
notice-seal-check-failed-do = The check says: “{ $sentence }” Mend what it names, then try again. The rejected file is kept in quarantine in the data directory for 30 days.
notice-seal-waiting = An envelope that everybody has signed can’t be sealed now.
notice-seal-waiting-do = OneSign keeps trying. The reason is “{ $reason }”; the server’s log says more.
notice-seal-chain-incomplete = The certificate of your seal comes without that of its issuer, { $issuer }. Nobody can check your seals by a root.
notice-seal-chain-incomplete-do = Put the whole chain into the file, then start OneSign again. For PKCS#12, export it with -certfile.
notice-mails-waiting = { $count ->
    [1] An e-mail with a link waits for the mail server.
   *[other] { $count } e-mails with links wait for the mail server.
  }
notice-mails-waiting-do = { $why } OneSign keeps trying for two days. Until then you can copy each link on the page of its envelope.
notice-work-given-up = { $count ->
    [1] A task of OneSign failed too often and was given up.
   *[other] { $count } tasks of OneSign failed too often and were given up.
  }
notice-work-given-up-do = An e-mail may not have been sent, or a seal not been renewed. The reason is “{ $reason }”; the server’s log says more. Once it is mended, try again.
notice-sealed-damaged = A sealed document is missing or damaged.
notice-sealed-damaged-do = Put its file back into the data directory from a backup, then try again. Every copy that somebody has downloaded proves the same as this one did.
notice-retry = Try again now
notice-retried = OneSign is trying again. The notice goes away when it works.
notice-since = Since { $since }
notice-certificate = Certificate: { $subject }
