# Was nicht ging und was zu tun ist. Der Name ist `problem-` und der Code des Problems mit Bindestrichen.
problem-unreachable = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; es ist nichts verloren gegangen.
problem-server = Auf dem Server ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal; geschieht es wieder, wenden Sie sich an die Person, die diesen Server betreibt.
problem-reference = Kennung: { $reference }
problem-unexpected = Das hat nicht geklappt ({ $code }). Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-too-many-requests = Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
problem-too-often-seconds = Zu viele Versuche. { $seconds ->
    [one] Warten Sie eine Sekunde und versuchen Sie es dann noch einmal.
   *[other] Warten Sie { $seconds } Sekunden und versuchen Sie es dann noch einmal.
}
problem-too-often-minutes = Zu viele Versuche. { $minutes ->
    [one] Warten Sie eine Minute und versuchen Sie es dann noch einmal.
   *[other] Warten Sie { $minutes } Minuten und versuchen Sie es dann noch einmal.
}
problem-invalid-request = Etwas in diesem Formular stimmt nicht. Prüfen Sie die markierten Angaben.
problem-not-found = Nicht gefunden, oder Sie haben keinen Zugriff.
problem-forbidden = Dazu fehlt Ihnen die Berechtigung.
problem-not-signed-in = Bitte melden Sie sich an, um fortzufahren.
problem-wrong-credentials = E-Mail-Adresse oder Passwort ist falsch.
problem-second-factor-required = Geben Sie den Code Ihres zweiten Faktors ein, um fortzufahren.
problem-second-factor-missing = Dafür ist ein zweiter Faktor nötig. Richten Sie zuerst einen in Ihren Einstellungen ein.
problem-step-up-required = Geben Sie den Code Ihres zweiten Faktors noch einmal ein, um dies zu bestätigen.
problem-second-factor-wrong = Dieser Code ist falsch oder wurde schon verwendet. Warten Sie auf den nächsten und versuchen Sie es noch einmal.
problem-reset-link-dead = Dieser Link wurde verwendet, ersetzt oder ist abgelaufen. Fordern Sie einen neuen an.
problem-no-mail-server = Dieser Server kann keine E-Mails senden. Bitten Sie die Person, die ihn betreibt, den Befehl „onesign user reset-password“ zu verwenden.
problem-password-wrong = Das ist nicht Ihr bisheriges Passwort.
problem-api-key-refused = Dieser API-Schlüssel ist unbekannt, widerrufen, abgelaufen oder von dieser Adresse aus nicht erlaubt.
problem-setup-code-missing = Zum Einrichten brauchen Sie den Code, den der Server beim Start auf seiner Konsole ausgegeben hat. Öffnen Sie den Link, der dort steht.
problem-setup-code-wrong = Das ist nicht der Code vom letzten Start des Servers. Sehen Sie auf seiner Konsole oder in seinem Protokoll nach.
problem-wrong-host = Unter dieser Adresse lässt sich dieser Server nicht benutzen. Verwenden Sie die Adresse, die Sie von der Person haben, die ihn betreibt.
problem-invalid-host = Diese Anfrage nennt den Server nicht, für den sie bestimmt ist. Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-already-set-up = Dieser Server ist schon eingerichtet. Melden Sie sich mit Ihrem Konto an.
problem-not-ready = Der Umschlag lässt sich noch nicht senden. Die Liste zeigt, was zu beheben ist.
problem-seal-certificate-ended = Das Zertifikat des Siegels ist abgelaufen, deshalb kann nichts gesendet werden. Wenden Sie sich an die Person, die diesen Server betreibt.
problem-seal-certificate-not-yet-valid = Das Zertifikat des Siegels ist noch nicht gültig, deshalb kann nichts gesendet werden. Wenden Sie sich an die Person, die diesen Server betreibt.
problem-seal-key-unavailable = Der Schlüssel des Siegels ist nicht erreichbar, deshalb kann gerade nichts gesendet werden. Versuchen Sie es in ein paar Minuten noch einmal.

