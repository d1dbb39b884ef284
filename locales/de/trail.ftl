# Die lesbaren Protokollseiten eines versiegelten Dokuments und die Sätze des Prüfberichts. Andere Wörter ergeben andere
# Seiten: Ist ein Format der Nachweise veröffentlicht, ändern sich seine Wörter nie (docs/adr/0023). Die der früheren
# Formate sind in trail-1.ftl, trail-2.ftl und trail-3.ftl.
trail-title = Protokoll
trail-statement = Dieses Protokoll gehört zum Dokument davor und ist zusammen mit ihm versiegelt. Es hält fest, wer unterschrieben hat, wann, von wo und wodurch die Person identifiziert wurde.
trail-attachment = Protokoll von OneSign: Einträge, offengelegte Werte und Einverständniserklärungen
trail-seal-reason = Versiegelt, nachdem alle unterschrieben hatten

trail-label-document = Dokument
trail-value-document =
    { $count ->
        [one] „{ $filename }“, 1 Seite
       *[other] „{ $filename }“, { $count } Seiten
    }
trail-value-document-enclosed =
    { $copied ->
        [one] „{ $filename }“, 1 Seite, schon signiert und unverändert angehängt
       *[other] „{ $filename }“, { $copied } Seiten, schon signiert und unverändert angehängt
    }
trail-label-sender = Gesendet von
trail-label-sealed = Versiegelt von
trail-value-sealed = { $name }, am { $at }
trail-label-envelope = Umschlag-ID
trail-label-times = Zeiten
trail-value-times = Koordinierte Weltzeit (UTC), nach der Uhr des Servers

trail-people = Wer unterschrieben hat
trail-label-signed = Unterschrieben
trail-label-identified = Identifiziert durch
trail-value-identified-mailed = einen Link, der per E-Mail an { $email } gesendet wurde: Wer dieses Postfach lesen konnte, konnte ihn öffnen
trail-value-identified-mailed-and-shown = einen Link, der per E-Mail an { $email } gesendet wurde und den auch { $actor } als absendende Person gesehen hatte und hätte öffnen können
trail-value-identified-shown = einen Link, den { $actor } als absendende Person gesehen hatte und hätte öffnen können
trail-value-identified-unknown = einen Link für { $email }; wie er dorthin kam, ist nicht festgehalten
trail-label-from = IP-Adresse
trail-value-address-proxy = { $ip }, wie vom Proxy gemeldet
trail-label-browser = Browser, laut eigener Angabe
trail-label-consent = Einverstanden
trail-value-consent = mit der elektronischen Unterschrift ({ $at }; Einverständniserklärung Version { $version }, { $locale ->
        [de] auf Deutsch
        [en] auf Englisch
       *[other] in der Sprache „{ $locale }“
    })
trail-label-seen = Gezeigt
trail-value-pages-all =
    { $count ->
        [one] die einzige Seite
        [2] beide Seiten
       *[other] alle { $count } Seiten
    }
trail-value-pages-one = Seite { $pages } von { $count }
trail-value-pages-some = die Seiten { $pages } von { $count }
trail-value-pages-many =
    { $count ->
        [one] { $seen } von 1 Seite
       *[other] { $seen } von { $count } Seiten
    }
trail-value-more =
    { $count ->
        [one] { $names } und 1 weitere Person
       *[other] { $names } und { $count } weitere Personen
    }

trail-timeline = Was geschah
trail-act-upload = { $actor } hat „{ $filename }“ hochgeladen; die Datei wurde geprüft und zum Unterschreiben neu erstellt
trail-act-upload-enclosed = { $actor } hat „{ $filename }“ hochgeladen; die Datei war schon signiert, ist unverändert als „{ $attached }“ angehängt, und zum Unterschreiben wurden Kopien ihrer Seiten erstellt
trail-act-sent = { $actor } hat den Umschlag gesendet; zuerst an der Reihe: { $more }
trail-act-opened = Der Link für { $name } wurde in einem Browser geöffnet, von { $more }
trail-act-viewed = { $name } wurde gezeigt: { $more }
trail-act-link-replaced = Der Link für { $name } wurde ungültig, weil ein neuer erstellt wurde
trail-act-signed = { $name } hat die Eingaben bestätigt und unterschrieben
trail-act-signed-next = { $name } hat die Eingaben bestätigt und unterschrieben; als Nächstes an der Reihe: { $more }
trail-act-signed-last = { $name } hat die Eingaben bestätigt und unterschrieben; damit lagen alle Unterschriften vor
trail-note-viewed = Vor dem Unterschreiben gezeigt: { $more }.
trail-act-at = { $what } ({ $at })
trail-act-between = { $what } (zwischen { $first } und { $last })
trail-act-repeated =
    { $count ->
        [one] { $what } (und noch einmal: { $last })
       *[other] { $what } (und noch { $count }-mal, zuletzt: { $last })
    }
