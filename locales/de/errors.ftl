# Was nicht ging und was zu tun ist. Der Name ist `problem-` und der Code des Problems mit Bindestrichen.
problem-unreachable = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; es ist nichts verloren.
problem-server = Der Server konnte das nicht ausführen. Versuchen Sie es gleich noch einmal; geschieht es wieder, sagen Sie es der Person, die diesen Server betreibt.
problem-unexpected = Das hat nicht geklappt ({ $code }). Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-too-many-requests = Das war zu oft in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
problem-too-often-seconds = Das war zu oft in kurzer Zeit. { $seconds ->
    [one] Warten Sie eine Sekunde und versuchen Sie es dann noch einmal.
   *[other] Warten Sie { $seconds } Sekunden und versuchen Sie es dann noch einmal.
}
problem-too-often-minutes = Das war zu oft in kurzer Zeit. { $minutes ->
    [one] Warten Sie eine Minute und versuchen Sie es dann noch einmal.
   *[other] Warten Sie { $minutes } Minuten und versuchen Sie es dann noch einmal.
}
problem-rate-limited = Das war zu oft in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
problem-invalid-request = Etwas in diesem Formular stimmt nicht. Prüfen Sie die markierten Angaben.
problem-invalid = Etwas in diesem Formular stimmt nicht. Prüfen Sie die markierten Angaben.
problem-not-found = Das gibt es nicht, oder Sie dürfen es nicht sehen.
problem-forbidden = Das dürfen Sie nicht.
problem-not-signed-in = Bitte melden Sie sich an, um fortzufahren.
problem-wrong-credentials = Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.
problem-invalid-credentials = Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.
problem-setup-code-missing = Das Einrichten braucht den Code, den der Server beim Start auf seiner Konsole ausgegeben hat: Öffnen Sie den Link, der dort steht.
problem-setup-code-wrong = Das ist nicht der Code, den der Server zuletzt beim Start ausgegeben hat. Sehen Sie auf seiner Konsole oder in seinem Protokoll nach.
problem-wrong-host = Dieser Server hat einen anderen Namen. Öffnen Sie ihn unter der Adresse, die Sie von seinem Betreiber haben.
problem-invalid-host = Diese Anfrage sagt nicht, für welchen Server sie ist. Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-already-set-up = Dieser Server ist schon eingerichtet. Melden Sie sich mit Ihrem Konto an.
problem-conflict = Das wurde inzwischen an anderer Stelle geändert. Laden Sie die Seite neu, um den neuesten Stand zu sehen.
problem-not-draft = Das ist schon verschickt und lässt sich nicht mehr ändern.
problem-not-a-draft = Das ist schon verschickt und lässt sich nicht mehr ändern.
problem-not-ready = Vor dem Senden fehlt noch etwas. Die Liste sagt, was.
problem-envelope-not-sent = Das geht nur, solange noch jemand unterschreiben soll.
problem-reminder-too-soon = Vor Kurzem ging schon eine Erinnerung hinaus. Warten Sie etwas bis zur nächsten.

problem-record-damaged = Die Aufzeichnungen dazu sind beschädigt oder wurden außerhalb von OneSign verändert und können nicht verwendet werden. Nichts wurde geändert. Sagen Sie es der Person, die diesen Server betreibt.
problem-document-damaged = Das gespeicherte Dokument fehlt oder ist beschädigt und kann nicht verwendet werden. Nichts wurde geändert. Sagen Sie es der Person, die diesen Server betreibt: Es muss aus einer Sicherung zurückgeholt werden.

# Hochladen.
problem-not-a-pdf = Diese Datei ist kein PDF. Speichern oder drucken Sie Ihr Dokument als PDF und legen Sie diese Datei hier ab.
problem-empty-file = Diese Datei ist leer. Wählen Sie das Dokument noch einmal aus.
problem-damaged-pdf = Dieses PDF ist beschädigt und nicht lesbar. Öffnen Sie es im ursprünglichen Programm, speichern Sie es neu als PDF und legen Sie die neue Datei hier ab.
problem-password-required = Dieses PDF ist mit einem Passwort geschützt.
problem-wrong-password = Dieses Passwort öffnet das PDF nicht. Versuchen Sie es noch einmal.
problem-unsupported-encryption = Dieses PDF ist auf eine Art geschützt, die OneSign nicht öffnen kann. Speichern Sie eine Kopie ohne Schutz und legen Sie diese hier ab.
problem-xfa-form = Dieses PDF ist ein XFA-Formular, das in jedem Programm anders aussehen kann. Drucken Sie es als PDF und legen Sie die gedruckte Datei hier ab.
problem-no-pages = Dieses PDF hat keine Seiten. Wählen Sie eine andere Datei.
problem-too-many-pages = Dieses PDF hat zu viele Seiten für diesen Server. Teilen Sie es und verschicken Sie die Teile nacheinander.
problem-too-large = Diese Datei ist größer, als dieser Server annimmt. Verkleinern Sie die Bilder darin, oder teilen Sie sie.
problem-already-signed = Dieses Dokument ist schon unterschrieben.
problem-signed-and-protected = Dieses PDF ist signiert und öffnet sich nur mit einem Passwort. Wen Sie um eine Unterschrift bitten, der könnte es nicht öffnen, und ohne das Passwort wäre die Signatur zerstört. Bitten Sie um eine Fassung ohne Passwort.
problem-upload-too-slow = Das Hochladen war zu langsam oder ist stehen geblieben. Prüfen Sie Ihre Verbindung und versuchen Sie es dann noch einmal.
problem-too-complex = Eine Seite dieses PDFs ist zu aufwendig, um gezeigt zu werden. Drucken Sie es als PDF und legen Sie die gedruckte Datei hier ab.
problem-unprintable = Ein Zeichen in diesem Text lässt sich nicht auf das Dokument drucken. Schreiben Sie es mit anderen Zeichen.

