# What went wrong and what to do. The name is `problem-` and the problem's code with hyphens.
problem-unreachable = We can’t reach the server. Check your connection and try again; nothing has been lost.
problem-server = Something went wrong on the server. Try again in a moment; if it happens again, tell the person who runs this server.
problem-reference = Reference: { $reference }
problem-unexpected = That didn’t work ({ $code }). Reload the page and try again.
problem-too-many-requests = Too many attempts. Wait a minute, then try again.
problem-too-often-seconds = Too many attempts. { $seconds ->
    [one] Wait a second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
}
problem-too-often-minutes = Too many attempts. { $minutes ->
    [one] Wait a minute, then try again.
   *[other] Wait { $minutes } minutes, then try again.
}
problem-invalid-request = Something in this form isn’t right. Check the marked entries.
problem-not-found = Not found, or you don’t have access.
problem-forbidden = You don’t have permission to do this.
problem-not-signed-in = Please sign in to continue.
problem-wrong-credentials = Wrong e-mail address or password.
problem-second-factor-required = Enter the code of your second factor to continue.
problem-second-factor-missing = This needs a second factor. Set one up in your settings first.
problem-step-up-required = Enter the code of your second factor again to confirm this.
problem-second-factor-wrong = This code is wrong or was used already. Wait for the next one and try again.
problem-reset-link-dead = This link was used, replaced or has expired. Ask for a new one.
problem-no-mail-server = This server can’t send e-mail. Ask the person who runs it to use the command “onesign user reset-password”.
problem-password-wrong = This is not your current password.
problem-api-key-refused = This API key is unknown, revoked, expired, or not allowed from this address.
problem-setup-code-missing = To set up this server, you need the code that it printed on its console when it started. Open the link shown there.
problem-setup-code-wrong = This is not the code that the server printed when it last started. Look at its console or log.
problem-wrong-host = This server can’t be used at this address. Use the address that you got from the person who runs this server.
problem-invalid-host = This request doesn’t say which server it is for. Reload the page and try again.
problem-already-set-up = This server is already set up. Sign in with your account.
problem-not-ready = The envelope can’t be sent yet. The list shows what to fix.
problem-seal-certificate-ended = The seal’s certificate has expired, so nothing can be sent. Tell the person who runs this server.
problem-seal-certificate-not-yet-valid = The seal’s certificate is not valid yet, so nothing can be sent. Tell the person who runs this server.
problem-seal-key-unavailable = The seal’s key can’t be reached, so nothing can be sent now. Try again in a few minutes.

problem-record-damaged = This record was damaged or changed outside OneSign, so it can’t be used. Your request changed nothing. Tell the person who runs this server.
problem-document-damaged = The stored document is missing or damaged, so it can’t be used. Nothing was changed. Tell the person who runs this server: it has to be restored from a backup.

# Uploads.
problem-not-a-pdf = This file is not a PDF. Save or print your document as a PDF, then drop that file here.
problem-empty-file = This file is empty. Choose the document again.
problem-damaged-pdf = This PDF is damaged and can’t be read. Open it in the program that created it, save it as a PDF again, and drop the new file here.
problem-password-required = This PDF is protected by a password.
problem-wrong-password = This password doesn’t open the PDF. Try again.
problem-unsupported-encryption = This PDF is protected in a way that OneSign can’t open. Save a copy without protection and drop that one here.
problem-xfa-form = This PDF is an XFA form, which looks different in different programs. Print it to PDF, then drop the printed file here.
problem-no-pages = This PDF has no pages. Choose another file.
problem-too-many-pages = This PDF has too many pages for this server. Split it and send the parts separately.
problem-too-large = This file is larger than this server accepts. Reduce the size of its images, or split it.
problem-already-signed = You have already signed this document.
problem-signed-and-protected = This PDF is signed and needs a password to open. Recipients couldn’t open it, and removing the password would break the signature. Ask its author for a copy without a password.
problem-upload-too-slow = The upload was too slow or stopped. Check your connection, then try again.
problem-too-complex = A page of this PDF is too complex to display. Print it to PDF, then drop the printed file here.
problem-unprintable = A character in this text can’t be printed on the document. Use a different one.

# Signing.
problem-link-unknown = We can’t find this link. Make sure it is complete, or ask the sender for a new one.
problem-link-used = This link was already opened in another browser or on another device. Ask for a new one.
problem-link-dead = This link is no longer valid. Ask for a new one.
problem-signing-over = This document can no longer be signed: it was withdrawn, someone declined, or the deadline has passed.
problem-request-replayed = This page was used in another window at the same time. Try again.
problem-key-in-use = This browser’s key belongs to another link. Reload the page and open the link again.
problem-links-used-up = Several links have already been made for you. Open the newest one, or ask again tomorrow.
problem-no-signing-session = Your session has ended. Open your link again: you can ask for a new link there.
problem-document-changed = The document has changed since you opened it. Reload the page and read the document again before you sign.
problem-envelope-closed = This document can no longer be signed. Ask the sender what happened.
problem-not-your-turn = Others need to sign before you. You’ll be told when it is your turn.
problem-values-incomplete = A required field is still empty.
problem-not-sealed-yet = The sealed document isn’t ready yet. Try again in a moment.
problem-already-sent = The envelope has already been sent and can no longer be changed.
problem-already-sealed = The document is already sealed. Reload the page.
problem-consent-missing = Please agree to sign electronically first.
problem-envelope-expired = The deadline to sign has passed. The sender can send the document again.
problem-invalid-draft = This change can’t be saved. Undo it, or correct the marked entry.
problem-nothing-new = Nothing has changed since the last time.
problem-not-their-turn = This person can’t get a link now: others sign first, or the envelope is closed.
problem-not-completed = Not everyone has signed yet.
problem-values-refused = An entry can’t be accepted. Check the marked fields.
problem-busy = The server is busy. Nothing was changed; try again in a moment.
problem-storage-unavailable = Your last action was not saved: the server has run out of space, or its storage isn’t working. Leave this page open and try again in a minute.
problem-outcome-unknown = The server lost its database connection while saving, so it can’t tell whether your last action was saved. Wait a minute, reload the page and check.
problem-cross-site = This request came from another website and was not carried out. Reload the page and try again.
problem-already-exists = This already exists. Reload the page to see it.
problem-disclosure-changed = The consent text has changed. Reload the page and read it again.
problem-key-signature-wrong = This browser couldn’t prove that it opened the link. Open your link again.
problem-link-forged = This link is incomplete or was changed. Open it exactly as you received it, or ask for a new one.
problem-page-undrawable = This page can’t be displayed. Open the document as a PDF instead.
problem-draft-changed = This draft was changed in another window. Compare both versions and choose one.
problem-clock-behind = The server’s clock is wrong, so OneSign can’t record when anything happens. Nothing was changed. Tell the person who runs this server, and try again once the clock is right.
problem-upload-interrupted = The upload was interrupted. Check your connection, then try again.
problem-link-changed = A new link was made for this person in the meantime. Reload the page and try again.
problem-internal-error = Something went wrong on the server. Try again in a moment; if it happens again, tell the person who runs this server.
problem-invalid-json = The server couldn’t read this request. Reload the page and try again.
problem-method-not-allowed = This address doesn’t accept this kind of request.
problem-unknown-file = This server has not sealed this file.
problem-already-extended = This seal has been extended already.
problem-not-expired = The deadline has not passed yet.
