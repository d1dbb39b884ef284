# Die lesbaren Protokollseiten eines versiegelten Dokuments und die Sätze des Prüfberichts.
trail-title = Protokoll
trail-statement = Diese Seiten gehören zum Dokument davor und sind zusammen mit ihm versiegelt. Sie sagen, wer wann was getan hat. Dieselben Tatsachen liegen in einer Form, die Programme prüfen können, als onesign-evidence.json bei.
trail-attachment = Protokoll von OneSign: Tatsachen, geöffnete Werte und Texte der Einverständnisse
trail-seal-reason = Versiegelt, nachdem alle unterschrieben hatten
trail-label-document = Dokument
trail-label-envelope = Umschlag
trail-label-sender = Gesendet von
trail-label-instance = Versiegelt von
trail-label-sealed = Versiegelt am
trail-people = Wer unterschrieben hat
trail-label-signed = Unterschrieben
trail-label-from = Von
trail-label-browser = Browser
trail-label-link = Link
trail-label-consent = Einverständnis
trail-label-seen = Gesehene Seiten
trail-value-consent = Erklärung Fassung { $version }, { $locale }
trail-value-seen = { $seen } von { $count }
trail-timeline = Was geschah
trail-hashes = Fingerabdrücke
trail-label-received = Erhaltene Datei (SHA-256)
trail-label-normalised = Unterschriebenes Dokument (SHA-256)
trail-label-head = Kopf des Protokolls
trail-note = So prüfen Sie dieses Dokument: Öffnen Sie es auf der Prüfseite einer beliebigen OneSign-Instanz oder rufen Sie „onesign verify“ ohne Netz auf. Kennt Ihr PDF-Programm das Zertifikat nicht, meldet es „unbekannter Unterzeichner“; über Änderungen sagt das nichts.
trail-page = Seite { "{page}" } von { "{pages}" } des Protokolls
trail-somebody = jemand
trail-detail-address = Adresse { $ip }
trail-detail-link = Link { $link }
trail-detail-digest = Eintrag { $digest }

trail-fact-envelope-created = { $name } hat den Umschlag angelegt
trail-fact-document-received = Die Datei „{ $filename }“ wurde empfangen
trail-fact-document-enclosed = Die Datei war schon signiert: Sie ist unverändert als „{ $filename }“ angehängt, ihre Seiten sind Kopien
trail-fact-document-normalised =
    { $count ->
        [one] Das Dokument wurde geprüft und neu aufgebaut: 1 Seite
       *[other] Das Dokument wurde geprüft und neu aufgebaut: { $count } Seiten
    }
trail-fact-envelope-revised = Der Entwurf wurde geändert
trail-fact-recipient-named = Im Entwurf wurde eine Person benannt
trail-fact-envelope-sent = Der Umschlag wurde gesendet
trail-fact-recipient-invited = { $name } wurde um Unterschrift gebeten
trail-fact-recipient-reminded = { $name } bekam einen neuen Link
trail-fact-recipient-informed = { $name } wurde über das Ergebnis informiert
trail-fact-link-issued = Ein Link ging per E-Mail an { $name }
trail-fact-link-exchanged = { $name } hat den Link geöffnet
trail-fact-link-revoked = Ein Link von { $name } wurde ungültig
trail-fact-link-refused = Ein Link von { $name } wurde abgewiesen: { $code }
trail-fact-consent-given = { $name } ist mit der elektronischen Unterschrift einverstanden
trail-fact-document-viewed =
    { $count ->
        [one] { $name } wurde das Dokument gezeigt: 1 Seite
       *[other] { $name } wurde das Dokument gezeigt: { $count } Seiten
    }
trail-fact-values-saved = { $name } hat Eingaben gespeichert
trail-fact-values-committed = { $name } hat die Eingaben bestätigt
trail-fact-signature-applied = { $name } hat unterschrieben
trail-fact-signature-refused = Ein Versuch von { $name } zu unterschreiben wurde abgewiesen: { $code }
trail-fact-recipient-declined = { $name } hat abgelehnt
trail-fact-envelope-completed = Alle haben unterschrieben
trail-fact-envelope-voided = Der Umschlag wurde zurückgezogen
trail-fact-envelope-expired = Die Zeit zum Unterschreiben war vorbei
trail-fact-envelope-sealed = Das Dokument wurde versiegelt
trail-fact-seal-extended = Hinter dem Siegel wurden Prüfdaten oder ein Zeitstempel ergänzt
