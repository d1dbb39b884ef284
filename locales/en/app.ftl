page-title = { -brand }
brand-name = { -brand }

# Places.
nav-label = Main
nav-envelopes = Envelopes
nav-outbox = Outbox
nav-verify = Verify
sign-out = Sign out
not-started = OneSign could not start
unknown-title = Page not found
unknown-text = The address may be mistyped, or the page may have been removed.

# First visit and signing in.
setup-title = Welcome to { -brand }
setup-text = This server has no owner yet. Create the owner account.
setup-code = Code from the server
setup-code-hint = Open the link that the server printed on its console when it started, or enter the code at the end of that link, for example ABCD-EFGH-JKMN-PQRS.
mistake-setup-code = Enter the code that the server printed when it started.
setup-submit = Create account
sign-in-title = Sign in
sign-in-text = to { $instance }
sign-in = Sign in
sign-in-wrong = Wrong e-mail address or password.
forgot = Forgot your password?
forgot-title = Forgot your password?
forgot-text = Enter the e-mail address of your account. We send you a link to choose a new password.
forgot-send = Send the link
forgot-sent = If { $email } has an account here, an e-mail with a link is on its way. The link works for one hour.
forgot-sent-hint = Nothing arrived? Check your spam folder, and whether this is the address that you sign in with.
forgot-no-mail = This server can’t send e-mail. Ask the person who runs it for a new password.
back-to-sign-in = Back to sign-in
reset-title = Choose a new password
reset-text = You are then signed out everywhere, and sign in with your new password.
reset-choose = Save the new password
reset-done = Your new password is saved. Sign in with it.
reset-dead = This link is incomplete, was used or replaced, or has expired.
reset-again = Ask for a new link
your-name = Your name
your-email = Your e-mail address
email = E-mail address
password = Password
password-hint = At least { $least } characters. Four unrelated words are easy to remember and hard to guess.
show-password = Show
instance-name = Organisation name (optional)
instance-name-hint = Recipients see this name in their e-mails.
mistake-name = Enter your name as recipients should see it.
mistake-email = Enter an e-mail address such as name@example.com.
mistake-password = Use at least { $least } characters.

# The list of envelopes.
new-envelope = New envelope
empty-text = Nothing sent yet. You can send your first document in two minutes.
how-1 = Upload the PDF. We remove scripts, tracking and anything that could change later.
how-2 = Add the people who need to sign, and place fields where they should sign.
how-3 = Send it. Each person gets a link: no account, no app.
drop-title = Drop a PDF here, or choose a file
drop-text = Up to { $size } and { $pages } pages
search = Search titles and people
search-found =
    { $count ->
        [0] Nothing found.
        [one] One envelope found.
       *[other] { $count } envelopes found.
    } { $more ->
        [0] { "" }
       *[other] There may be more.
    }
search-nothing = No results for “{ $query }”
search-nothing-text = Try fewer words from the title, or from a recipient’s name or e-mail address.
search-nothing-here = There may be results with another status.
search-everywhere = Search all envelopes
search-clear = Clear search
list-failed = The envelopes could not be loaded
group-waiting = Waiting for others
group-drafts = Drafts
group-sealed = Sealed
group-ended = Not completed
group-all = All
group-empty = No envelopes here
group-show-all = Show all envelopes
filter = Filter by status
untitled = Untitled
no-recipients-yet = No recipients yet
names-and-more = { $names } and { $count } more
waiting-for = Waiting for { $names }
signed-of = { $signed } of { $all } signed
until = expires { $date }
show-more = Show more
delete-draft = Delete draft
delete-draft-name = Delete draft “{ $title }”
delete-draft-title = Delete this draft?
delete-draft-text = “{ $title }” and its document will be deleted. This can’t be undone.
draft-deleted = “{ $title }” has been deleted.
new-text = Upload the document to be signed. You’ll add recipients and fields next.

# Upload.
uploading = Uploading the file…
cleaning = Preparing the document…
cleaning-text = We remove scripts, hidden layers and anything else that could change later, so everyone sees and signs exactly the same document.
password-title = This PDF needs a password
password-text = “{ $name }” is protected. We use the password once and don’t store it. The copy sent for signing has no password.
password-submit = Open

# Preparing.
prepare-title = Prepare: { $title }
title = Title
title-placeholder = Enter a title
saved = Saved
saving = Saving…
not-saved = Not saved. Try again
not-saved-stay = Your last changes are not saved yet. If you leave this page now, they will be lost.
changes-back = Your unsaved changes have been restored and are being saved.
cant-be-printed = These characters can’t be printed on the document: { $characters }. Replace them before you send the envelope.
field-prefill-too-long = { $count ->
    [one] Too long for this field: shorten it by 1 character, or make the field larger.
   *[other] Too long for this field: shorten it by { $count } characters, or make the field larger.
  }
