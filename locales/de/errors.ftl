# Was nicht ging und was zu tun ist. Der Name ist `problem-` und der Code des Problems mit Bindestrichen.
problem-unreachable = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; es ist nichts verloren.
problem-server = Der Server konnte das nicht ausführen. Versuchen Sie es gleich noch einmal; geschieht es wieder, sagen Sie es der Person, die diesen Server betreibt.
problem-unexpected = Das hat nicht geklappt ({ $code }). Laden Sie die Seite neu und versuchen Sie es noch einmal.
problem-too-many-requests = Das war zu oft in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
problem-rate-limited = Das war zu oft in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
problem-invalid-request = Etwas in diesem Formular stimmt nicht. Prüfen Sie die markierten Angaben.
problem-invalid = Etwas in diesem Formular stimmt nicht. Prüfen Sie die markierten Angaben.
problem-not-found = Das gibt es nicht, oder Sie dürfen es nicht sehen.
problem-forbidden = Das dürfen Sie nicht.
problem-not-signed-in = Bitte melden Sie sich an, um fortzufahren.
problem-wrong-credentials = Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.
problem-invalid-credentials = Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.
problem-already-set-up = Dieser Server ist schon eingerichtet. Melden Sie sich mit Ihrem Konto an.
problem-weak-password = Dieses Passwort ist zu leicht zu erraten. Nehmen Sie mindestens 12 Zeichen, zum Beispiel vier Wörter ohne Zusammenhang.
problem-conflict = Das wurde inzwischen an anderer Stelle geändert. Laden Sie die Seite neu, um den neuesten Stand zu sehen.
problem-not-draft = Das ist schon verschickt und lässt sich nicht mehr ändern.
problem-not-a-draft = Das ist schon verschickt und lässt sich nicht mehr ändern.
problem-not-ready = Vor dem Senden fehlt noch etwas. Die Liste sagt, was.
problem-envelope-not-sent = Das geht nur, solange noch jemand unterschreiben soll.
problem-reminder-too-soon = Vor Kurzem ging schon eine Erinnerung hinaus. Warten Sie etwas bis zur nächsten.

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
problem-already-signed-pdf = Dieses PDF trägt schon eine Signatur, die beim Vorbereiten zerstört würde. Wählen Sie das unsignierte Original.
problem-too-complex = Eine Seite dieses PDFs ist zu aufwendig, um gezeigt zu werden. Drucken Sie es als PDF und legen Sie die gedruckte Datei hier ab.
problem-unprintable = Ein Zeichen in diesem Text lässt sich nicht auf das Dokument drucken. Schreiben Sie es mit anderen Zeichen.

# Unterschreiben.
problem-link-unknown = Dieser Link ist hier nicht bekannt. Prüfen Sie, ob er vollständig ist, oder bitten Sie um einen neuen.
problem-link-used = Dieser Link wurde schon auf einem anderen Gerät geöffnet. Fordern Sie einen neuen an: er kommt sofort in Ihr Postfach.
problem-link-dead = Dieser Link gilt nicht mehr. Fordern Sie einen neuen an: er kommt sofort in Ihr Postfach.
problem-no-signing-session = Ihr Besuch ist zu Ende. Öffnen Sie den Link in Ihrer E-Mail noch einmal; Ihre Angaben sind gespeichert.
problem-key-mismatch = Dieses Gerät konnte nicht nachweisen, dass es den Link geöffnet hat. Öffnen Sie den Link in Ihrer E-Mail noch einmal.
problem-invalid-key-signature = Dieses Gerät konnte nicht nachweisen, dass es den Link geöffnet hat. Öffnen Sie den Link in Ihrer E-Mail noch einmal.
problem-document-changed = Das Dokument hat sich geändert, seit Sie es geöffnet haben. Laden Sie die Seite neu und lesen Sie es noch einmal, bevor Sie unterschreiben.
problem-envelope-closed = Dieses Dokument kann nicht mehr unterschrieben werden. Fragen Sie die Person, die es gesendet hat.
problem-not-your-turn = Andere unterschreiben vor Ihnen. Sie erhalten eine E-Mail, sobald Sie an der Reihe sind.
problem-values-incomplete = Ein erforderliches Feld ist noch leer.
problem-consent-required = Bitte stimmen Sie zuerst dem elektronischen Unterschreiben zu.
problem-not-sealed-yet = Die versiegelte Fassung ist noch nicht fertig. Das dauert einen Moment; versuchen Sie es gleich noch einmal.
