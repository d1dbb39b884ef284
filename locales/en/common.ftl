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
loading = Loading…
just-now = just now
news = Notifications
skip-to-content = Skip to content
page-of = Page { $page } of { $pages }
page-failed = This page could not be loaded.
one-file =
    { $count ->
        [one] One file at a time: “{ $name }” was used; the other file was not.
       *[other] One file at a time: “{ $name }” was used; the other { $count } files were not.
    }
drop-here = Drop the PDF anywhere

# Kinds of fields.
kind-signature = Signature
kind-initials = Initials
kind-full-name = Full name
kind-text = Text
kind-date = Date signed
kind-free-date = Date
kind-checkbox = Checkbox

# States of a recipient.
recipient-waiting = Not their turn yet
recipient-not_sent = Not asked yet
recipient-invited = Asked to sign
recipient-opened = Opened
recipient-consented = Agreed to sign electronically
recipient-signed = Signed
recipient-declined = Declined
recipient-informed = Notified
recipient-copy-later = Receives a copy at the end

# States of an envelope.
status-draft = Draft
status-sent = Waiting for others
status-completed = Being sealed
status-sealed = Sealed
status-declined = Declined
status-voided = Withdrawn
status-expired = Expired

# A text that was pasted is cut at the longest that is taken.
text-full = Only { $count } characters fit here. Check that nothing is missing at the end.
