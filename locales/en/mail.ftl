# E-mails. $name is the addressee, $sender who sent the envelope, $instance this server, $title the envelope, $date the
# last day to sign, $who the person who declined.
mail-from = { $sender } via { $instance }
mail-greeting = Hello { $name },
mail-message = { $sender } writes:
mail-reason = Reason given:
mail-expires = Please sign by { $date }.
mail-alone = This link is for you alone. Please don’t forward this e-mail: anyone with the link can open the document in your place.
mail-footer = Sent by { $instance } on behalf of { $sender }. If you don’t know the sender, ignore this e-mail.
mail-footer-sender = You received this e-mail because you sent this document via { $instance }.

mail-invitation-subject = { $sender } is asking you to sign: { $title }
mail-invitation-text = { $sender } has asked you to read and sign “{ $title }”. You don’t need an account, and you can sign on your phone.
mail-invitation-action = Read and sign

mail-reminder-subject = Waiting for your signature: { $title }
mail-reminder-text = { $sender } is waiting for your signature on “{ $title }”. The link below is new; earlier ones no longer work.
mail-reminder-action = Read and sign

mail-renewal-subject = Your new link: { $title }
mail-renewal-text = A new link was requested for you; it is below. Once you open it, earlier links stop working. { $sender } is waiting for your signature on “{ $title }”.
mail-renewal-action = Read and sign

mail-copy-subject = Signed and sealed: { $title }
mail-copy-text = Everyone has signed “{ $title }”. The sealed document is ready for you. Keep it: it contains the record of who signed what and when, and anyone can verify that it is unchanged.
mail-copy-action = Get the sealed document

mail-progress-subject = Your new link: { $title }
mail-progress-text = A new link to “{ $title }” was requested for you; it is below. It shows how far the document is and, once everyone has signed, the sealed document.
mail-progress-action = Open

mail-declined-subject = Declined: { $title }
mail-declined-text = { $who } declined to sign “{ $title }”, so it can no longer be signed. You don’t need to do anything. { $sender } has been told.
mail-declined-action = Open

mail-voided-subject = Withdrawn: { $title }
mail-voided-text = { $sender } has withdrawn “{ $title }”. It can no longer be signed, and you don’t need to do anything.
mail-voided-action = Open

mail-expired-subject = Expired: { $title }
mail-expired-text = Not everyone signed “{ $title }” in time, so the document was not sealed. If it is still needed, { $sender } can send it again.
mail-expired-action = Open

mail-sender-sealed-subject = Signed and sealed: { $title }
mail-sender-sealed-text = Everyone has signed “{ $title }”, and the document is sealed. Everyone gets a link to the sealed document.
mail-sender-sealed-action = Open the envelope

mail-sender-declined-subject = Declined: { $title }
mail-sender-declined-text = { $who } declined to sign “{ $title }”. The envelope is closed, and nobody else can sign it.
mail-sender-declined-action = Open the envelope

mail-sender-undelivered-subject = Not delivered: { $title }
mail-sender-undelivered-text = The e-mail to { $who } about “{ $title }” couldn’t be delivered. Open the envelope: you can copy the link and pass it on in another way, or try again.
mail-sender-undelivered-action = Open the envelope
mail-server-said = Technical details:

mail-sender-unanswered-subject = Possibly not delivered: { $title }
mail-sender-unanswered-text = The e-mail to { $who } about “{ $title }” was sent to the mail server, which did not confirm that it had accepted it. Ask whether it arrived. If it didn’t, open the envelope: you can copy the link and pass it on in another way, or try again.
mail-sender-unanswered-action = Open the envelope

mail-sender-expired-subject = Expired: { $title }
mail-sender-expired-text = Not everyone signed “{ $title }” in time, so the envelope was closed. You can send the document again.
mail-sender-expired-action = Open the envelope

# To the holder of an account.
mail-reset-subject = Choose a new password for { $instance }
mail-reset-text = Someone, probably you, asked for a new password for your account at { $instance }. The link below works once, for one hour.
mail-reset-action = Choose a new password
mail-reset-footer = If you didn’t ask for this, ignore this e-mail: your password stays as it is. Never forward this e-mail.
