# Die zweite Fassung der Erklärung zur elektronischen Unterschrift. Umschläge, zu denen sie gelesen wurde, werden mit
# diesem Wortlaut versiegelt; hier ändert sich nichts mehr.
disclosure-version = 2
disclosure-summary = Ich bin einverstanden, dieses Dokument elektronisch zu erhalten, zu lesen und zu unterschreiben. Mir ist bekannt, dass ich eine Papierfassung verlangen oder mein Einverständnis widerrufen kann.
disclosure-text =
    Wozu Sie Ihr Einverständnis geben
    Sie sind einverstanden, dass Sie dieses Dokument und die Mitteilungen dazu elektronisch statt auf Papier erhalten und dass Ihre elektronische Unterschrift darauf als Ihre Unterschrift gilt. Ihr Einverständnis gilt für dieses eine Dokument und für nichts sonst.
    
    Sie müssen nicht zustimmen
    Sie können hier ablehnen oder die absendende Person um ein Exemplar auf Papier bitten, das Sie von Hand unterschreiben. Für eine Ablehnung darf niemand etwas verlangen. Ob Papier etwas kostet, sagt Ihnen die absendende Person.
    
    Sie können es sich anders überlegen
    Bis Sie auf „Abschließen“ drücken, können Sie gehen oder ablehnen, ohne andere Folge als die, dass das Dokument nicht unterschrieben ist. Danach schreiben Sie bitte der absendenden Person, deren Adresse auf dieser Seite steht; eine schon geleistete Unterschrift wird dadurch nicht ungeschehen.
    
    Was Sie brauchen
    Einen Browser der letzten Jahre auf Telefon, Tablet oder Rechner, eine Verbindung zum Internet und ein Programm für PDF-Dateien, wenn Sie das Dokument aufbewahren möchten. Dass Sie das Dokument auf dieser Seite lesen können, zeigt, dass Ihr Gerät genügt.
    
    Ein Exemplar behalten
    Sie können das Dokument vor und nach der Unterschrift herunterladen. Wenn alle unterschrieben haben, können Sie das versiegelte Dokument bekommen: über einen Link, den Ihnen dieser Dienst per E-Mail schickt, oder, wo er keine E-Mails verschickt, über einen Link von der absendenden Person. Bewahren Sie das Dokument auf: Es beweist, wer was wann unterschrieben hat, auch ohne diesen Dienst.
    
    Wenn sich Ihre Adresse ändert
    Sagen Sie es der absendenden Person; sie kann Ihnen das Dokument an die neue Adresse schicken.
    
    Was festgehalten wird
    Wann Sie öffnen, lesen, zustimmen und unterschreiben: die Zeit, Ihre Internetadresse, der Name Ihres Browsers, der benutzte Link, ein Schlüssel, den Ihr Browser für dieses Dokument erzeugt hat, die gezeigten Seiten und Ihre Eingaben. All das ist Teil des versiegelten Dokuments, das jede Partei bekommt.
