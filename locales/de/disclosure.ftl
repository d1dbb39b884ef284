# Die Erklärung zur elektronischen Unterschrift. Jede Änderung des Wortlauts ist eine neue Fassung; der Wortlaut der
# vorigen bleibt neben dieser Datei erhalten.
disclosure-version = 4
disclosure-summary = Ich bin einverstanden, dieses Dokument elektronisch zu erhalten, zu lesen und zu unterschreiben. Mir ist bekannt, dass ich eine Papierfassung verlangen oder mein Einverständnis widerrufen kann.
disclosure-text =
    Wozu Sie Ihr Einverständnis geben
    Sie sind einverstanden, dass Sie dieses Dokument und die Mitteilungen dazu elektronisch statt auf Papier erhalten und dass Ihre elektronische Unterschrift darauf als Ihre Unterschrift gilt. Ihr Einverständnis gilt nur für dieses eine Dokument.

    Sie müssen nicht einverstanden sein
    Sie können hier ablehnen oder die absendende Person um ein Exemplar auf Papier bitten, das Sie von Hand unterschreiben. Um ein Exemplar auf Papier können Sie auch dann noch bitten, wenn Sie Ihr Einverständnis gegeben haben. Für eine Ablehnung darf niemand Geld verlangen. Ob ein Exemplar auf Papier etwas kostet, erfahren Sie von der absendenden Person.

    Sie können Ihr Einverständnis widerrufen
    Bis Sie auf „Abschließen“ drücken, können Sie diese Seite verlassen oder ablehnen. Wenn Sie die Seite verlassen, ist nichts unterschrieben. Wenn Sie ablehnen, ist das für dieses Dokument endgültig: Weder Sie noch andere können es hier dann noch unterschreiben. Andere Folgen oder Kosten knüpft dieser Dienst an keines von beiden. Nachdem Sie auf „Abschließen“ gedrückt haben, können Sie Ihr Einverständnis widerrufen, indem Sie der absendenden Person schreiben. Name und E-Mail-Adresse der absendenden Person stehen bei diesem Text; bitte notieren Sie sich beides. Eine schon geleistete Unterschrift wird durch den Widerruf nicht rückgängig gemacht.

    Was Sie brauchen
    Einen aktuellen Browser auf Smartphone, Tablet oder Computer, eine Internetverbindung und, wenn Sie das Dokument aufbewahren möchten, ein Programm für PDF-Dateien. Wenn Sie das Dokument auf dieser Seite lesen können, ist Ihr Gerät geeignet.

    Ein Exemplar behalten
    Sie können das Dokument vor und nach der Unterschrift herunterladen. Wenn alle unterschrieben haben, können Sie das versiegelte Dokument über einen Link abrufen, den Ihnen dieser Dienst per E-Mail schickt oder, wenn er keine E-Mails verschickt, die absendende Person. Bewahren Sie das Dokument auf: Es enthält das Protokoll, wer was wann unterschrieben hat, und lässt sich ohne diesen Dienst prüfen.

    Wenn sich Ihre E-Mail-Adresse ändert
    Teilen Sie es der absendenden Person mit; sie kann das Dokument an Ihre neue E-Mail-Adresse schicken.

    Was festgehalten wird
    Wenn Sie das Dokument öffnen, lesen, Ihr Einverständnis geben und unterschreiben, wird Folgendes festgehalten: die Zeit, Ihre IP-Adresse, was Ihr Browser über sich und Ihr Gerät mitteilt, der benutzte Link, ein Schlüssel, den Ihr Browser für dieses Dokument erzeugt hat, die gezeigten Seiten und Ihre Eingaben. All das wird Teil des versiegelten Dokuments, das die absendende Person und alle Empfänger erhalten.
