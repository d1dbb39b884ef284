# Who asks, and for what.
letter-asks = { $sender } asks you to sign
letter-size = { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
  } · { $fields ->
    [0] nothing to fill in
    [one] { $fields } field for you
   *[other] { $fields } fields for you
  } · about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }
letter-you = You sign as
letter-from = Sent by
letter-others = Also asked
letter-until = Open until

consent-title = Signing electronically
consent-read = Read the full text
consent-agree = I agree
consent-version = Version { $version }

# The document.
room-by = Asked by { $sender } · { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }
save-saved = Saved
save-waiting = Saving …
save-saving = Saving …
save-failed = Not saved yet
field-required = { $name }, required
field-optional = { $name }, optional
field-filled = { $name }, filled. Change
date-automatic = Date of signing
date-automatic-note = The date of signing is filled in when you sign. It can’t be changed.
field-holds = { $name }: { $value }. Change
bar-progress = Required fields filled
bar-required = { $all ->
    [0] Nothing is required
   *[other] { $done } of { $all } done
  }
bar-at = { $at } of { $all } · required
bar-start = Your fields
bar-ready = Everything is filled in
bar-begin = Start
bar-next = Next
bar-review = Review
bar-finish = Finish
bar-back = Previous field
bar-fold = Hide this step
sign-announce-open = { $title } is open. Press Next to go through your fields.
sign-announce-step = Field { $at } of { $all }: { $name }, required
sign-announce-optional = Optional field: { $name }

# Adopting a signature.
adopt-title-signature = Your signature
adopt-title-initials = Your initials
adopt-way = Way of signing
adopt-type = Type
adopt-draw = Draw
adopt-text-signature = Your name
adopt-text-initials = Your initials
adopt-hand = Handwriting
adopt-one-hand = Only this style has every letter of your name.
adopt-no-hand = Handwriting styles don’t have all of these letters, so they appear in plain print. You can also draw.
adopt-accept-signature = Use this signature
adopt-accept-initials = Use these initials
adopt-meaning-signature = It stands for your handwritten signature on this document.
adopt-meaning-initials = They stand for your handwritten initials on this document.
adopt-no-text = Type your name first.
adopt-no-ink = Nothing has been drawn yet. Draw your signature into the box, or type it.
adopt-open-signature = Tap to sign
adopt-open-initials = Tap to add your initials
adopt-use-signature = Sign with this
adopt-use-initials = Use these
adopt-change-signature = Change the signature
adopt-change-initials = Change the initials
adopt-other = Make another one
adopt-done = { $count ->
    [one] Placed.
   *[other] Placed in { $count } fields.
  }
apply-title = Use it for the others too?
apply-text = { $count ->
    [one] One more field asks for the same.
   *[other] { $count } more fields ask for the same.
  }
apply-one = Only here
apply-all = { $count ->
    [2] Both
   *[other] All { $count }
  }
ink-drawn = Drawn by hand
pad-label = Drawing pad
pad-hint = Draw with finger, pen or mouse.
pad-undo = Undo
pad-clear = Clear

# Review.
review-title = Check and finish
review-edit = Edit { $name }
review-ticked = Ticked
review-unticked = Not ticked
review-empty = Left empty
review-date = The day on which you sign; it is filled in for you.
review-missing = Still missing
review-nothing = There is nothing to fill in. Finishing confirms that you agree to the document.
review-consent = By pressing Finish, { $name } signs “{ $title }” electronically.
review-signing = Signing …

# Menu.
menu = Menu
menu-reader = Read as text
menu-document = Download the document
menu-later = Finish later
menu-help = Help
menu-decline = Decline to sign
decline-title = Decline to sign
decline-reason = Why do you decline?
decline-hint = { $sender } reads this.
decline-no-reason = Write a few words, so that the sender knows what to change.
decline-go = Decline …
decline-sure = Decline for good?
decline-effect = { $sender } is told, and nobody can sign this document any more. This can’t be taken back. Your reason:
decline-do = Decline
later-title = Finish later
later-saved = Everything you entered is saved. You can close this page.
later-saving = Saving what you entered …
later-how = To go on, open the same link on this device. On another device, the link lets you ask for a new one.
later-until = You have time until { $date }.
later-go-on = Go on now
help-title = Help
help-fill = Press Next: it leads through every field, one at a time. You can also press a field on the page.
help-zoom = Pinch to zoom; the page becomes sharp at any size.
help-read = “Read as text” in the menu shows the whole document as words, with the fields in between.
help-save = Every entry is saved at once. “Finish later” says how to come back.
help-law = Nothing is signed before you press Finish.
help-contact = Questions about the content? Ask { $sender }:
reader-close = Back to the pages
reader-no-text = This page holds no text, only a picture.

# The end.
end-signed-title = You have signed
end-signed-text = When everybody has signed, a link to the sealed copy follows, by e-mail or from the sender.
end-copy-title = { $title }
end-copy-text = { $sender } keeps you informed about this document. The sealed copy is here as soon as everybody has signed.
end-declined-title = You declined to sign
end-declined-text = { $sender } has been told why. Nothing was signed.
end-stopped-title = Somebody declined to sign
end-stopped-text = This document can no longer be signed. { $sender } has been told.
end-voided-title = This document was withdrawn
end-voided-text = { $sender } took it back. Nothing more is asked of you.
end-expired-title = The time to sign has run out
end-expired-text = Ask { $sender } to send it again, if it still matters.
end-sealed = Everybody has signed, and the document is sealed: any later change can be found.
end-sealing = The sealed copy is being made. It appears here in a moment.
end-download = Download the sealed copy
end-recorded = What was recorded
end-document = Document
end-person = Signed by
end-time = Signed at
end-consent = Agreement
end-pages = Pages shown
end-pages-seen = { $seen } of { $all }
end-hash = SHA-256
end-others = The others
end-verify = Check a sealed document

# What was refused about an entry.
refused-date-locked = The date of signing is filled in when you sign; another can’t be entered.
refused-bad-date = This is not a date.
refused-wrong-kind = This field takes another kind of entry.
refused-bad-mark = This signature can’t be used. Please make it again.
refused-blank-mark = The drawing is empty. Draw your signature, or type it.
refused-bad-hand = Choose one of the handwritings.
refused-too-long = Shorten this to 2,000 characters.
refused-control-character = Remove the characters that can’t be printed.
refused-unprintable = Some characters can’t be printed on the document. Write them differently.
refused-required = This is still empty.
refused-missing = This is still empty.