trail-note-handed-over = Der Mailserver nahm die E-Mail mit diesem Link für { $email } an ({ $at }) und antwortete: „{ $reply }“.
trail-note-delivery-failed = Die E-Mail mit diesem Link wurde nicht an { $email } zugestellt ({ $at }): „{ $reply }“.
trail-note-unanswered = Die E-Mail mit diesem Link für { $email } wurde an den Mailserver gesendet, der nicht bestätigte, dass er sie angenommen hat ({ $at }): „{ $reply }“.
trail-all-told =
    { $total ->
       *[other] Alle { $total } Einträge mit ihren Fingerabdrücken enthält die beiliegende Datei onesign-evidence.json.
    }
trail-left-out =
    { $count ->
        [one] Ein Eintrag, etwa gespeicherte Eingaben oder eine Änderung am Entwurf, ist hier nicht aufgeführt. Alle { $total } Einträge mit ihren Fingerabdrücken enthält die beiliegende Datei onesign-evidence.json.
       *[other] { $count } Einträge, etwa gespeicherte Eingaben und Änderungen am Entwurf, sind hier nicht aufgeführt. Alle { $total } Einträge mit ihren Fingerabdrücken enthält die beiliegende Datei onesign-evidence.json.
    }

trail-left-out-cut =
    { $count ->
       *[other] { $count } Einträge sind hier nicht aufgeführt, weil die Liste zu lang würde. Alle { $total } Einträge mit ihren Fingerabdrücken enthält die beiliegende Datei onesign-evidence.json.
    }

trail-hashes = Fingerabdrücke (SHA-256)
trail-label-received = Erhaltene Datei
trail-label-normalised = Dokument ohne Unterschriften
trail-label-head = Letzter Eintrag

trail-proves-title = Was das Siegel beweist
trail-proves-text =
    Das Siegel ist eine digitale Signatur von { $name } über die ganze Datei, einschließlich dieser Seiten und des beiliegenden Nachweises. Wird etwas daran geändert, besteht das Siegel die Prüfung nicht mehr.

    Es beweist, was { $name } festgehalten hat. Es beweist nicht, wer den Browser bedient hat: Die Personen wurden nur so identifiziert, wie es auf diesen Seiten steht.
trail-check-title = So prüfen Sie es
trail-check-text =
    Öffnen Sie die Datei auf der Prüfseite einer beliebigen OneSign-Instanz oder prüfen Sie sie mit dem Befehl „onesign verify“. Beide berechnen die Fingerabdrücke und die Kette der Einträge neu, erzeugen diese Seiten noch einmal aus dem beiliegenden Nachweis und vergleichen sie; den Server, der das Siegel erstellt hat, fragen sie nicht. Kennt ein PDF-Programm das Zertifikat nicht, meldet es möglicherweise, dass der Unterzeichner unbekannt oder nicht vertrauenswürdig ist; das bedeutet nicht, dass die Datei geändert wurde.
trail-page = Seite { "{page}" } von { "{pages}" } des Protokolls
trail-somebody = jemand

trail-code-link-dead = der Link war nicht mehr gültig
trail-code-link-forged = der Link stimmte nicht mit dem erzeugten überein
trail-code-link-used = der Link war schon benutzt worden
trail-code-already-signed = die Person hatte schon unterschrieben
trail-code-document-changed = das gelesene Dokument stimmte nicht mit dem festgehaltenen überein
trail-code-envelope-closed = der Umschlag war geschlossen
trail-code-envelope-expired = die Frist zum Unterschreiben war abgelaufen
trail-code-not-your-turn = die Person war nicht an der Reihe
trail-code-wrong-password = das Passwort war falsch

