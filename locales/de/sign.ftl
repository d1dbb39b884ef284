# Wer fragt, und wonach.
letter-asks = { $sender } bittet Sie um Ihre Unterschrift
letter-size = { $pages ->
    [one] { $pages } Seite
   *[other] { $pages } Seiten
  } · { $fields ->
    [0] nichts auszufüllen
    [one] { $fields } Feld auszufüllen
   *[other] { $fields } Felder auszufüllen
  } · etwa { $minutes } Min.
letter-you = Sie unterschreiben als
letter-from = Gesendet von
letter-others = Weitere Beteiligte
letter-until = Frist

consent-title = Elektronisch unterschreiben
consent-read = Einverständniserklärung lesen
consent-agree = Ich stimme zu
consent-agreeing = Dokument wird geöffnet …
consent-version = Version { $version }

# Das Dokument.
room-by = Von { $sender } · dauert etwa { $minutes } Min.
save-saved = Gespeichert
save-waiting = Wird gespeichert …
save-saving = Wird gespeichert …
save-failed = Noch nicht gespeichert
field-required = { $name }, Pflichtfeld
field-optional = { $name }, freiwillig
field-filled = { $name }, ausgefüllt. Ändern
date-automatic = Datum der Unterschrift
date-automatic-note = Das Datum wird eingetragen, wenn Sie unterschreiben. Es lässt sich nicht ändern.
field-holds = { $name }: { $value }. Ändern
field-automatic = { $name }: wird beim Unterschreiben ausgefüllt
bar-progress = Ausgefüllte Pflichtfelder
bar-required = { $all ->
    [0] Keine Pflichtfelder
   *[other] { $done } von { $all } erledigt
  }
bar-at = { $at } von { $all } · Pflichtfeld
bar-start = Ihre Felder
bar-ready = Bereit zum Abschließen
bar-begin = Beginnen
bar-next = Weiter
bar-review = Prüfen
bar-finish = Abschließen
bar-back = Voriges Feld
bar-fold = Diese Eingabe schließen
sign-announce-open = { $title } ist geöffnet. Drücken Sie unten auf die Schaltfläche, um weiterzumachen.
sign-announce-step = Pflichtfeld { $at } von { $all }: { $name }
sign-announce-optional = Freiwilliges Feld: { $name }

# Eine Unterschrift wählen.
adopt-title-signature = Ihre Unterschrift
adopt-title-initials = Ihre Paraphe
adopt-way = Art der Unterschrift
adopt-type = Tippen
adopt-draw = Zeichnen
adopt-text-signature = Ihr Name
adopt-text-initials = Ihre Paraphe
adopt-hand = Handschrift
adopt-one-hand = Nur diese Handschrift enthält alle diese Buchstaben.
adopt-no-hand = Die Handschriften enthalten nicht alle diese Zeichen; deshalb gibt es nur Druckschrift. Sie können auch zeichnen.
adopt-accept-signature = Diese Unterschrift verwenden
adopt-accept-initials = Diese Paraphe verwenden
adopt-meaning-signature = Sie erscheint als Ihre Unterschrift auf dem Dokument.
adopt-meaning-initials = Sie erscheint als Ihre Paraphe auf dem Dokument.
adopt-no-text = Geben Sie zuerst Ihren Namen oder Ihre Paraphe ein.
adopt-too-long = Kürzen Sie auf höchstens 200 Zeichen.
adopt-no-ink = Es ist noch nichts gezeichnet. Zeichnen Sie in das Feld, oder tippen Sie stattdessen.
adopt-open-signature = Unterschrift einfügen
adopt-open-initials = Paraphe einfügen
adopt-use-signature = Diese Unterschrift verwenden
adopt-use-initials = Diese Paraphe verwenden
adopt-change-signature = Unterschrift ändern
adopt-change-initials = Paraphe ändern
adopt-other = Neu erstellen
adopt-done = { $count ->
    [one] Eingefügt.
   *[other] In { $count } Felder eingefügt.
  }