overtaken = This envelope has been sent or withdrawn in another window. Changes that were not saved yet in this window are not part of it.
draft-gone-title = This draft was deleted
draft-gone-text = “{ $title }” was deleted in another window, together with its document. What you changed here can’t be saved any more.
draft-gone-message = Your message, if you want to keep it:
conflict-title = This draft was changed in another window
conflict-text = The other version was saved on { $when }. Choose which one to keep. If you use the other version, Undo brings this window’s version back.
conflict-mine = This window
conflict-other = Other version
conflict-nothing = Unchanged
conflict-keep-mine = Keep this window’s version
conflict-use-other = Use the other version
version-field = { $kind } for { $person }, page { $page }
version-place = Position: { $x } mm from the left, { $y } mm from the top
version-size = Size: { $w } by { $h } mm
version-required = Required
version-optional = Optional
version-prefill = Prefilled: { $text }
version-unfilled = Not prefilled
version-ticked = Ticked in advance
version-unticked = Not ticked in advance
undo = Undo
redo = Redo
undone = Undone.
redone = Redone.
preview-as = Preview as a recipient
preview-off = Preview
preview-person = as { $name }
preview-title = This is what { $name } will see.
check-and-send = Check and send
back-to-editing = Back to editing
back-to-envelopes = Back to envelopes
parts = Parts of the page
part-people = Recipients
part-pages = Pages and fields
recipients = Recipients
recipient-number = Recipient { $number }
recipient-name = Name of recipient { $number }
recipient-email = E-mail address of recipient { $number }
recipient-role = Role of recipient { $number }
recipient-step = Step of recipient { $number }
recipient-remove = Remove { $name }
recipient-removed =
    { $count ->
        [0] { $name } was removed.
        [one] { $name } and one field were removed.
       *[other] { $name } and { $count } fields were removed.
    }
name-placeholder = Full name
email-placeholder = E-mail address
role-signer = Signs
role-copy = Receives a copy
step-number = Step { $step }
step-hint = Everyone in a step is asked at the same time. The next step starts when the one before it is complete.
add-recipient = Add a recipient
terms = Message and deadline
message = Message
message-hint = Shown in the e-mail and above the document.
expires-in = Expires after
days =
    { $count ->
        [one] day
       *[other] days
    }
mistake-days = Choose 1 to 365 days.
language-of-mails = E-mail language
document = Document
pages =
    { $count ->
        [one] One page
       *[other] { $count } pages
    }
page = Page
page-bar = Pages and zoom
page-before = Previous page
page-after = Next page
page-count = of { $pages }
page-overview = All pages
page-number = Page { $page }
page-fields =
    { $count ->
        [one] 1 field
       *[other] { $count } fields
    }
zoom-in = Zoom in
zoom-out = Zoom out
zoom-is = Zoom { $percent }%
percent = { $percent }%
fields = Fields
fields-for = Fields for
palette-label = Field types
palette-hint = Drag a field onto the page, or click to add it. Shortcut: press its letter.
palette-tap = Tap the page where the field should go.
palette-tap-off = Placement cancelled.
palette-free-date = Date to fill in
field-label = { $kind } for { $person }, { $required }
field-settings = Settings
field-too-small = This field is too small: text entered in it would be illegible. Make it larger.
field-form = Selected field
field-person = Assigned to
field-prefill = Prefilled text
field-prefill-hint = The recipient sees this text in the field and can change it.
field-prefill-tick = Ticked in advance; the recipient can change it
field-caption = Label
field-caption-hint = The recipient sees this label.
field-date-note = The server fills in the date when this person signs. To let them choose a date, use “Date to fill in”.
field-signature-note = A signature is always required.
field-required = Required
field-required-tick = Must be ticked
field-position = Position in millimetres
field-keys = Arrow keys move the selected field, Shift + arrow keys resize it, and Alt makes the steps larger. Delete removes it.
from-left = From left
from-top = From top
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
        [0] The field is already on every page.
        [one] Copied to one more page.
       *[other] Copied to { $count } more pages.
    }
detected =
    { $count ->
        [one] This PDF has a form with one field.
       *[other] This PDF has a form with { $count } fields.
    }
detected-signers = The fields are for { $count } different signers, who will be added as recipients.
detected-use = Use these fields
detected-filled = If you use these fields, text and ticks already in them are removed from the pages and become entries that the recipients can change.
detected-chosen = Choices made in lists and with radio buttons stay on the pages either way: recipients can’t change them.
detected-protected = To use its fields, upload the PDF again without a password.
closed-pages = A signature in the attached file permits no changes. Place fields on the last page instead.
closed-page = This page can’t have fields: a signature in the attached file permits no changes. Use the last page.

