# The third version of the e-signature disclosure. Envelopes that were agreed to under it are sealed with these words,
# so nothing here ever changes.
disclosure-version = 3
disclosure-summary = I agree to receive, read and sign this document electronically. I understand that I can ask for a paper copy or withdraw my consent.
disclosure-text =
    What you agree to
    You agree that this document, and the notices about it, reach you electronically instead of on paper, and that your electronic signature on it counts as your signature. Your agreement covers this one document and nothing else.

    You don’t have to agree
    You may decline here, or ask the sender for a paper copy to sign by hand. Nobody may charge you for declining. The sender tells you whether a paper copy costs anything.

    You may change your mind
    Until you press “Finish” you may leave this page or decline; the only consequence is that the document stays unsigned. After that, write to the sender, whose address is on this page. Withdrawing your agreement then does not undo a signature that you have already given.

    What you need
    A recent web browser on a phone, tablet or computer, an internet connection, and, if you want to keep the document, a program that shows PDF files. If you can read the document on this page, your device is suitable.

    Keeping a copy
    You can download the document before and after signing. When everyone has signed, you can get the sealed document: by a link that this service e-mails to you or, where it sends no e-mail, by a link from the sender. Keep the document: it contains the record of who signed what and when, and it can be checked without this service.

    If your address changes
    Tell the sender, who can send you the document at your new address.

    What is recorded
    When you open, read, agree and sign: the time, your IP address, your browser’s name, the link you used, a key that your browser made for this document, the pages you were shown and what you entered. All of it is part of the sealed document that every party gets.