# Unterschreiben.
problem-link-unknown = Dieser Link ist hier nicht bekannt. Prüfen Sie, ob er vollständig ist, oder bitten Sie um einen neuen.
problem-link-used = Dieser Link wurde schon auf einem anderen Gerät geöffnet. Fordern Sie einen neuen an.
problem-link-dead = Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.
problem-signing-over = Dieses Dokument kann hier nicht mehr unterschrieben werden: Es wurde zurückgezogen oder abgelehnt, oder seine Frist ist abgelaufen.
problem-request-replayed = Ein anderes Fenster von Ihnen war schneller. Versuchen Sie es noch einmal.
problem-key-in-use = Dieser Browserschlüssel gehört zu einem anderen Link. Laden Sie die Seite neu und öffnen Sie den Link noch einmal.
problem-links-used-up = Es wurden schon mehrere Links verschickt. Öffnen Sie den neuesten in Ihrem Postfach, oder fordern Sie morgen wieder einen an.
problem-no-signing-session = Ihr Besuch ist zu Ende. Öffnen Sie den Link in Ihrer E-Mail noch einmal; Ihre Angaben sind gespeichert.
problem-key-mismatch = Dieses Gerät konnte nicht nachweisen, dass es den Link geöffnet hat. Öffnen Sie den Link in Ihrer E-Mail noch einmal.
problem-invalid-key-signature = Dieses Gerät konnte nicht nachweisen, dass es den Link geöffnet hat. Öffnen Sie den Link in Ihrer E-Mail noch einmal.
problem-document-changed = Das Dokument hat sich geändert, seit Sie es geöffnet haben. Laden Sie die Seite neu und lesen Sie es noch einmal, bevor Sie unterschreiben.
problem-envelope-closed = Dieses Dokument kann nicht mehr unterschrieben werden. Fragen Sie die Person, die es gesendet hat.
problem-not-your-turn = Andere unterschreiben vor Ihnen. Sie erfahren es, sobald Sie an der Reihe sind.
problem-values-incomplete = Ein erforderliches Feld ist noch leer.
problem-consent-required = Bitte stimmen Sie zuerst dem elektronischen Unterschreiben zu.
problem-not-sealed-yet = Die versiegelte Fassung ist noch nicht fertig. Das dauert einen Moment; versuchen Sie es gleich noch einmal.
problem-already-sent = Das ist schon verschickt und lässt sich nicht mehr ändern.
problem-already-sealed = Das ist schon versiegelt. Laden Sie die Seite neu.
problem-consent-missing = Bitte stimmen Sie zuerst dem elektronischen Unterschreiben zu.
problem-envelope-expired = Die Zeit zum Unterschreiben ist abgelaufen. Bitten Sie um einen neuen Umschlag.
problem-invalid-draft = Die letzte Änderung lässt sich so nicht speichern. Machen Sie sie rückgängig, oder berichtigen Sie die markierte Angabe.
problem-nothing-new = Seit dem letzten Mal hat sich nichts geändert.
problem-not-their-turn = Für diese Person steht kein Link aus: Andere unterschreiben zuerst, oder der Umschlag ist geschlossen.
problem-not-completed = Es haben noch nicht alle unterschrieben.
problem-values-refused = Etwas in einem Feld wird nicht angenommen. Prüfen Sie die markierten Angaben.
problem-busy = Der Server ist beschäftigt. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.
problem-storage-unavailable = Das wurde nicht gespeichert: Der Server hat keinen Platz mehr, oder sein Speicher funktioniert gerade nicht. Lassen Sie diese Seite offen und versuchen Sie es in einer Minute noch einmal.
problem-outcome-unknown = Der Server hat beim Speichern die Verbindung zu seiner Datenbank verloren und weiß nicht, ob gespeichert wurde. Warten Sie eine Minute, laden Sie die Seite neu und sehen Sie nach.
problem-cross-site = Diese Anfrage kam von einer anderen Seite und wurde nicht ausgeführt. Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-already-exists = Das gibt es schon. Laden Sie die Seite neu, um es zu sehen.
problem-disclosure-changed = Der Text zum elektronischen Unterschreiben hat sich geändert. Laden Sie die Seite neu und lesen Sie ihn noch einmal.
problem-key-signature-wrong = Dieses Gerät konnte nicht nachweisen, dass es den Link geöffnet hat. Öffnen Sie den Link in Ihrer E-Mail noch einmal.
problem-link-forged = Dieser Link ist nicht vollständig oder nicht echt. Öffnen Sie ihn aus der E-Mail selbst, oder fordern Sie einen neuen an.
problem-page-undrawable = Diese Seite lässt sich nicht zeigen. Öffnen Sie das Dokument stattdessen als PDF.
problem-seal-not-ready = Die versiegelte Fassung ist noch nicht fertig. Das dauert einen Moment; versuchen Sie es gleich noch einmal.
