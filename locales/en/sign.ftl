# The signing page.
page-title = Sign a document
brand-name = OneSign

# Before who asks is known.
start-title = You have a document to sign
start-title-copy = You have received a document
start-text = Continue to see who sent it. You don’t sign anything by opening it.
start-text-copy = Continue to see who sent it and to download it.
start-continue = Continue
start-opening = Opening…
start-note = You don’t need an account. Once opened, this link will only work in this browser on this device.
sign-unreachable-title = No connection
sign-unreachable-text = We can’t reach the server. Check your connection and try again; nothing has been lost.
insecure-title = This page needs a secure connection
insecure-text = Its address must begin with https://. Over plain http, browsers don’t create the keys that signing needs. Ask the person who runs this server for the https address.
start-failed = That didn’t work. Check your connection and try again.

trouble-used-title = This link was already opened elsewhere
trouble-used-text = For your security, each link works in one browser on one device only. We can e-mail you a new one.
trouble-used-text-unmailed = For your security, each link works in one browser on one device only. Ask the sender for a new one.
trouble-dead-title = This link is no longer valid
trouble-dead-text = There may be a newer one in your inbox, or you opened this one too late.
trouble-dead-text-unmailed = A newer one may have replaced it, or you opened this one too late. Ask the sender for a new one.
trouble-closed-title = There is nothing left to do here
trouble-closed-text = This document has been completed or withdrawn. If you expected something else, contact the sender.
trouble-ended-title = Your session has ended
trouble-ended-text = For your security, sessions end after two hours without activity. A new link brings you back to everything that was saved. If you had begun to fill in the document, check your last entry: it may be missing.
trouble-expired-title = The deadline to sign has passed
trouble-expired-text = Nobody can sign this document any more. If it is still needed, ask the sender to send it again.
trouble-voided-title = This document was withdrawn
trouble-voided-text = The sender withdrew it, so there is nothing left to sign. If you expected something else, contact the sender.
trouble-declined-title = Someone declined to sign
trouble-declined-text = Nobody can sign this document any more. If you expected something else, contact the sender.
trouble-unknown-title = We can’t find this link
trouble-unknown-text = Make sure you copied the whole address, or ask the sender for a new link.
trouble-incomplete-title = Part of this link is missing
trouble-incomplete-text = Open the link in your e-mail again. If it is cut off there, ask for a new one.
trouble-incomplete-text-unmailed = Open the link again exactly as you received it. If it is cut off there, ask the sender for a new one.
renew = E-mail me a new link
renew-sending = Sending…
renew-note = We’ll send it only to the address the sender provided.
renewed-title = A new link is on its way
renewed-text = Check your inbox. Nothing that was saved has been lost.
ask = Ask the sender for a new link
ask-note = This server doesn’t send e-mail. The sender will see your request and can pass a new link on to you.
asked-title = Your request was recorded
asked-text = The sender will see your request next to the document. If it is urgent, contact the sender directly. Nothing that was saved has been lost.
