# The second version of the e-signature disclosure. Envelopes that were agreed to under it are sealed with these words,
# so nothing here ever changes.
disclosure-version = 2
disclosure-summary = I agree to receive, read and sign this document electronically. I understand that I can ask for a paper copy or withdraw my consent.
disclosure-text =
    What you agree to
    You agree that this document, and the notices about it, reach you electronically instead of on paper, and that your electronic signature on it counts as your signature. Your agreement covers this one document and nothing else.
    
    You need not agree
    You may decline here, or ask the sender for a paper copy to sign by hand. Nobody may charge you for declining. The sender tells you whether paper costs anything.
    
    You may change your mind
    Until you press “Finish” you may leave or decline without any consequence other than that the document stays unsigned. After that, write to the sender, whose address is on this page; withdrawing your agreement then does not undo a signature already given.
    
    What you need
    A browser of the last few years on a phone, tablet or computer, an internet connection, and a program that shows PDF files if you want to keep the document. That you can read the document on this page shows that your device suffices.
    
    Keeping a copy
    You can download the document before and after signing. When everybody has signed, you can get the sealed document: by a link that this service e-mails to you or, where it sends no e-mail, by a link from the sender. Keep the document: it proves who signed what and when, also without this service.
    
    If your address changes
    Tell the sender, who can send you the document at your new address.
    
    What is recorded
    When you open, read, agree and sign: the time, your internet address, your browser's name, the link you used, a key that your browser made for this document, the pages you were shown and what you entered. All of it is part of the sealed document that every party gets.