# What happened to the upload.
warnings-title = Please check the pages
warning-annotation-not-shown = At least one comment or stamp in the PDF could not be displayed and was left out.
warning-field-value-not-shown = The value of at least one filled-in form field could not be displayed and is missing.
warning-field-appearance-made = The PDF does not say how the value of at least one filled-in form field should look; it is shown in a standard style.
warning-field-value-incomplete = Some characters in filled-in form fields could not be displayed. Compare the result with your original before sending.
warning-field-state-unclear = At least one checkbox in the form is recorded as both ticked and not ticked. Check that it is shown as you intended.
warning-field-value-differs = At least one form field shows something other than its recorded value. The value shown stays on the page, and recipients can’t change it.
warning-annotation-appearance-made = The PDF does not say how at least one comment, line or mark should look; it is shown in a standard style. Compare the result with your original before sending.
warning-comments-left-out = The PDF has comments. Their marks are shown, but the text of the comments is not: signers don’t see it.
warning-redaction-not-applied = The PDF has passages marked for redaction that were not removed. Signers can still read them. If they must not be read, apply the redaction and upload the PDF again.
warning-decrypted = The PDF was password-protected. The copy sent for signing is not.
warning-repaired = The PDF was damaged and has been repaired. Compare the pages with your original before sending.
warning-page-size-guessed = The PDF gives no page size; A4 was assumed.
warning-image-not-shown = At least one image could not be read and was left out.
warning-content-unreadable = The content could not be read and is missing. Compare the result with your original before sending.
warning-page = Page
warning-pages = Pages
warning-content-damaged = Part of the content could not be read and is missing. Compare the result with your original before sending.
warning-damaged = Something that belongs here is missing from the PDF. Compare the result with your original before sending.
warning-image-damaged = At least one image is damaged and may be shown only in part. Compare the result with your original before sending.
warning-page-lost = Missing from this copy, because that part of the PDF could not be read. Do not send this copy: save the PDF again with the program that made it, and upload the new file.
warning-page-undrawable = Could not be drawn in time, so recipients may see nothing here. Print the file to a new PDF and upload that one instead.
warning-readers-differ = May look different in other programs. Compare the result with your original before sending.
warning-page-count-differs = Other programs find a different number of pages in this file. Before sending, check that there are no missing or extra pages.
warning-fonts-replaced = The PDF does not include some of its fonts; similar fonts are used instead. Check that lines and columns still look right.
warning-glyphs-missing = Some characters could not be shown, because the PDF does not include them or their font. Compare the result with your original before sending.
warning-font-data-ignored = At least one font in the PDF is damaged; a similar one is used instead. Compare the text with your original before sending.
warning-transparency-differs = Transparent parts may look different in other programs. Compare the result with your original before sending.
warning-invisible-text = The PDF contains invisible text. It is not shown to anyone.
warning-text-differs = The hidden text that is read aloud or copied did not match what is shown. It has been corrected in this copy. Before sending, make sure you trust where this PDF comes from.
warning-already-signed = This PDF was already signed, and it is kept unchanged: the pages here are copies, and the signed file is attached to them. A page at the end explains this.
warning-signed-without-changes = A signature in this PDF permits no changes, so nothing can be added to its pages. Place the fields on the last page, which was added for this.
warning-signature-broken = A signature in this PDF does not match what the file shows now. Have the file checked before you send it.
warning-other = Something on the pages may look different ({ $code }).
removed-title = Removed from your file
removed-text = People sign exactly what they see. Removing these things changed nothing that is visible on the pages.
removed-title-copies = Left out of the page copies
removed-text-copies = The attached file is complete: nothing was removed from it.
removed-nothing = Nothing had to be removed from your file.
removed-javascript = Scripts ({ $count })
removed-launch = Commands that start programs ({ $count })
removed-submit-form = Buttons that send data away ({ $count })
removed-import-data = Actions that load data ({ $count })
removed-reset-form = Buttons that clear a form ({ $count })
removed-remote-goto = Links to other files ({ $count })
removed-hide-action = Actions that hide content ({ $count })
removed-named-action = Viewer commands ({ $count })
removed-layer-action = Actions that switch layers ({ $count })
removed-multimedia = Sound, video and 3D ({ $count })
removed-uri-scheme = Unusual web addresses ({ $count })
removed-additional-actions = Automatic actions ({ $count })
removed-open-action = An action that runs when the file is opened
removed-embedded-file = Attached files ({ $count })
removed-external-stream = Content stored elsewhere ({ $count })
removed-piece-info = Data from other programs ({ $count })
removed-metadata = Hidden details about author and software ({ $count })
removed-pdfa-declaration = The PDF/A label, which no longer applies
removed-opi = Image placeholders ({ $count })
removed-alternate-image = Images for printing only ({ $count })
removed-reference-xobject = Pages from other files ({ $count })
removed-postscript-xobject = PostScript ({ $count })
removed-xfa = A second form (XFA)
removed-collection = A file collection
removed-optional-content = Layers: visible content stays
removed-outline = Bookmarks
removed-threads = Article threads
removed-structure = Structure tags
removed-page-labels = Page labels
removed-legal-attestation = A legal attestation
removed-usage-rights = Usage rights for one PDF reader
removed-form-field = Form fields: what was filled in stays on the page ({ $count })
removed-link = Links: their text stays ({ $count })
removed-annotation = Comments and stamps: visible ones stay on the page ({ $count })
removed-other = { $kind } ({ $count })

# Checking and sending.
check-title-ready = Ready to send
check-title-missing =
    { $count ->
        [one] One thing to fix
       *[other] { $count } things to fix
    }
