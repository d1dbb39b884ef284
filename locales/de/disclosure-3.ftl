# Die dritte Fassung der Erklärung zur elektronischen Unterschrift. Umschläge, zu denen sie gelesen wurde, werden mit
# diesem Wortlaut versiegelt; hier ändert sich nichts mehr.
disclosure-version = 3
disclosure-summary = Ich bin einverstanden, dieses Dokument elektronisch zu erhalten, zu lesen und zu unterschreiben. Mir ist bekannt, dass ich eine Papierfassung verlangen oder mein Einverständnis widerrufen kann.
disclosure-text =
    Wozu Sie Ihr Einverständnis geben
    Sie sind einverstanden, dass Sie dieses Dokument und die Mitteilungen dazu elektronisch statt auf Papier erhalten und dass Ihre elektronische Unterschrift darauf als Ihre Unterschrift gilt. Ihr Einverständnis gilt nur für dieses eine Dokument.

    Sie müssen nicht zustimmen
    Sie können hier ablehnen oder die absendende Person um ein Exemplar auf Papier bitten, das Sie von Hand unterschreiben. Für eine Ablehnung darf niemand Geld verlangen. Ob ein Exemplar auf Papier etwas kostet, sagt Ihnen die absendende Person.

    Sie können es sich anders überlegen
    Bis Sie auf „Abschließen“ drücken, können Sie diese Seite verlassen oder ablehnen; die einzige Folge ist, dass das Dokument nicht unterschrieben wird. Danach schreiben Sie bitte der absendenden Person, deren Adresse auf dieser Seite steht. Eine schon geleistete Unterschrift wird durch den Widerruf nicht rückgängig gemacht.

    Was Sie brauchen
    Einen aktuellen Browser auf Smartphone, Tablet oder Computer, eine Internetverbindung und, wenn Sie das Dokument aufbewahren möchten, ein Programm für PDF-Dateien. Wenn Sie das Dokument auf dieser Seite lesen können, ist Ihr Gerät geeignet.

    Ein Exemplar behalten
    Sie können das Dokument vor und nach der Unterschrift herunterladen. Wenn alle unterschrieben haben, können Sie das versiegelte Dokument bekommen: über einen Link, den Ihnen dieser Dienst per E-Mail schickt, oder, wenn er keine E-Mails verschickt, über einen Link von der absendenden Person. Bewahren Sie das Dokument auf: Es enthält das Protokoll, wer was wann unterschrieben hat, und lässt sich ohne diesen Dienst prüfen.

    Wenn sich Ihre Adresse ändert
    Sagen Sie es der absendenden Person; sie kann Ihnen das Dokument an die neue Adresse schicken.

    Was festgehalten wird
    Wenn Sie öffnen, lesen, zustimmen und unterschreiben: die Zeit, Ihre IP-Adresse, der Name Ihres Browsers, der benutzte Link, ein Schlüssel, den Ihr Browser für dieses Dokument erzeugt hat, die gezeigten Seiten und Ihre Eingaben. All das ist Teil des versiegelten Dokuments, das alle Parteien bekommen.
