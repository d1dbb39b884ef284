# Die erste Fassung der Erklärung zur elektronischen Unterschrift. Umschläge, zu denen sie gelesen wurde, werden mit
# diesem Wortlaut versiegelt; hier ändert sich nichts mehr.
disclosure-version = 1
disclosure-summary = Ich bin einverstanden, dieses Dokument elektronisch zu erhalten, zu lesen und zu unterschreiben. Ich weiß, dass ich stattdessen Papier verlangen und mein Einverständnis zurückziehen kann.
disclosure-text =
    Wozu Sie Ihr Einverständnis geben
    Sie sind einverstanden, dass Sie dieses Dokument und die Mitteilungen dazu elektronisch statt auf Papier erhalten und dass Ihre elektronische Unterschrift darauf als Ihre Unterschrift gilt. Ihr Einverständnis gilt für dieses eine Dokument und für nichts sonst.
    
    Sie müssen nicht zustimmen
    Sie können hier ablehnen oder die absendende Person um ein Exemplar auf Papier bitten, das Sie von Hand unterschreiben. Für eine Ablehnung darf niemand etwas verlangen. Ob Papier etwas kostet, sagt Ihnen die absendende Person.
    
    Sie können es sich anders überlegen
    Bis Sie auf „Abschließen“ drücken, können Sie gehen oder ablehnen, ohne andere Folge als die, dass das Dokument nicht unterschrieben ist. Danach schreiben Sie bitte der absendenden Person, deren Adresse auf dieser Seite steht; eine schon geleistete Unterschrift wird dadurch nicht ungeschehen.
    
    Was Sie brauchen
    Einen Browser der letzten Jahre auf Telefon, Tablet oder Rechner, eine Verbindung zum Internet, ein Postfach, das Sie öffnen können, und ein Programm für PDF-Dateien, wenn Sie das Dokument aufbewahren möchten. Dass Sie das Dokument auf dieser Seite lesen können, zeigt, dass Ihr Gerät genügt.
    
    Ein Exemplar behalten
    Sie können das Dokument vor und nach der Unterschrift herunterladen. Wenn alle unterschrieben haben, bekommen Sie eine E-Mail mit einem Link zum versiegelten Dokument. Bewahren Sie es auf: Es beweist, wer was wann unterschrieben hat, auch ohne diesen Dienst.
    
    Wenn sich Ihre Adresse ändert
    Sagen Sie es der absendenden Person; sie kann das Dokument an Ihr neues Postfach schicken.
    
    Was festgehalten wird
    Wann Sie öffnen, lesen, zustimmen und unterschreiben: die Zeit, Ihre Internetadresse, der Name Ihres Browsers, der benutzte Link, die gezeigten Seiten und Ihre Eingaben. Alles davon steht im versiegelten Dokument, das jede Partei bekommt.
