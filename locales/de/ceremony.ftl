# Wer fragt, und wonach.
letter-asks = { $sender } bittet um Ihre Unterschrift
letter-size = { $pages ->
    [one] { $pages } Seite
   *[other] { $pages } Seiten
  } · { $fields ->
    [0] nichts auszufüllen
    [one] { $fields } Feld für Sie
   *[other] { $fields } Felder für Sie
  } · etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
  }
letter-you = Sie sind
letter-from = Geschickt von
letter-others = Auch gefragt
letter-until = Offen bis

consent-title = Elektronisch unterschreiben
consent-read = Ganzen Text lesen
consent-agree = Ich stimme zu
consent-version = Fassung { $version }

# Das Dokument.
room-by = Von { $sender } · { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
  }
save-saved = Gespeichert
save-waiting = Speichert …
save-saving = Speichert …
save-failed = Noch nicht gespeichert
field-required = { $name }, erforderlich
field-optional = { $name }, freiwillig
field-filled = { $name }, ausgefüllt. Ändern
date-automatic = Datum der Unterschrift
date-automatic-note = Das Datum der Unterschrift wird eingesetzt, wenn Sie unterschreiben. Es lässt sich nicht ändern.
field-holds = { $name }: { $value }. Ändern
bar-progress = Erforderliche Felder ausgefüllt
bar-required = { $all ->
    [0] Nichts ist erforderlich
   *[other] { $done } von { $all } fertig
  }
bar-at = { $at } von { $all } · erforderlich
bar-start = Ihre Felder
bar-ready = Alles ist ausgefüllt
bar-begin = Beginnen
bar-next = Weiter
bar-review = Prüfen
bar-finish = Abschließen
bar-back = Voriges Feld
bar-fold = Diesen Schritt ausblenden
sign-announce-open = { $title } ist geöffnet. „Weiter“ führt durch Ihre Felder.
sign-announce-step = Feld { $at } von { $all }: { $name }, erforderlich
sign-announce-optional = Freiwilliges Feld: { $name }

# Eine Unterschrift wählen.
adopt-title-signature = Ihre Unterschrift
adopt-title-initials = Ihr Kürzel
adopt-way = Art der Unterschrift
adopt-type = Tippen
adopt-draw = Zeichnen
adopt-text-signature = Ihr Name
adopt-text-initials = Ihr Kürzel
adopt-hand = Handschrift
adopt-one-hand = Nur dieser Stil enthält alle Buchstaben Ihres Namens.
adopt-no-hand = Die Handschriften enthalten nicht alle diese Zeichen; deshalb erscheinen sie in Druckschrift. Sie können auch zeichnen.
adopt-accept-signature = Diese Unterschrift verwenden
adopt-accept-initials = Dieses Kürzel verwenden
adopt-meaning-signature = Sie steht auf diesem Dokument für Ihre eigenhändige Unterschrift.
adopt-meaning-initials = Es steht auf diesem Dokument für Ihr eigenhändiges Kürzel.
adopt-no-text = Tippen Sie zuerst Ihren Namen.
adopt-no-ink = Noch ist nichts gezeichnet. Zeichnen Sie Ihre Unterschrift in das Feld, oder tippen Sie sie.
adopt-open-signature = Zum Unterschreiben tippen
adopt-open-initials = Für Ihr Kürzel tippen
adopt-use-signature = Damit unterschreiben
adopt-use-initials = Dieses verwenden
adopt-change-signature = Unterschrift ändern
adopt-change-initials = Kürzel ändern
adopt-other = Etwas anderes nehmen
adopt-done = { $count ->
    [one] Eingesetzt.
   *[other] In { $count } Felder eingesetzt.
  }
apply-title = Auch für die anderen verwenden?
apply-text = { $count ->
    [one] Ein weiteres Feld verlangt dasselbe.
   *[other] { $count } weitere Felder verlangen dasselbe.
  }
apply-one = Nur hier
apply-all = { $count ->
    [2] Beide
   *[other] Alle { $count }
  }
ink-drawn = Von Hand gezeichnet
pad-label = Zeichenfläche
pad-hint = Mit Finger, Stift oder Maus zeichnen.
pad-undo = Zurück
pad-clear = Leeren

# Prüfen.
review-title = Prüfen und abschließen
review-edit = { $name } ändern
review-ticked = Angekreuzt
review-unticked = Nicht angekreuzt
review-empty = Leer gelassen
review-date = Der Tag, an dem Sie unterschreiben; er wird für Sie eingesetzt.
review-missing = Fehlt noch
review-nothing = Es ist nichts auszufüllen. Mit dem Abschließen bestätigen Sie, dass Sie dem Dokument zustimmen.
review-consent = Mit „Abschließen“ unterschreibt { $name } „{ $title }“ elektronisch.
review-signing = Wird unterschrieben …