apply-title = { $kind ->
    [initials] Diese Paraphe auch an anderer Stelle verwenden?
   *[other] Diese Unterschrift auch an anderer Stelle verwenden?
  }
apply-text = { $count ->
    [one] Ein weiteres Feld verlangt dasselbe.
   *[other] { $count } weitere Felder verlangen dasselbe.
  }
apply-one = Nur in diesem Feld
apply-all = { $count ->
    [2] In beiden Feldern
   *[other] In allen { $count } Feldern
  }
ink-drawn = Von Hand gezeichnet
pad-label = Zeichenfläche
pad-hint = Zeichnen Sie mit Finger, Stift oder Maus.
pad-undo = Rückgängig
pad-clear = Löschen

# Prüfen.
review-title = Prüfen und abschließen
review-page = Seite { $page }
review-edit = Bearbeiten: { $name }
review-edit-page = Bearbeiten: { $name }, Seite { $page }
review-ticked = Angekreuzt
review-unticked = Nicht angekreuzt
review-empty = Leer
review-date = Hier wird das Datum stehen, an dem Sie „Abschließen“ drücken.
review-missing = Fehlt noch
review-unseen = { $count ->
    [one] Seite { $pages } wurde noch nicht angezeigt. Gehen Sie vor dem Abschließen zurück und warten Sie auf sie, oder wählen Sie im Menü „Als Text lesen“.
   *[other] Die Seiten { $pages } wurden noch nicht angezeigt. Gehen Sie vor dem Abschließen zurück und warten Sie auf sie, oder wählen Sie im Menü „Als Text lesen“.
  }
review-nothing = Es ist nichts auszufüllen. Drücken Sie „Abschließen“, um das Dokument zu unterschreiben.
review-consent = Mit „Abschließen“ unterschreiben Sie, { $name }, das Dokument „{ $title }“ elektronisch.
review-signing = Wird unterschrieben …

# Menü.
menu = Menü
menu-reader = Als Text lesen
menu-document = Dokument herunterladen
menu-later = Später fortsetzen
menu-help = Hilfe
menu-decline = Unterschrift ablehnen
decline-title = Unterschrift ablehnen
decline-reason = Warum lehnen Sie ab?
decline-hint = { $sender } wird das lesen.
decline-no-reason = Schreiben Sie ein paar Worte, damit klar wird, was sich ändern muss.
decline-too-long = Kürzen Sie den Grund auf höchstens 1.000 Zeichen.
decline-go = Ablehnen …
decline-sure = Endgültig ablehnen?
decline-effect = { $sender } sieht dann, dass Sie abgelehnt haben, und niemand kann dieses Dokument mehr unterschreiben. Das lässt sich nicht rückgängig machen. Ihr Grund:
decline-do = Ablehnen
decline-doing = Wird abgelehnt …
later-title = Später fortsetzen
later-saved = Alle Ihre Angaben sind gespeichert. Sie können diese Seite schließen.
later-saving = Ihre Angaben werden gespeichert …
later-failed = Noch ist nicht alles gespeichert. Berichtigen Sie, was im Dokument markiert ist, oder lassen Sie diese Seite offen, bis Sie wieder online sind.
later-how = Um weiterzumachen, öffnen Sie innerhalb von zwei Stunden denselben Link in diesem Browser auf diesem Gerät. Später oder auf einem anderen Gerät können Sie über den Link einen neuen anfordern.
later-until = Sie können bis zum { $date } unterschreiben.
later-go-on = Jetzt weitermachen
help-title = Hilfe
help-fill = Die Schaltfläche unten führt von Feld zu Feld und dann zur Prüfung. Sie können auch ein Feld auf der Seite antippen.
help-zoom = Vergrößern Sie mit zwei Fingern oder im Browser; die Seite bleibt in jeder Größe scharf.
help-read = „Als Text lesen“ im Menü zeigt das ganze Dokument als Text, jedes Feld an seiner Stelle.
help-save = Ihre Angaben werden beim Ausfüllen gespeichert. „Später fortsetzen“ im Menü erklärt, wie Sie zurückkommen.
help-law = Nichts ist unterschrieben, bevor Sie „Abschließen“ drücken.
help-contact = Fragen zum Inhalt? Wenden Sie sich an { $sender }:
reader-close = Zurück zu den Seiten
reader-no-text = Diese Seite enthält keinen Text, nur Bilder.

