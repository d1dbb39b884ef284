# Who asks, and for what.
letter-asks = { $sender } is asking you to sign
letter-size = { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
  } · { $fields ->
    [0] nothing to fill in
    [one] { $fields } field to fill in
   *[other] { $fields } fields to fill in
  } · about { $minutes } min
letter-you = Signing as
letter-from = Sent by
letter-others = Other recipients
letter-until = Sign by

consent-title = Signing electronically
consent-read = Read the consent text
consent-agree = I agree
consent-agreeing = Opening the document…
consent-version = Version { $version }

# The document.
room-by = From { $sender } · takes about { $minutes } min
save-saved = Saved
save-waiting = Saving…
save-saving = Saving…
save-failed = Not saved yet
field-required = { $name }, required
field-optional = { $name }, optional
field-filled = { $name }, filled in. Change
date-automatic = Date signed
date-automatic-note = The date is filled in when you sign. It can’t be changed.
field-holds = { $name }: { $value }. Change
field-automatic = { $name }: filled in when you sign
bar-progress = Required fields filled in
bar-required = { $all ->
    [0] No required fields
   *[other] { $done } of { $all } done
  }
bar-at = { $at } of { $all } · required
bar-start = Your fields
bar-ready = Ready to finish
bar-begin = Start
bar-next = Next
bar-review = Review
bar-finish = Finish
bar-back = Previous field
bar-fold = Close this entry
sign-announce-open = { $title } is open. To continue, press the button at the bottom.
sign-announce-step = Required field { $at } of { $all }: { $name }
sign-announce-optional = Optional field: { $name }

# Adopting a signature.
adopt-title-signature = Your signature
adopt-title-initials = Your initials
adopt-way = How to sign
adopt-type = Type
adopt-draw = Draw
adopt-text-signature = Your name
adopt-text-initials = Your initials
adopt-hand = Handwriting style
adopt-one-hand = Only this handwriting style has all of these letters.
adopt-no-hand = The handwriting styles don’t have all of these letters, so only plain print is available. You can also draw.
adopt-accept-signature = Use this signature
adopt-accept-initials = Use these initials
adopt-meaning-signature = It will appear as your signature on the document.
adopt-meaning-initials = They will appear as your initials on the document.
adopt-no-text = Type your name or initials first.
adopt-too-long = Shorten it to at most 200 characters.
adopt-no-ink = Nothing has been drawn yet. Draw in the box, or type instead.
adopt-open-signature = Add your signature
adopt-open-initials = Add your initials
adopt-use-signature = Use this signature
adopt-use-initials = Use these initials
adopt-change-signature = Change signature
adopt-change-initials = Change initials
adopt-other = Create a new one
adopt-done = { $count ->
    [one] Added.
   *[other] Added to { $count } fields.
  }
apply-title = { $kind ->
    [initials] Use these initials elsewhere too?
   *[other] Use this signature elsewhere too?
  }
apply-text =
    { $count ->
        [one] There is one more field of this kind.
       *[other] There are { $count } more fields of this kind.
    }
apply-one = Only in this field
apply-all = { $count ->
    [2] In both fields
   *[other] In all { $count } fields
  }
ink-drawn = Drawn by hand
pad-label = Drawing pad
pad-hint = Draw with your finger, a pen or the mouse.
pad-undo = Undo
pad-clear = Clear

# Review.
review-title = Review and finish
review-page = page { $page }
review-edit = Edit { $name }
review-edit-page = Edit { $name }, page { $page }
review-ticked = Ticked
review-unticked = Not ticked
review-empty = Empty
review-date = The date on which you press Finish will be printed here.
review-missing = Still missing
review-unseen = { $count ->
    [one] Page { $pages } has not been shown yet. Before you finish, go back and wait for it, or choose “Read as text” in the menu.
   *[other] Pages { $pages } have not been shown yet. Before you finish, go back and wait for them, or choose “Read as text” in the menu.
  }
review-nothing = There is nothing to fill in. Press “Finish” to sign the document.
review-consent = By pressing Finish, you, { $name }, sign “{ $title }” electronically.
review-signing = Signing…

