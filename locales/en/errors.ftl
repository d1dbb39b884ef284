# What went wrong and what to do. The name is `problem-` and the problem's code with hyphens.
problem-unreachable = The server can’t be reached. Check your connection and try again; nothing has been lost.
problem-server = The server could not do this. Try again in a moment; if it happens again, tell the person who runs this server.
problem-unexpected = This did not work ({ $code }). Reload the page and try again.
problem-too-many-requests = That was too often in a short time. Wait a minute, then try again.
problem-rate-limited = That was too often in a short time. Wait a minute, then try again.
problem-invalid-request = Something in this form is not right. Check the marked entries.
problem-invalid = Something in this form is not right. Check the marked entries.
problem-not-found = This does not exist, or you may not see it.
problem-forbidden = You may not do this.
problem-not-signed-in = Please sign in to go on.
problem-wrong-credentials = This e-mail address and password don’t belong together. Check both and try again.
problem-invalid-credentials = This e-mail address and password don’t belong together. Check both and try again.
problem-already-set-up = This server is already set up. Sign in with your account.
problem-weak-password = This password is too easy to guess. Use at least 12 characters, for example four unrelated words.
problem-conflict = This was changed elsewhere in the meantime. Reload the page to see the newest state.
problem-not-draft = This has already been sent and can’t be changed any more.
problem-not-a-draft = This has already been sent and can’t be changed any more.
problem-not-ready = Something is still missing before this can be sent. The list says what.
problem-envelope-not-sent = This is only possible while people are still asked to sign.
problem-reminder-too-soon = A reminder went out a short while ago. Wait a little before the next one.

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
problem-already-signed-pdf = This PDF already carries a signature, which preparing it would break. Choose the unsigned original.
problem-too-complex = A page of this PDF is too complex to be shown. Print it to PDF, then drop the printed file here.
problem-unprintable = A character in this text can’t be printed on the document. Write it with other characters.

# Signing.
problem-link-unknown = This link is not known here. Check that it is complete, or ask the sender for a new one.
problem-link-used = This link was already opened on another device. Ask for a new one: it arrives in your mailbox at once.
problem-link-dead = This link is no longer valid. Ask for a new one: it arrives in your mailbox at once.
problem-no-signing-session = Your visit has ended. Open the link in your mail again; what you entered is kept.
problem-key-mismatch = This device could not prove that it opened the link. Open the link in your mail again.
problem-invalid-key-signature = This device could not prove that it opened the link. Open the link in your mail again.
problem-document-changed = The document has changed since you opened it. Reload the page and read it again before you sign.
problem-envelope-closed = This document can no longer be signed. Ask the sender what happened.
problem-not-your-turn = Others sign before you. You get a mail as soon as it is your turn.
problem-values-incomplete = A required field is still empty.
problem-consent-required = Please agree to sign electronically first.
problem-not-sealed-yet = The sealed copy is not ready yet. It takes a moment; try again shortly.