# Menü.
menu = Menü
menu-reader = Als Text lesen
menu-document = Dokument herunterladen
menu-later = Später fertigstellen
menu-help = Hilfe
menu-decline = Unterschrift ablehnen
decline-title = Unterschrift ablehnen
decline-reason = Warum lehnen Sie ab?
decline-hint = { $sender } liest das.
decline-no-reason = Schreiben Sie ein paar Worte, damit klar wird, was sich ändern muss.
decline-go = Ablehnen …
decline-sure = Endgültig ablehnen?
decline-effect = { $sender } erfährt davon, und niemand kann dieses Dokument mehr unterschreiben. Das lässt sich nicht zurücknehmen. Ihr Grund:
decline-do = Ablehnen
later-title = Später fertigstellen
later-saved = Alle Ihre Angaben sind gespeichert. Sie können diese Seite schließen.
later-saving = Ihre Angaben werden gespeichert …
later-how = Zum Weitermachen öffnen Sie denselben Link auf diesem Gerät. Auf einem anderen Gerät können Sie über den Link einen neuen anfordern.
later-until = Sie haben Zeit bis { $date }.
later-go-on = Jetzt weitermachen
help-title = Hilfe
help-fill = „Weiter“ führt durch alle Felder, eines nach dem anderen. Sie können auch ein Feld auf der Seite antippen.
help-zoom = Mit zwei Fingern vergrößern; die Seite wird in jeder Größe scharf.
help-read = „Als Text lesen“ im Menü zeigt das ganze Dokument als Text, mit den Feldern dazwischen.
help-save = Jede Angabe wird sofort gespeichert. „Später fertigstellen“ sagt, wie Sie zurückkommen.
help-law = Unterschrieben ist erst, wenn Sie „Abschließen“ drücken.
help-contact = Fragen zum Inhalt? Wenden Sie sich an { $sender }:
reader-close = Zurück zu den Seiten
reader-no-text = Diese Seite enthält keinen Text, nur ein Bild.

# Das Ende.
end-signed-title = Sie haben unterschrieben
end-signed-text = Wenn alle unterschrieben haben, folgt ein Link zur versiegelten Fassung, per E-Mail oder von der sendenden Person.
end-copy-title = { $title }
end-copy-text = { $sender } hält Sie über dieses Dokument auf dem Laufenden. Die versiegelte Fassung liegt hier, sobald alle unterschrieben haben.
end-declined-title = Sie haben abgelehnt
end-declined-text = { $sender } kennt Ihren Grund. Nichts wurde unterschrieben.
end-stopped-title = Jemand hat abgelehnt
end-stopped-text = Dieses Dokument kann nicht mehr unterschrieben werden. { $sender } weiß Bescheid.
end-voided-title = Dieses Dokument wurde zurückgezogen
end-voided-text = { $sender } hat es zurückgenommen. Von Ihnen wird nichts mehr erwartet.
end-expired-title = Die Zeit zum Unterschreiben ist abgelaufen
end-expired-text = Bitten Sie { $sender }, es noch einmal zu schicken, wenn es noch wichtig ist.
end-sealed = Alle haben unterschrieben, und das Dokument ist versiegelt: Jede spätere Änderung lässt sich finden.
end-sealing = Die versiegelte Fassung entsteht gerade. Sie erscheint gleich hier.
end-download = Versiegelte Fassung herunterladen
end-recorded = Was festgehalten wurde
end-document = Dokument
end-person = Unterschrieben von
end-time = Unterschrieben am
end-consent = Zustimmung
end-pages = Gezeigte Seiten
end-pages-seen = { $seen } von { $all }
end-hash = SHA-256
end-others = Die anderen
end-verify = Ein versiegeltes Dokument prüfen

# Was an einer Angabe nicht angenommen wurde.
refused-date-locked = Das Datum der Unterschrift wird eingesetzt, wenn Sie unterschreiben; ein anderes lässt sich nicht eingeben.
refused-bad-date = Das ist kein Datum.
refused-wrong-kind = Dieses Feld verlangt eine andere Art von Angabe.
refused-bad-mark = Diese Unterschrift lässt sich nicht verwenden. Bitte machen Sie sie noch einmal.
refused-blank-mark = Die Zeichnung ist leer. Zeichnen Sie Ihre Unterschrift, oder tippen Sie sie.
refused-bad-hand = Wählen Sie eine der Handschriften.
refused-too-long = Kürzen Sie das auf 2.000 Zeichen.
refused-control-character = Entfernen Sie die Zeichen, die sich nicht drucken lassen.
refused-unprintable = Einige Zeichen lassen sich nicht auf das Dokument drucken. Schreiben Sie sie anders.
refused-required = Hier fehlt noch etwas.
refused-missing = Hier fehlt noch etwas.