# Menu.
menu = Menu
menu-reader = Read as text
menu-document = Download the document
menu-later = Finish later
menu-help = Help
menu-decline = Decline to sign
decline-title = Decline to sign
decline-reason = Why are you declining?
decline-hint = { $sender } will see this.
decline-no-reason = Write a few words so that the sender knows what to change.
decline-too-long = Shorten the reason to at most 1,000 characters.
decline-go = Decline…
decline-sure = Are you sure you want to decline?
decline-effect = { $sender } will see that you declined, and nobody will be able to sign this document. This can’t be undone. Your reason:
decline-do = Decline
decline-doing = Declining…
later-title = Finish later
later-saved = Everything you entered is saved. You can close this page.
later-saving = Saving what you entered…
later-failed = Not everything you entered is saved yet. Correct what is marked in the document, or keep this page open until you are online again.
later-how = To continue, open the same link in this browser on this device within two hours. Later, or on another device, the link lets you ask for a new one.
later-until = You can sign until { $date }.
later-go-on = Continue now
help-title = Help
help-fill = The button at the bottom takes you from field to field and then to the review. You can also press a field on the page.
help-zoom = Zoom in with two fingers or with the browser; the page stays sharp at any size.
help-read = “Read as text” in the menu shows the whole document as text, with each field in its place.
help-save = Your entries are saved as you make them. “Finish later” in the menu explains how to return.
help-law = Nothing is signed until you press Finish.
help-contact = Questions about the content? Ask { $sender }:
reader-close = Back to the pages
reader-no-text = This page has no text, only images.

# The end.
end-signed-title = You have signed
end-signed-text = Once the document is sealed, you’ll get a link to it, by e-mail or from the sender.
end-copy-title = { $title }
end-copy-text = { $sender } is sharing this document with you. Once everyone has signed, the sealed document will appear here.
end-declined-title = You declined to sign
end-declined-text = { $sender } can see your reason. You have not signed anything.
end-stopped-title = Someone declined to sign
end-stopped-text = This document can no longer be signed. If you have questions, contact { $sender }.
end-voided-title = This document was withdrawn
end-voided-text = { $sender } withdrew it. You don’t need to do anything.
end-expired-title = The deadline to sign has passed
end-expired-text = If the document is still needed, ask { $sender } to send it again.
end-sealed = Everyone has signed. The document is sealed, so any later change can be detected.
end-sealing = The sealed document is being prepared. It will appear here in a moment.
end-download = Download the sealed document
end-recorded = Your signature
end-document = Document
end-person = Signed by
end-time = Signed on
end-details = Technical details
end-consent = Consent text
end-consent-version = version { $version }
end-pages = Pages shown
end-pages-seen = { $seen } of { $all }
end-hash = Fingerprint of the document without signatures (SHA-256)
end-original = Download the document without signatures
end-others = Other recipients
end-verify = Verify a sealed document

# What was refused about an entry.
refused-date-locked = The date is filled in when you sign; you can’t enter another one.
refused-bad-date = This is not a valid date.
refused-wrong-kind = This field needs a different kind of entry.
refused-bad-mark = This signature can’t be used. Please create it again.
refused-blank-mark = The drawing is empty. Draw again, or type instead.
refused-bad-hand = Choose one of the handwriting styles.
refused-too-long = Shorten this text to at most 2,000 characters.
refused-does-not-fit = { $count ->
    [one] Too long for this field: shorten it by 1 character.
   *[other] Too long for this field: shorten it by { $count } characters.
  }
room-left = { $count ->
    [one] Room for about 1 more character
   *[other] Room for about { $count } more characters
  }
room-none = Your entry may be too long for the field.
refused-control-character = Remove the characters that can’t be printed.
refused-unprintable = Some characters can’t be printed on the document. Use different ones.
refused-unprintable-named = These characters can’t be printed on the document: { $characters }. Use different ones.
refused-required = This field is empty.
refused-missing = This field is empty.
