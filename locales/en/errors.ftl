# What went wrong and what to do. The name is `problem-` and the problem's code with hyphens.
problem-unreachable = The server can’t be reached. Check your connection and try again; nothing has been lost.
problem-server = The server could not do this. Try again in a moment; if it happens again, tell the person who runs this server.
problem-unexpected = This did not work ({ $code }). Reload the page and try again.
problem-too-many-requests = That was too often in a short time. Wait a minute, then try again.
problem-too-often-seconds = That was too often in a short time. { $seconds ->
    [one] Wait a second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
}
problem-too-often-minutes = That was too often in a short time. { $minutes ->
    [one] Wait a minute, then try again.
   *[other] Wait { $minutes } minutes, then try again.
}
problem-rate-limited = That was too often in a short time. Wait a minute, then try again.
problem-invalid-request = Something in this form is not right. Check the marked entries.
problem-invalid = Something in this form is not right. Check the marked entries.
problem-not-found = This does not exist, or you may not see it.
problem-forbidden = You may not do this.
problem-not-signed-in = Please sign in to go on.
problem-wrong-credentials = This e-mail address and password don’t belong together. Check both and try again.
problem-invalid-credentials = This e-mail address and password don’t belong together. Check both and try again.
problem-setup-code-missing = Setting up needs the code that the server printed on its console when it started: open the link there.
problem-setup-code-wrong = This is not the code that the server printed when it started last. Look at its console or log.
problem-wrong-host = This server answers to another name. Open it at the address that its operator gave you.
problem-invalid-host = This request does not say which server it is for. Reload the page and try again.
problem-already-set-up = This server is already set up. Sign in with your account.
problem-conflict = This was changed elsewhere in the meantime. Reload the page to see the newest state.
problem-not-draft = This has already been sent and can’t be changed any more.
problem-not-a-draft = This has already been sent and can’t be changed any more.
problem-not-ready = Something is still missing before this can be sent. The list says what.
problem-envelope-not-sent = This is only possible while people are still asked to sign.
problem-reminder-too-soon = A reminder went out a short while ago. Wait a little before the next one.

problem-record-damaged = The record of this was damaged or changed outside OneSign, so it can’t be used. Nothing was changed. Tell the person who runs this server.
problem-document-damaged = The stored document is missing or damaged, so it can’t be used. Nothing was changed. Tell the person who runs this server: it has to be restored from a backup.

# Uploads.
problem-not-a-pdf = This file is not a PDF. Save or print your document as PDF, then drop that file here.
problem-empty-file = This file is empty. Choose the document again.
problem-damaged-pdf = This PDF is damaged and can’t be read. Open it in the program that made it, save it as PDF again, and drop the new file here.
problem-password-required = This PDF is protected by a password.
problem-wrong-password = This password does not open the PDF. Try again.
problem-unsupported-encryption = This PDF is protected in a way that OneSign can’t open. Save a copy without protection and drop that one here.
problem-xfa-form = This PDF is an XFA form, which shows different content in different programs. Print it to PDF, then drop the printed file here.
problem-no-pages = This PDF has no pages. Choose another file.
problem-too-many-pages = This PDF has too many pages for this server. Split it and send the parts one after another.
problem-too-large = This file is larger than this server accepts. Reduce the size of its images, or split it.
problem-already-signed = This document is already signed.
problem-signed-and-protected = This PDF is signed and opens only with a password. The people you ask could not open it, and taking the password away would break the signature. Ask its author for a copy without a password.
problem-upload-too-slow = The upload was too slow or has stopped. Check your connection, then try again.
problem-too-complex = A page of this PDF is too complex to be shown. Print it to PDF, then drop the printed file here.
problem-unprintable = A character in this text can’t be printed on the document. Write it with other characters.

# Signing.
problem-link-unknown = This link is not known here. Check that it is complete, or ask the sender for a new one.
problem-link-used = This link was already opened on another device. Ask for a new one.
problem-link-dead = This link is no longer valid. Ask for a new one.
problem-signing-over = This document can no longer be signed here: it was withdrawn or declined, or its time is over.
problem-request-replayed = Another window of yours was faster. Try again.
problem-key-in-use = This browser key belongs to another link. Reload the page and open the link again.
problem-links-used-up = Several links were mailed already. Open the newest one in your mailbox, or ask again tomorrow.
problem-no-signing-session = Your visit has ended. Open the link in your mail again; what you entered is kept.
problem-key-mismatch = This device could not prove that it opened the link. Open the link in your mail again.
problem-invalid-key-signature = This device could not prove that it opened the link. Open the link in your mail again.
problem-document-changed = The document has changed since you opened it. Reload the page and read it again before you sign.
problem-envelope-closed = This document can no longer be signed. Ask the sender what happened.
problem-not-your-turn = Others sign before you. You are told as soon as it is your turn.
problem-values-incomplete = A required field is still empty.
problem-consent-required = Please agree to sign electronically first.
problem-not-sealed-yet = The sealed copy is not ready yet. It takes a moment; try again shortly.
problem-already-sent = This has been sent already and can’t be changed any more.
problem-already-sealed = This is sealed already. Reload the page.
problem-consent-missing = Please agree to sign electronically first.
problem-envelope-expired = The time to sign has run out. Ask the sender for a new envelope.
problem-invalid-draft = The last change can’t be saved like this. Undo it, or correct the marked entry.
problem-nothing-new = Nothing has changed since the last time.
problem-not-their-turn = No link is due to this person: others sign first, or the envelope is closed.
problem-not-completed = Not everyone has signed yet.
problem-values-refused = Something in a field can’t be accepted. Check the marked entries.
problem-busy = The server is busy. Nothing was changed; try again in a moment.
problem-storage-unavailable = This was not saved: the server has no room left, or its storage does not work at the moment. Leave this page open and try again in a minute.
problem-outcome-unknown = The server lost its database while it was saving this, so it can’t tell whether it was saved. Wait a minute, reload the page and look.
problem-cross-site = This request came from another page and was not carried out. Reload the page and try again.
problem-already-exists = This exists already. Reload the page to see it.
problem-disclosure-changed = The text about signing electronically has changed. Reload the page and read it again.
problem-key-signature-wrong = This device could not prove that it opened the link. Open the link in your mail again.
problem-link-forged = This link is not complete or not genuine. Open it from the mail itself, or ask for a new one.
problem-page-undrawable = This page can’t be shown. Open the document as a PDF instead.
problem-seal-not-ready = The sealed copy is not ready yet. It takes a moment; try again shortly.