check-go = Fix
check-title = The envelope has no title.
check-expiry = Choose when the envelope expires: after 1 to 365 days.
check-no-signer = None of the recipients is set to sign. Add at least one signer.
check-name = Recipient { $who } has no name.
check-email = Recipient { $who } has no valid e-mail address.
check-same-email = { $who } has the same address as another recipient in this step.
check-no-signature = { $who } has nowhere to sign. Place a signature field on a page.
check-no-fields = There are no fields on the pages yet.
check-field-of-copy = { $who } receives a copy but has fields assigned.
check-unprintable = These characters can’t be printed on the document: { $characters }. Replace them.
check-prefill-unprintable = The prefilled text of “{ $who }” contains characters that can’t be printed on the document: { $characters }. Replace them.
check-prefill-too-long = { $count ->
    [one] The prefilled text of “{ $who }” is too long. Shorten it by 1 character, or make the field larger.
   *[other] The prefilled text of “{ $who }” is too long. Shorten it by { $count } characters, or make the field larger.
  }
check-too-small = The field “{ $who }” is too small: text entered in it would be illegible. Make it larger.
check-other = The server did not accept this entry. Check it.
send-to-all = { $names } will receive an e-mail with a link.
send-to-all-no-mail = { $names } will sign using a link that you pass on.
send-no-mail = No mail server is set up, so nobody is e-mailed. After sending, copy each person’s link and pass it on yourself.
send-step = Step { $step }: { $names }
send-copies = Copy of the sealed document: { $names }
send-terms =
    { $days ->
        [one] The envelope expires after one day.
       *[other] The envelope expires after { $days } days.
    }
send-language = E-mails are in { $language }.
send-final = Once sent, the document and its fields can’t be changed. You can still withdraw the envelope.
send-now = Send now
sending = Sending…
sent-news = Sent. An e-mail is on its way to everyone in the first step.
sent-news-no-mail = Sent. No e-mails go out, so copy each person’s link from this page and pass it on.

# The story of an envelope.
envelope-failed = This envelope could not be shown
story = History
turn-title = Waiting for { $names }
turn-since = their turn since { $date } ({ $ago })
turn-later = after that: { $names }
turn-no-link = Link not passed on yet
turn-no-mail = Link not sent yet
turn-invited = Has been asked to sign
turn-opened = The link has been opened
turn-consented = Has agreed to sign electronically
sent-on = Sent on { $date }
sealing = Everyone has signed. Sealing the document…
sealing-text = You can leave this page. When the document is sealed, everyone, including you, receives an e-mail.
sealing-text-no-mail = You can leave this page and find the sealed document here later.
download-sealed = Download sealed document
download-evidence = Download evidence
remind = Send a new link
remind-name = Send a new link to { $name }
reminded = A new link for { $name } is being e-mailed.
reminded-now = You can send another link in a minute.
no-mail-open = No mail server is set up, so nobody is e-mailed. Copy each person’s link and pass it on yourself.
no-mail-sealed = No mail server is set up, so nobody is notified. Copy each person’s link and pass it on, so that they can get the sealed document.
copy-link = Copy link
copy-link-again = Copy again
copy-link-name = Copy link for { $name }
link-copied = Link for { $name } copied to the clipboard.
link-copied-short = Link copied to the clipboard.
link-copy-by-hand = Your browser did not allow copying. Select the link in the text and copy it.
link-here = Link (copied to the clipboard)
link-here-select = Your browser did not allow copying. Copy the link from here:
link-recorded = Anyone with this link can open the document as this person. The audit trail records that you copied it.
link-replaced = This is a new link. Earlier ones no longer work.
link-copy-replaces = Copying makes a new link; earlier ones stop working.
link-waiting = Waiting for the mail server since { $since }: { $reason } { $due ->
    [yes] Trying again now.
   *[no] Next attempt { $next }.
  }