problem-record-damaged = Diese Aufzeichnungen sind beschädigt oder wurden außerhalb von OneSign verändert und können nicht verwendet werden. Ihre Anfrage hat nichts geändert. Wenden Sie sich an die Person, die diesen Server betreibt.
problem-document-damaged = Das gespeicherte Dokument fehlt oder ist beschädigt und kann nicht verwendet werden. Es wurde nichts geändert. Wenden Sie sich an die Person, die diesen Server betreibt: Es muss aus einer Sicherung wiederhergestellt werden.

# Hochladen.
problem-not-a-pdf = Diese Datei ist kein PDF. Speichern oder drucken Sie Ihr Dokument als PDF und legen Sie diese Datei hier ab.
problem-empty-file = Diese Datei ist leer. Wählen Sie das Dokument noch einmal aus.
problem-damaged-pdf = Dieses PDF ist beschädigt und lässt sich nicht lesen. Öffnen Sie es im Programm, mit dem es erstellt wurde, speichern Sie es neu als PDF und legen Sie die neue Datei hier ab.
problem-password-required = Dieses PDF ist mit einem Passwort geschützt.
problem-wrong-password = Dieses Passwort öffnet das PDF nicht. Versuchen Sie es noch einmal.
problem-unsupported-encryption = Dieses PDF ist auf eine Art geschützt, die OneSign nicht öffnen kann. Speichern Sie eine Kopie ohne Schutz und legen Sie diese hier ab.
problem-xfa-form = Dieses PDF ist ein XFA-Formular, das in jedem Programm anders aussehen kann. Drucken Sie es als PDF und legen Sie die gedruckte Datei hier ab.
problem-no-pages = Dieses PDF hat keine Seiten. Wählen Sie eine andere Datei.
problem-too-many-pages = Dieses PDF hat zu viele Seiten für diesen Server. Teilen Sie es auf und senden Sie die Teile einzeln.
problem-too-large = Diese Datei ist größer, als dieser Server erlaubt. Verkleinern Sie die Bilder darin, oder teilen Sie die Datei auf.
problem-already-signed = Sie haben dieses Dokument schon unterschrieben.
problem-signed-and-protected = Dieses PDF ist signiert und lässt sich nur mit einem Passwort öffnen. Die Empfänger könnten es nicht öffnen, und beim Entfernen des Passworts würde die Signatur ungültig. Bitten Sie die Person, von der es stammt, um eine Fassung ohne Passwort.
problem-upload-too-slow = Das Hochladen war zu langsam oder ist stehen geblieben. Prüfen Sie Ihre Verbindung und versuchen Sie es dann noch einmal.
problem-too-complex = Eine Seite dieses PDFs ist zu aufwendig, um sie anzuzeigen. Drucken Sie es als PDF und legen Sie die gedruckte Datei hier ab.
problem-unprintable = Ein Zeichen in diesem Text lässt sich nicht auf das Dokument drucken. Verwenden Sie ein anderes.

