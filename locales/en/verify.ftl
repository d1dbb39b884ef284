page-title = Verify a document · { -brand }
brand-name = { -brand }

verify-title = Is this document authentic?
verify-intro = Choose a sealed PDF to see who signed it, when, and whether anything was changed since.
verify-drop = Drop a PDF here
verify-choose = Choose a PDF
verify-private = Its fingerprint is computed on this device first. Only a file that is not known here is sent; it is checked and forgotten, and nothing of it is kept.
verify-another = Check another document
verify-print = Print
verify-hashing = Computing the fingerprint on this device …
verify-asking = Asking whether this file is known here …
verify-sending = Sending { $name } …
verify-checking = Checking { $name } …
verify-fingerprint = SHA-256, computed on this device
verify-size = Size
verify-checked = Checked
verify-differs = The file arrived differently from how it left this device. Check your connection and try again.
verify-failed-title = This could not be checked

verdict-passed = This document is authentic and unchanged.
verdict-failed = This document can’t be trusted.
verdict-changed = This document was changed after it was signed.
verdict-indeterminate = It can’t be said yet whether this document is authentic.
verdict-mark-passed = Proven
verdict-mark-failed = Refused
verdict-mark-indeterminate = Not known
verify-signed-by = signed by { $people } on { $date }
verify-level = Level { $level }

known-title = This is exactly the document that was sealed here.
known-sentence = It was sealed on { $date }, and not a single byte has changed since.
known-more = Its fingerprint was computed on this device; the file itself was not sent. To see who signed it and what is recorded, have all of it checked: the file is sent, checked and forgotten.
known-full = Check all of it

changes-title = What was changed after it was signed
changes-permitted = Permitted
changes-refused = Forbidden
changes-unclear = Not known
changes-page = Page { $page }

enclosed-title = The signed document inside
enclosed-text = This document was already signed when it was uploaded. It is attached, unchanged in every byte, and is judged here by itself.
enclosed-signed-by = Signed by { $people }

differ-title = What looks different from what was signed
differ-none = { $count ->
    [one] One page was compared: it looks as it did when it was signed.
   *[other] { $count } pages were compared: they look as they did when they were signed.
  }
differ-page-changed = Page { $page } looks different
differ-page-added = Page { $page } was added
differ-page-removed = Page { $page } is gone
differ-permitted = The signature permits this.
differ-refused = The signature forbids this.
differ-unclear = Nothing says that this is permitted.
differ-little = Less than 1 % of the page differs.
differ-share = { $percent } % of the page differs.
differ-before = What was signed
differ-after = What this file shows
differ-before-alt = Page { $page } as it was signed
differ-after-alt = Page { $page } as it is now
differ-missing = Not compared: page { $pages }.
differ-not-drawn = The pages could not be drawn, so they were not compared.

axes-title = What was checked
axis-integrity = Integrity
axis-coverage = Coverage
axis-identity = Who sealed it
axis-time = When
axis-modification = Changes after sealing
axis-trail = Trail
axis-log = Log
axis-passed = Proven
axis-failed = Refused
axis-indeterminate = Not known
axis-not-checked = Not checked

people-title = Who signed
people-signed = Signed { $date }
people-unsigned = Has not signed
trail-title = What happened
trail-of = The trail of “{ $title }”, as it stands in the file.
trail-times = Times are yours ({ $zone }).
experts-title = Details for experts
experts-verdict = Verdict
experts-sub = Sub-indication
experts-level = Signature level
experts-head = Newest fact of the trail
experts-stream = Trail
experts-signature = Signature { $field }
experts-signer = Signer
experts-issuer = Issuer
experts-certificate = Certificate, SHA-256
experts-algorithm = Algorithm
experts-claimed = Claimed time
experts-proven = Proven time
experts-reason = Reason
experts-covers = Covers the whole file
experts-yes = yes
experts-no = no
experts-none = This file has no signature.
experts-tools = The same check runs without this server: onesign verify FILE