link-waiting-help = The e-mail is sent automatically as soon as the mail server accepts it. If it is urgent, copy the link and pass it on.
link-failed = Not delivered. { $reason }
link-failed-help = Copy the link and pass it on in another way. If the address is wrong and the envelope is still open, withdraw it and send the document again.
link-unanswered = The e-mail was sent to the mail server, which did not confirm that it had accepted it ({ $since }).
link-unanswered-help = Ask whether it arrived. If not, copy the link and pass it on in another way, or try again.
link-handed-over = The mail server accepted the e-mail on { $since }.
link-copied-on = You copied the link on { $since }.
link-shown-on = You viewed the link on { $since }.
link-not-sent = The link has not been passed on yet. Copy it and pass it on.
link-not-sent-sealed = The link to the sealed document has not been passed on yet. Copy it and pass it on.
link-asked-for = { $name } asked for a new link on { $when }.
mail-again = Try now
mail-again-name = Try now: e-mail to { $name }
list-link-failed = Not delivered: { $names }
list-link-unanswered = Possibly not delivered: { $names }
list-link-waiting = E-mail waiting for the mail server: { $names }
list-link-asked = Asked for a new link: { $names }
list-link-not-sent = Link not passed on yet: { $names }
mail-code-mail-unreachable = The mail server can’t be reached.
mail-code-mail-tls-failed = No encrypted connection to the mail server could be made. Ask the person who runs this server.
mail-code-mail-certificate-refused = The mail server’s certificate is not trusted. The person who runs this server can name its certificate authority, or the certificate itself, in ONESIGN_SMTP_CA.
mail-code-mail-tls-not-spoken = The mail server doesn’t use TLS from the start on this port. The person who runs this server can set ONESIGN_SMTP_SECURITY=starttls, or use the port where TLS is used from the start (usually 465).
mail-code-mail-starttls-missing = The mail server offers no encryption on this port. The person who runs this server can set ONESIGN_SMTP_SECURITY=tls and use the port where TLS is used from the start (usually 465).
mail-code-mail-timed-out = The mail server accepted the connection and then stopped answering. If its port expects TLS from the start (465 usually does), the person who runs this server can set ONESIGN_SMTP_SECURITY=tls.
mail-code-mail-login-refused = The mail server refused the login. Ask the person who runs this server.
mail-code-mail-login-not-offered = The mail server doesn’t offer login with a user name and password on this port. The person who runs this server can remove ONESIGN_SMTP_USER and ONESIGN_SMTP_PASSWORD, or use another port (usually 587).
mail-code-mail-unanswered = The e-mail was sent to the mail server, which did not confirm that it had accepted it.
mail-code-mail-misconfigured = The mail settings can’t be used. Ask the person who runs this server.
mail-code-mail-deferred = The mail server temporarily refused the e-mail.
mail-code-mail-refused = The mail server refused the e-mail.
mail-code-mail-address-invalid = The e-mail address is not valid.
mail-code-mail-address-unsupported = The mail server can’t send to addresses with letters such as ä or é before the @. Ask for another address.
mail-code-other = The e-mail could not be sent ({ $code }).
void = Withdraw
void-title = Withdraw this envelope?
void-text = Nobody will be able to sign the document any more. This can’t be undone.
void-reason = Reason
void-reason-hint = The e-mail to everyone who was asked to sign gives this reason.
void-submit = Withdraw
voided-news = The envelope has been withdrawn.
voided-because = You withdrew it: “{ $reason }”
declined-because = { $name } declined: “{ $reason }”
declined-by = { $name } declined to sign.
expired-text = Not everyone signed in time. You can send the document again as a new envelope.
mistake-reason = Give a reason in a few words.
mistake-reason-long = Shorten the reason to at most 1,000 characters.
open-document = Open the document
evidence = Evidence
evidence-document = Document fingerprint
evidence-facts = Audit trail entries
evidence-head = Fingerprint of the latest entry
evidence-level = Signature level
evidence-sealed = Sealed
verify-hint = Anyone can verify the sealed document here
show-every-fact = Show full audit trail ({ $count } entries)
show-story = Show the summary
somebody = Someone
fact-details = Details
fact-details-of = Details: { $title }
browser-on = { $browser } on { $system }

# Log entries.
fact-envelope-created = Draft created by { $sender }
fact-document-received = Document uploaded
fact-document-enclosed = The uploaded document was already signed; it is attached unchanged
fact-document-normalised = Document prepared: this is the version that is signed
fact-envelope-revised = Draft changed
fact-recipient-named = { $name } added as a recipient
fact-envelope-sent = Sent by { $sender }
fact-recipient-invited = It became { $name }’s turn to sign
fact-recipient-reminded = A new link was requested for { $name }
fact-recipient-informed = { $name } was notified of the outcome
fact-link-issued = A link was created for { $name }
fact-link-handed-over = The mail server accepted the e-mail to { $name }
fact-link-delivery-failed = The e-mail to { $name } could not be delivered
fact-link-unanswered = The e-mail to { $name } was sent to the mail server, which did not confirm that it had accepted it
fact-link-shown = { $sender } viewed the link for { $name }
fact-link-copied = { $sender } copied the link for { $name }
fact-mail-reply = Technical details: { $reply }
fact-link-exchanged = The link for { $name } was opened in a browser
fact-link-revoked = A link for { $name } stopped working
fact-link-refused = An attempt to use a link for { $name } was refused
fact-consent-given = { $name } agreed to sign electronically
fact-document-viewed = { $name } was shown the document
fact-values-saved = { $name } saved entries
fact-values-committed = { $name } confirmed their entries
fact-signature-applied = { $name } signed
fact-signature-refused = { $name }’s attempt to sign was refused
fact-recipient-declined = { $name } declined
fact-envelope-completed = Complete
fact-envelope-voided = Withdrawn by { $sender }
fact-envelope-expired = Expired
fact-envelope-sealed = Sealed
fact-seal-extended = Seal extended
seal-added-validation_data = Added proof that the certificates had not been revoked
seal-added-document_timestamp = Added a document timestamp
seal-extended-hint = The sealed document has been extended since it was sealed. Earlier copies remain valid: the newer file contains them unchanged and only adds to them.
level-with-reason = { $level }; a higher level was not possible: { $reason }
seal-reason-tsa-unreachable = the time-stamping authority could not be reached
seal-reason-tsa-answer-unusable = the time-stamping authority’s answer could not be used
seal-reason-no-tsa-configured = no time-stamping authority was set up
seal-reason-validation-data-pending = revocation information was not available yet
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
fact-disclosure = Consent text version { $version }, { $language }
fact-fields =
    { $count ->
        [one] One field
       *[other] { $count } fields
    }