trail-fact-other = Festgehalten: ein Eintrag der Art „{ $type }“
trail-fact-instance-set-up = Diese Instanz wurde eingerichtet
trail-fact-key-rotated = Ein neuer Siegelschlüssel wurde in Betrieb genommen
trail-fact-account-created = Für { $name } wurde ein Konto angelegt
trail-fact-session-opened = { $actor } hat sich angemeldet
trail-fact-session-refused = Eine Anmeldung wurde abgewiesen: { $code }
trail-fact-session-closed = { $actor } hat sich abgemeldet
trail-fact-envelope-created = { $name } hat den Umschlag angelegt
trail-fact-document-received = Die Datei „{ $filename }“ wurde empfangen
trail-fact-document-enclosed = Die Datei war schon signiert: Sie ist unverändert als „{ $filename }“ angehängt, und die Seiten zum Unterschreiben sind Kopien ihrer Seiten
trail-fact-document-normalised =
    { $count ->
        [one] Aus der hochgeladenen Datei wurde das Dokument zum Unterschreiben erstellt: 1 Seite
       *[other] Aus der hochgeladenen Datei wurde das Dokument zum Unterschreiben erstellt: { $count } Seiten
    }
trail-fact-envelope-revised = { $actor } hat den Entwurf geändert
trail-fact-recipient-named = { $actor } hat im Entwurf eine Person benannt
trail-fact-envelope-sent = { $actor } hat den Umschlag gesendet
trail-fact-recipient-invited = { $name } war mit dem Unterschreiben an der Reihe
trail-fact-recipient-reminded =
    { $by ->
        [recipient] Auf der Seite von { $name } wurde ein neuer Link angefordert
       *[sender] { $actor } hat einen neuen Link für { $name } angefordert
    }
trail-fact-recipient-informed = Eine Mitteilung über das Ergebnis an { $name } wurde vorgemerkt
trail-fact-link-issued =
    { $purpose ->
        [copy] Für { $name } wurde ein Link zum Ergebnis erstellt
       *[sign] Für { $name } wurde ein Link zum Unterschreiben erstellt
    }
trail-fact-link-handed-over = Der Mailserver nahm die E-Mail mit dem Link für { $name } für { $email } an und antwortete: „{ $reply }“
trail-fact-link-delivery-failed = Die E-Mail mit dem Link für { $name } wurde nicht an { $email } zugestellt: „{ $reply }“
trail-fact-link-unanswered = Die E-Mail mit dem Link für { $name } an { $email } wurde an den Mailserver gesendet, der nicht bestätigte, dass er sie angenommen hat: „{ $reply }“
trail-fact-link-shown = { $actor } hat den Link für { $name } gesehen und hätte ihn öffnen können
trail-fact-link-copied = { $actor } hat den Link für { $name } kopiert und hätte ihn öffnen können
trail-fact-link-exchanged = Der Link für { $name } wurde in einem Browser geöffnet
trail-fact-link-revoked = Ein Link für { $name } wurde ungültig
trail-fact-link-refused =
    { $count ->
        [one] Ein Versuch mit einem Link für { $name } wurde abgewiesen: { $code }
       *[other] Mindestens { $count } Versuche mit Links für { $name } wurden abgewiesen: { $code }
    }
trail-fact-consent-given = { $name } war mit der elektronischen Unterschrift einverstanden
trail-fact-document-viewed =
    { $count ->
        [one] { $name } wurde das Dokument gezeigt: 1 Seite
       *[other] { $name } wurde das Dokument gezeigt: { $count } Seiten
    }
trail-fact-values-saved = { $name } hat Eingaben gespeichert
trail-fact-values-committed = { $name } hat die Eingaben bestätigt
trail-fact-signature-applied = { $name } hat unterschrieben
trail-fact-signature-refused =
    { $count ->
        [one] Ein Versuch von { $name }, zu unterschreiben, wurde abgewiesen: { $code }
       *[other] { $count } Versuche von { $name }, zu unterschreiben, wurden abgewiesen: { $code }
    }
trail-fact-recipient-declined = { $name } hat abgelehnt
trail-fact-envelope-completed = Die letzte Unterschrift wurde geleistet; alle haben unterschrieben
trail-fact-envelope-voided = { $actor } hat den Umschlag zurückgezogen
trail-fact-envelope-expired = Die Frist zum Unterschreiben lief ab
trail-fact-envelope-sealed = Das Dokument wurde versiegelt
trail-fact-seal-extended = Nach dem Versiegeln wurden Validierungsdaten oder ein Zeitstempel ergänzt
