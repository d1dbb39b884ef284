# Mails. $name is the addressee, $sender who sent the envelope, $instance this server, $title the envelope, $date the
# last day to sign, $who the person who declined.
mail-from = { $sender } via { $instance }
mail-greeting = Hello { $name },
mail-message = { $sender } writes:
mail-reason = The reason given:
mail-expires = You can sign until { $date }.
mail-alone = This link is for you alone. Please don’t forward this mail: whoever has the link can open the document in your place.
mail-footer = { $instance } sends you this mail for { $sender }. If you don’t know this person, don’t open the link; nothing happens without you.
mail-footer-sender = You get this mail because you sent this document with { $instance }.

mail-invitation-subject = { $sender } asks you to sign: { $title }
mail-invitation-text = { $sender } asks you to read and sign “{ $title }”. You need no account, and it works on a phone.
mail-invitation-action = Read and sign

mail-reminder-subject = Waiting for your signature: { $title }
mail-reminder-text = { $sender } is waiting for your signature on “{ $title }”. This is a new link; earlier ones no longer work.
mail-reminder-action = Read and sign

mail-copy-subject = Signed and sealed: { $title }
mail-copy-text = Everybody has signed “{ $title }”. The sealed document is ready for you. Keep it: it proves who signed what and when, and anyone can check it.
mail-copy-action = Get the document

mail-declined-subject = No longer to be signed: { $title }
mail-declined-text = { $who } has declined to sign “{ $title }”, so it is closed without a seal. There is nothing left for you to do. { $sender } has been told.
mail-declined-action = Open

mail-voided-subject = Withdrawn: { $title }
mail-voided-text = { $sender } has withdrawn “{ $title }”. It can’t be signed any more, and there is nothing left for you to do.
mail-voided-action = Open

mail-expired-subject = Time is over: { $title }
mail-expired-text = Not everybody signed “{ $title }” in time, so it is closed without a seal. If it is still wanted, { $sender } can send it again.
mail-expired-action = Open

mail-sender-sealed-subject = Signed by everybody: { $title }
mail-sender-sealed-text = Everybody has signed “{ $title }”, and the document is sealed. All parties get their copy by mail.
mail-sender-sealed-action = Open the envelope

mail-sender-declined-subject = Declined: { $title }
mail-sender-declined-text = { $who } has declined to sign “{ $title }”. The envelope is closed; nobody is asked any more.
mail-sender-declined-action = Open the envelope

mail-sender-undelivered-subject = Not delivered: { $title }
mail-sender-undelivered-text = The e-mail to { $who } about “{ $title }” could not be delivered. Open the envelope: you can copy the link and pass it on another way, or try again.
mail-sender-undelivered-action = Open the envelope
mail-server-said = The mail server answered:

mail-sender-unanswered-subject = Perhaps not delivered: { $title }
mail-sender-unanswered-text = The mail server took the e-mail to { $who } about “{ $title }”, but did not say whether it accepted it. Ask whether it arrived. If it did not, open the envelope: you can copy the link and pass it on another way, or try again.
mail-sender-unanswered-action = Open the envelope

mail-sender-expired-subject = Not signed in time: { $title }
mail-sender-expired-text = Not everybody signed “{ $title }” in time, so the envelope is closed. You can send the document again.
mail-sender-expired-action = Open the envelope