fact-everyone = Everyone has signed
fact-level = Signature level: PAdES { $level }
fact-reason = “{ $reason }”
fact-link = link …{ $link }
fact-number = Entry { $seq } · { $digest }

# Outbox.
outbox-text = No mail server is set up, so no e-mail leaves this server. Open an e-mail to copy its link and pass it on. The audit trail records which links you viewed.
outbox-search = Search recipients and subjects
outbox-search-nothing = No e-mail contains all of these words in the recipient’s name, the address or the subject.
outbox-found =
    { $count ->
        [0] No e-mail found.
        [one] One e-mail found.
       *[other] { $count } e-mails found.
    } { $more ->
        [0] { "" }
       *[other] There may be more.
    }
mail-link-open = Anyone who opens this link is treated as the recipient. Give it only to the recipient.
mail-link-dead = This link can’t be passed on any more: it was opened or replaced, it has expired, or the envelope is closed. If the recipient still needs a link, copy the newest one on the envelope’s page.
outbox-empty = No e-mails yet
outbox-empty-text = The e-mails to recipients appear here as soon as you send an envelope.
outbox-refused-text = E-mails are sent by your mail server. Those that could not be delivered are listed here.
outbox-nothing-refused = No e-mails were refused
outbox-nothing-refused-text = If your mail server refuses an e-mail for good, it is listed here with the reason.
outbox-choose = Choose an e-mail to read it.
back-to-outbox = All e-mails
mail-to = To { $to }
mail-refused = Not delivered
mail-refused-by = Not delivered: { $reason }
mail-refused-help = OneSign will not try again automatically, and the text of this e-mail is not kept. If the recipient still needs a link, copy it on the envelope’s page, or press “Try now” there. If the address is wrong and the envelope is still open, withdraw it and send the document again.
download-eml = Download as .eml
to-envelope = Go to the envelope
refresh = Refresh

# What the owner has to know. Each code of a notice has a heading and an advice (`-do`).
notice-storage-full = The server’s storage is full. Nothing that people enter or sign can be saved.
notice-storage-full-do = Free up or add space. Until you do, nobody can finish signing. OneSign resumes automatically as soon as there is room.
notice-storage-failing = The server’s storage can’t be read or written. Nothing that people enter or sign can be saved.
notice-storage-failing-do = Check the disk and the server’s log. OneSign resumes automatically as soon as the storage works.
notice-storage-unreachable = The database can’t be reached. Nothing that people enter or sign can be saved.
notice-storage-unreachable-do = Check the database server and the network connection to it. OneSign resumes automatically as soon as it answers.
notice-storage-damaged = The database or a stored file is damaged.
notice-storage-damaged-do = Stop the server, copy the data directory, and restore from a backup. The server’s log says what could not be read.
notice-seal-ends-soon = Your seal’s certificate expires on { $ends_at }. After that day nothing can be sent.
notice-seal-ends-soon-do = { $source ->
    [self_made] OneSign renews it automatically. If this notice does not disappear, check the server’s log.
    [pem] Have { $issuer } issue a new certificate. Then replace the old files with the new ones and restart OneSign.
    [pkcs12] Have { $issuer } issue a new certificate. Then replace the old file with the new one and restart OneSign.
    [pkcs11] Have { $issuer } issue a new certificate for the key in the token. Then store it there or in the certificate file and restart OneSign.
   *[csc] Have the signing service renew the certificate, or choose another credential. Then restart OneSign.
  }
notice-seal-ended = Your seal’s certificate expired on { $ends_at }. Nothing can be sent until there is a new one.
notice-seal-ended-do = { $source ->
    [self_made] OneSign renews it automatically. If this notice does not disappear, check the server’s log.
    [pem] Have { $issuer } issue a new certificate. Then replace the old files with the new ones and restart OneSign.
    [pkcs12] Have { $issuer } issue a new certificate. Then replace the old file with the new one and restart OneSign.
    [pkcs11] Have { $issuer } issue a new certificate for the key in the token. Then store it there or in the certificate file and restart OneSign.
   *[csc] Have the signing service renew the certificate, or choose another credential. Then restart OneSign.
  }
notice-seal-not-yet-valid = Your seal’s certificate is not valid until { $begins_at }. Nothing can be sent before then.
notice-seal-not-yet-valid-do = Check the server’s clock.
notice-seal-unavailable = Your seal’s key can’t be reached. Nothing can be sent until it can be reached again.
notice-seal-unavailable-do = Check the token or the signing service. OneSign tries again every minute; completed documents will be sealed as soon as the key can be reached.
notice-record-damaged = The record of an envelope was damaged or changed outside OneSign.
notice-record-damaged-do = Nothing more can be signed or sealed in this envelope. Restore the database from an earlier backup, and find out who can write to the database.
notice-document-damaged = An envelope’s stored document is missing or damaged.
notice-document-damaged-do = Restore this envelope’s file to the data directory from a backup. If everyone has already signed, it will be sealed once the file is back.
notice-seal-check-failed = A seal did not pass OneSign’s own check. It was not released, and the envelope is on hold.
notice-seal-check-failed-do = The check says: “{ $sentence }” Fix the cause, then try again. The rejected file is kept in quarantine in the data directory for 30 days.
notice-seal-waiting = An envelope that everyone has signed can’t be sealed at the moment.
notice-seal-waiting-do = OneSign keeps trying. The server’s log has the details (code { $reason }).
notice-seal-chain-incomplete = The file with your seal’s certificate does not include the certificate of its issuer, { $issuer }. Anyone who does not already have that certificate may not be able to trace your seals back to a root certificate.
notice-seal-chain-incomplete-do = Add the whole chain to the file, then restart OneSign. For PKCS#12, export it with -certfile.
notice-mails-waiting = { $count ->
    [1] An e-mail with a link is waiting for the mail server.
   *[other] { $count } e-mails with links are waiting for the mail server.
  }
