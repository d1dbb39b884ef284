# The signing page.
page-title = Sign a document
brand-name = OneSign

# Before who asks is known.
start-title = A document is waiting for you
start-text = Press Continue to see who sends it and what it is. Nothing is signed by opening it.
start-continue = Continue
start-opening = Opening …
start-note = The link becomes tied to this device. No account is needed.
sign-unreachable-title = No connection
sign-unreachable-text = The server can’t be reached. Check your connection and try again; nothing has been lost.
insecure-title = This page needs a secure connection
insecure-text = Its address has to begin with https://. Over plain http the browser makes no keys, and nothing can be signed. Ask the person who runs this server for the https address.
start-failed = This did not work. Check your connection and try again.

trouble-used-title = This link was opened on another device
trouble-used-text = For your safety a link works on one device only. A new one reaches your mailbox in a moment.
trouble-used-text-unmailed = For your safety a link works on one device only. Ask the sender for a new one.
trouble-dead-title = This link is no longer valid
trouble-dead-text = A newer one may be in your mailbox, or this one was used too late.
trouble-dead-text-unmailed = A newer one may have replaced it, or this one was used too late. Ask the sender for a new one.
trouble-closed-title = There is nothing left to do here
trouble-closed-text = This document is finished or was withdrawn. If you expected something else, ask the person who sent it.
trouble-ended-title = Your visit has ended
trouble-ended-text = For your safety a visit ends when nothing happens for two hours. A new link brings you back; what you typed so far is kept.
trouble-expired-title = The time to sign has run out
trouble-expired-text = Nobody can sign this document any more. If it is still needed, ask the person who sent it to send it again.
trouble-voided-title = This document was withdrawn
trouble-voided-text = The person who sent it took it back, so there is nothing left to sign. If you expected something else, ask them.
trouble-declined-title = This document was declined
trouble-declined-text = Somebody who was asked to sign it said no, so nobody signs it any more. If you expected something else, ask the person who sent it.
trouble-unknown-title = This link leads nowhere
trouble-unknown-text = Check that the whole address was taken from the mail, or ask the sender for a new one.
trouble-incomplete-title = A part of this link is missing
trouble-incomplete-text = Open the link from your mail once more. If it is cut off there, a new one helps.
trouble-incomplete-text-unmailed = Open the link once more exactly as it was sent to you. If it is cut off there, ask the sender for a new one.
renew = Mail me a new link
renew-sending = Sending …
renew-note = It goes to the mailbox that the sender named, and nowhere else.
renewed-title = A new link is on its way
renewed-text = Look into your mailbox. What you entered so far is kept.
ask = Ask the sender for a new link
ask-note = This server sends no e-mail. The sender sees your request and passes a new link on to you.
asked-title = Your request is recorded
asked-text = The sender sees it with the document. If it is urgent, contact the sender yourself. What you entered so far is kept.
