# Words that more than one page uses.
-brand = OneSign
close = Close
cancel = Cancel
save = Save
delete = Delete
edit = Edit
back = Back
next = Next
done = Done
try-again = Try again
download = Download
copy = Copy
copied = Copied
optional = optional
required = required
language = Language
loading = Loading …
news = News
skip-to-content = Skip to the content
page-of = Page { $page } of { $pages }
page-failed = This page could not be loaded.

# Kinds of fields.
kind-signature = Signature
kind-initials = Initials
kind-full-name = Full name
kind-text = Text
kind-date = Date signed
kind-free-date = Any date
kind-checkbox = Checkbox

# States of a recipient.
recipient-waiting = Waiting
recipient-not_sent = Link not sent yet
recipient-invited = Asked
recipient-opened = Opened
recipient-consented = Agreed
recipient-signed = Signed
recipient-declined = Declined
recipient-informed = Informed

# States of an envelope.
status-draft = Draft
status-sent = Waiting for others
status-completed = Sealing
status-sealed = Sealed
status-declined = Declined
status-voided = Withdrawn
status-expired = Expired