notice-mails-waiting-do = { $why } OneSign keeps trying for two days. In the meantime you can copy each link on its envelope’s page.
notice-work-given-up = { $count ->
    [1] A background task failed too many times and was abandoned.
   *[other] { $count } background tasks failed too many times and were abandoned.
  }
notice-work-given-up-do = An e-mail may not have been sent, or a seal may not have been extended. The server’s log has the details (code { $reason }). Fix the cause, then try again.
notice-sealed-damaged = A sealed document is missing or damaged.
notice-sealed-damaged-do = Restore the file to the data directory from a backup, then try again. Copies that people have already downloaded remain valid.
notice-retry = Try again now
notice-retried = OneSign is trying again. If that succeeds, this notice will disappear.
notice-since = Since { $since }
notice-certificate = Certificate: { $subject }

# The second factor: when signing in, and to confirm an action.
app-code = Code from your authenticator app
app-code-hint = Six digits that change every 30 seconds.
recovery-code = Recovery code
recovery-code-hint = One of the codes that you stored when you set up your second factor. Each code works once.
use-recovery-code = Use a recovery code
use-app-code = Use the authenticator app
mistake-code = Enter a code.
mistake-recovery-code = This recovery code is wrong or was used already. Try another one.
second-step-title = Enter your code
second-step-text = You are signing in as { $email }.
sign-in-other = Sign in as someone else
step-up-title = Confirm that it’s you
step-up-text = This action can change who gets into your account, so it needs a new code.
continue = Continue
confirm = Confirm

# Settings.
settings = Settings
settings-profile = Profile
settings-security = Security
settings-sessions = Sessions
settings-api-keys = API keys
settings-log = Activity
not-loaded = This page could not be loaded
not-loaded-unreachable = We can’t reach the server. Check your connection and try again.
not-loaded-stale = The server was updated. Try again to load the new version.
remove = Remove
print = Print
copy-by-hand = Your browser did not allow copying. Select the text and copy it.
added-on = added on { $date }
used = last used { $when }
never-used = never used

profile-text = Your account on this server.
profile-role = Role
role-owner = Owner: runs this server, and prepares and sends envelopes
role-sender = Sender: prepares and sends envelopes
profile-instance = Organisation
profile-fixed = Your name and e-mail address can’t be changed here yet.

security-text = How you prove that it’s you.
factor-needed = What you wanted to do needs a second factor besides your password. Set one up here; then you return to where you were.
factors = Second factor
factors-none = With a second factor, a stolen password is not enough to get into your account. All you need is an authenticator app on your phone.
factors-text = When you sign in, you are asked for a code from one of these apps.
factors-full = An account can have at most ten second factors. Remove one first.
factor-totp = Authenticator app
factor-passkey = Passkey
factor-add = Add an authenticator app
factor-added = The second factor has been added.
factor-label = Name
factor-label-default = Phone
factor-label-hint = So that you recognise it in the list.
factor-remove-name = Remove “{ $label }”
factor-remove-title = Remove this second factor?
factor-remove-text = You can no longer sign in with codes from “{ $label }”. Your other second factors remain.
factor-remove-last = “{ $label }” is your only second factor. Without it, your password alone gives access to your account, and your recovery codes stop working.
factor-removed = “{ $label }” has been removed.
mistake-label = Enter a name of at most 60 characters.

enrol-title = Add an authenticator app
enrol-scan = Open an authenticator app on your phone and scan this QR code.
enrol-qr = QR code for your authenticator app. It contains the key that is also shown as text.
enrol-type = Can’t scan it? Enter this key in the app:
enrol-secret = key
enrol-here = Open the app on this device
enrol-code-hint = The app now shows six digits. Enter them to finish.
enrol-submit = Add
enrol-stale = This QR code is older than a quarter of an hour and no longer works. Scan a new one.
enrol-again = Show a new QR code

recovery-codes = Recovery codes
recovery-codes-text = Each code replaces your second factor once, for example if you lose your phone.
recovery-codes-left =
    { $count ->
        [0] No codes left
        [one] 1 code left
       *[other] { $count } codes left
    }