# Unterschreiben.
problem-link-unknown = Diesen Link gibt es nicht. Prüfen Sie, ob er vollständig ist, oder bitten Sie um einen neuen.
problem-link-used = Dieser Link wurde schon in einem anderen Browser oder auf einem anderen Gerät geöffnet. Fordern Sie einen neuen an.
problem-link-dead = Dieser Link ist nicht mehr gültig. Fordern Sie einen neuen an.
problem-signing-over = Dieses Dokument kann nicht mehr unterschrieben werden: Es wurde zurückgezogen, jemand hat abgelehnt, oder die Frist ist abgelaufen.
problem-request-replayed = Diese Seite wurde gleichzeitig in einem anderen Fenster benutzt. Versuchen Sie es noch einmal.
problem-key-in-use = Der Schlüssel dieses Browsers gehört zu einem anderen Link. Laden Sie die Seite neu und öffnen Sie den Link noch einmal.
problem-links-used-up = Für Sie wurden schon mehrere Links erstellt. Öffnen Sie den neuesten, oder fordern Sie morgen wieder einen an.
problem-no-signing-session = Ihre Sitzung ist abgelaufen. Öffnen Sie Ihren Link noch einmal: Dort können Sie einen neuen anfordern.
problem-document-changed = Das Dokument hat sich geändert, seit Sie es geöffnet haben. Laden Sie die Seite neu und lesen Sie das Dokument noch einmal, bevor Sie unterschreiben.
problem-envelope-closed = Dieses Dokument kann nicht mehr unterschrieben werden. Fragen Sie die Person, die es gesendet hat.
problem-not-your-turn = Andere unterschreiben vor Ihnen. Sie erfahren es, sobald Sie an der Reihe sind.
problem-values-incomplete = Ein Pflichtfeld ist noch leer.
problem-not-sealed-yet = Das versiegelte Dokument ist noch nicht fertig. Versuchen Sie es gleich noch einmal.
problem-already-sent = Der Umschlag wurde schon gesendet und lässt sich nicht mehr ändern.
problem-already-sealed = Das Dokument ist schon versiegelt. Laden Sie die Seite neu.
problem-consent-missing = Bitte stimmen Sie zuerst dem elektronischen Unterschreiben zu.
problem-envelope-expired = Die Frist zum Unterschreiben ist abgelaufen. Die Person, die das Dokument gesendet hat, kann es noch einmal senden.
problem-invalid-draft = Diese Änderung lässt sich nicht speichern. Machen Sie sie rückgängig, oder berichtigen Sie die markierte Angabe.
problem-nothing-new = Seit dem letzten Mal hat sich nichts geändert.
problem-not-their-turn = Diese Person kann jetzt keinen Link bekommen: Andere unterschreiben zuerst, oder der Umschlag ist geschlossen.
problem-not-completed = Es haben noch nicht alle unterschrieben.
problem-values-refused = Eine Angabe wird nicht angenommen. Prüfen Sie die markierten Felder.
problem-busy = Der Server ist ausgelastet. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.
problem-storage-unavailable = Ihre letzte Aktion wurde nicht gespeichert: Der Server hat keinen Speicherplatz mehr, oder sein Speicher funktioniert gerade nicht. Lassen Sie diese Seite offen und versuchen Sie es in einer Minute noch einmal.
problem-outcome-unknown = Der Server hat beim Speichern die Verbindung zu seiner Datenbank verloren und weiß nicht, ob Ihre letzte Aktion gespeichert wurde. Warten Sie eine Minute, laden Sie die Seite neu und sehen Sie nach.
problem-cross-site = Diese Anfrage kam von einer anderen Website und wurde nicht ausgeführt. Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-already-exists = Das gibt es schon. Laden Sie die Seite neu, um es zu sehen.
problem-disclosure-changed = Der Einwilligungstext hat sich geändert. Laden Sie die Seite neu und lesen Sie ihn noch einmal.
problem-key-signature-wrong = Dieser Browser konnte nicht nachweisen, dass er den Link geöffnet hat. Öffnen Sie Ihren Link noch einmal.
problem-link-forged = Dieser Link ist unvollständig oder wurde verändert. Öffnen Sie ihn genau so, wie Sie ihn bekommen haben, oder fordern Sie einen neuen an.
problem-page-undrawable = Diese Seite lässt sich nicht anzeigen. Öffnen Sie das Dokument stattdessen als PDF.
problem-draft-changed = Dieser Entwurf wurde in einem anderen Fenster geändert. Vergleichen Sie beide Fassungen und wählen Sie eine.
problem-clock-behind = Die Uhr des Servers geht falsch, deshalb kann OneSign nicht festhalten, wann etwas geschieht. Es wurde nichts geändert. Wenden Sie sich an die Person, die diesen Server betreibt, und versuchen Sie es noch einmal, sobald die Uhr stimmt.
problem-upload-interrupted = Das Hochladen wurde unterbrochen. Prüfen Sie Ihre Verbindung und versuchen Sie es dann noch einmal.
problem-link-changed = Für diese Person wurde inzwischen ein neuer Link erstellt. Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-internal-error = Auf dem Server ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal; wenn es wieder passiert, wenden Sie sich an die Person, die diesen Server betreibt.
problem-invalid-json = Der Server konnte diese Anfrage nicht lesen. Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-method-not-allowed = Diese Adresse nimmt Anfragen dieser Art nicht an.
problem-unknown-file = Diese Datei wurde nicht auf diesem Server versiegelt.
problem-already-extended = Dieses Siegel wurde schon erweitert.
problem-not-expired = Die Frist ist noch nicht abgelaufen.
