# The first version of the e-signature disclosure. Envelopes that were agreed to under it are sealed with these words,
# so nothing here ever changes.
disclosure-version = 1
disclosure-summary = I agree to receive, read and sign this document electronically. I know that I may ask for paper instead, and that I may withdraw.
disclosure-text =
    What you agree to
    You agree that this document, and the notices about it, reach you electronically instead of on paper, and that your electronic signature on it counts as your signature. Your agreement covers this one document and nothing else.
    
    You need not agree
    You may decline here, or ask the sender for a paper copy to sign by hand. Nobody may charge you for declining. The sender tells you whether paper costs anything.
    
    You may change your mind
    Until you press “Finish” you may leave or decline without any consequence other than that the document stays unsigned. After that, write to the sender, whose address stands on this page; withdrawing your agreement then does not undo a signature already given.
    
    What you need
    A browser of the last few years on a phone, tablet or computer, an internet connection, a mailbox that you can open, and a program that shows PDF files if you want to keep the document. That you can read the document on this page shows that your device suffices.
    
    Keeping a copy
    You can download the document before and after signing. When everybody has signed, you get a mail with a link to the sealed document. Keep it: it proves who signed what and when, also without this service.
    
    If your address changes
    Tell the sender, who can send the document to your new mailbox.
    
    What is recorded
    When you open, read, agree and sign: the time, your internet address, your browser's name, the link you used, the pages you were shown and what you entered. All of it stands in the sealed document that every party gets.