recovery-codes-few = Create new codes before you run out of them.
recovery-codes-new = New recovery codes
recovery-codes-replace-title = Create new recovery codes?
recovery-codes-replace-text = You get ten new codes. The earlier ones stop working at once.
recovery-codes-replace = Create codes
recovery-codes-title = Store your recovery codes
recovery-codes-why = If you lose your phone, each of these codes lets you sign in once. They are shown only now. Keep them in a password manager or on paper, not on the phone itself.
recovery-codes-of = Recovery codes for { $email } at { $instance }, { $date }
recovery-codes-file = recovery-codes
recovery-codes-stored = I have stored these codes

password-change-text = When you change it, you are signed out everywhere else.
password-confirm = Confirm that it’s you
password-confirm-text = Enter your password, so that nobody else can set up a second factor for your account.
password-current = Current password
password-new = New password
passwords-show = Show passwords
password-change = Change password
password-changed = Your password has been changed. You have been signed out everywhere else.
mistake-current-password = Enter your current password.
mistake-password-weak = Choose another password: at least four different characters, and at most 1,000 characters in total.

sessions-text = The browsers where you are signed in. End any session that you don’t recognise, and then change your password.
sessions-only = You are not signed in anywhere else.
sessions-end-others = End all others
sessions-ended = All other sessions have ended.
session-this = This browser
session-unknown = Unknown browser
session-since = Signed in on { $when } with { $methods }
session-end = End
session-end-name = End the session of { $browser }, { $ip }
session-ended = The session of { $browser } has ended.
method-password = password
method-totp = authenticator app
method-passkey = passkey
method-recovery-code = recovery code

api-keys-text = With a key, your own programs can use { -brand } for you.
api-keys-empty = No API keys yet
api-keys-empty-text = A key lets a program prepare and send envelopes for you, such as your customer database or a script. You choose what it may do and for how long.
api-keys-full = An account can have at most 50 API keys. Revoke one first.
api-key = API key
api-key-new = New API key
api-key-create = Create key
api-key-label = Name
api-key-label-hint = The program that will use the key.
api-key-scopes = What it may do
api-key-life = Expires after
api-key-days = { $days } days
api-key-network = Networks (optional)
api-key-network-hint = One address or network a line, such as 192.0.2.7 or 192.0.2.0/24. The key then works only from there.
api-key-made = Your new API key
api-key-once = This key is shown only now. Copy it to the place where your program keeps its secrets. Anyone who has it can do what you allowed it.
api-key-networks = Only from { $networks }
api-key-anywhere = From any address
api-key-expires = Expires on { $date }
api-key-expired = Expired
api-key-expired-on = Expired on { $date }
api-key-ends-soon = Expires soon
api-key-revoke = Revoke
api-key-revoke-name = Revoke “{ $label }”
api-key-revoke-title = Revoke this API key?
api-key-revoke-text = Programs that use “{ $label }” lose access at once. This can’t be undone.
api-key-revoked = “{ $label }” has been revoked.
api-example = Using a key
api-example-text = Send the key with every request. This example lists your envelopes:
api-description = Description of the whole API (openapi.json)
scope-envelopes-read = Read envelopes
scope-envelopes-read-text = See your envelopes, download their documents and read their records.
scope-envelopes-write = Prepare envelopes
scope-envelopes-write-text = Upload documents, edit drafts and delete them.
scope-envelopes-send = Send envelopes
scope-envelopes-send-text = Send envelopes, remind their recipients and withdraw them.
scope-links-read = Get signing links
scope-links-read-text = Get recipients’ links to pass them on. Anyone who has a link can sign with it.
mistake-scopes = Choose at least one thing that the key may do.
mistake-network = “{ $network }” is not an address or a network such as 192.0.2.0/24.
mistake-networks = Enter at most 50 networks.

log-text = Sign-ins and changes of your account, the newest first.
log-filter = Show
log-kind-all = All
log-kind-sign-ins = Sign-ins
log-kind-changes = Changes
log-empty = Nothing to show
log-older = Show older
log-loaded =
    { $count ->
        [0] Nothing older found.
        [one] One more entry.
       *[other] { $count } more entries.
    }
log-export = Export as CSV
log-csv-file = activity
log-csv-time = Time
log-csv-event = Event
log-csv-details = Details
log-csv-address = Address
log-csv-browser = Browser
log-csv-type = Type
log-label = “{ $label }”
log-methods = With { $methods }
log-other = Recorded: { $type }
log-account-created = Account created
log-session-opened = Signed in
log-session-refused =
    { $code ->
        [wrong_password] A wrong password was entered
        [wrong_second_factor] A wrong code was entered
       *[other] A sign-in was refused
    }
log-session-closed =
    { $count ->
        [one] A session ended
       *[other] { $count } sessions ended
    }
log-second-factor-enrolled = Second factor added
log-second-factor-used = Second factor confirmed
log-second-factor-removed = Second factor removed
log-recovery-codes-issued = New recovery codes created
log-recovery-code-used = A recovery code was used
log-password-changed =
    { $by ->
        [link] Password changed with a link from an e-mail
        [operator] Password changed by the person who runs this server
       *[holder] Password changed
    }
log-password-rehashed = The server now stores your password more securely
log-password-reset-requested = Someone asked for a link to choose a new password
log-password-reset-issued = A link to choose a new password was created
log-api-key-created = API key created
log-api-key-revoked = API key revoked
