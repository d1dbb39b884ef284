# The e-signature disclosure. Any change of its words is a new version: raise the number in every language, and keep
# the words of the earlier one beside this file.
disclosure-version = 4
disclosure-summary = I agree to receive, read and sign this document electronically. I understand that I can ask for a paper copy or withdraw my consent.
disclosure-text =
    What you agree to
    You agree to receive this document, and the notices about it, electronically instead of on paper, and you agree that your electronic signature on it counts as your signature. Your consent covers this one document and nothing else.

    You don’t have to agree
    You may decline here, or ask the sender for a paper copy to sign by hand. You can also ask the sender for a paper copy after you have agreed. Nobody may charge you for declining. The sender will tell you whether there is a charge for a paper copy.

    You may withdraw your consent
    Until you press “Finish” you may leave this page or decline. If you leave, nothing is signed. If you decline, that is final for this document: neither you nor anyone else can sign it here any more. Neither has any other consequence in this service, and there is no fee for either. After you have pressed “Finish”, you can withdraw your consent by writing to the sender. The sender’s name and e-mail address are shown with this text; make a note of them. Withdrawing your consent then does not undo a signature that you have already given.

    What you need
    A recent web browser on a phone, tablet or computer, an internet connection, and, if you want to keep the document, a program that shows PDF files. If you can read the document on this page, your device is suitable.

    Keeping a copy
    You can download the document before and after signing. When everyone has signed, you can get the sealed document through a link that this service e-mails to you or, if it sends no e-mail, through a link from the sender. Keep the document: it contains the record of who signed what and when, and it can be checked without this service.

    If your e-mail address changes
    Tell the sender, who can send the document to your new e-mail address.

    What is recorded
    When you open the document, read it, agree and sign, the following is recorded: the time, your IP address, what your browser reports about itself and your device, the link you used, a key that your browser made for this document, the pages you were shown and what you entered. All of it becomes part of the sealed document that the sender and all recipients receive.