# Das Ende.
end-signed-title = Sie haben unterschrieben
end-signed-text = Sobald das Dokument versiegelt ist, bekommen Sie einen Link dazu, per E-Mail oder von der Person, die das Dokument gesendet hat.
end-copy-title = { $title }
end-copy-text = { $sender } stellt Ihnen dieses Dokument zur Verfügung. Sobald alle unterschrieben haben, finden Sie hier das versiegelte Dokument.
end-declined-title = Sie haben die Unterschrift abgelehnt
end-declined-text = { $sender } kann Ihren Grund lesen. Sie haben nichts unterschrieben.
end-stopped-title = Jemand hat die Unterschrift abgelehnt
end-stopped-text = Dieses Dokument kann nicht mehr unterschrieben werden. Bei Fragen wenden Sie sich an { $sender }.
end-voided-title = Dieses Dokument wurde zurückgezogen
end-voided-text = { $sender } hat es zurückgezogen. Sie brauchen nichts zu tun.
end-expired-title = Die Frist zum Unterschreiben ist abgelaufen
end-expired-text = Wird das Dokument noch gebraucht, bitten Sie { $sender }, es noch einmal zu senden.
end-sealed = Alle haben unterschrieben. Das Dokument ist versiegelt; jede spätere Änderung lässt sich erkennen.
end-sealing = Das versiegelte Dokument wird gerade erstellt. Es erscheint gleich hier.
end-download = Versiegeltes Dokument herunterladen
end-recorded = Ihre Unterschrift
end-document = Dokument
end-person = Unterschrieben von
end-time = Unterschrieben am
end-details = Technische Einzelheiten
end-consent = Einverständniserklärung
end-consent-version = Version { $version }
end-pages = Angezeigte Seiten
end-pages-seen = { $seen } von { $all }
end-hash = Fingerabdruck des Dokuments ohne Unterschriften (SHA-256)
end-original = Dokument ohne Unterschriften herunterladen
end-others = Weitere Beteiligte
end-verify = Ein versiegeltes Dokument prüfen

# Was an einer Angabe nicht angenommen wurde.
refused-date-locked = Das Datum wird eingetragen, wenn Sie unterschreiben; ein anderes lässt sich nicht eingeben.
refused-bad-date = Das ist kein gültiges Datum.
refused-wrong-kind = Dieses Feld verlangt eine andere Art von Angabe.
refused-bad-mark = Diese Unterschrift lässt sich nicht verwenden. Bitte erstellen Sie sie noch einmal.
refused-blank-mark = Die Zeichnung ist leer. Zeichnen Sie noch einmal, oder tippen Sie stattdessen.
refused-bad-hand = Wählen Sie eine der Handschriften.
refused-too-long = Kürzen Sie den Text auf höchstens 2.000 Zeichen.
refused-does-not-fit = { $count ->
    [one] Zu lang für dieses Feld: Kürzen Sie um 1 Zeichen.
   *[other] Zu lang für dieses Feld: Kürzen Sie um { $count } Zeichen.
  }
room-left = { $count ->
    [one] Platz für etwa 1 weiteres Zeichen
   *[other] Platz für etwa { $count } weitere Zeichen
  }
room-none = Ihre Angabe könnte für das Feld zu lang sein.
refused-control-character = Entfernen Sie die Zeichen, die sich nicht drucken lassen.
refused-unprintable = Einige Zeichen lassen sich nicht auf das Dokument drucken. Verwenden Sie andere.
refused-unprintable-named = Diese Zeichen lassen sich nicht auf das Dokument drucken: { $characters }. Verwenden Sie andere.
refused-required = Dieses Feld ist leer.
refused-missing = Dieses Feld ist leer.
