page-title = { -brand }
brand-name = { -brand }

# Orte.
nav-label = Hauptmenü
nav-envelopes = Umschläge
nav-outbox = Postausgang
nav-verify = Prüfen
sign-out = Abmelden
not-started = OneSign konnte nicht starten
unknown-title = Seite nicht gefunden
unknown-text = Vielleicht ist die Adresse falsch geschrieben, oder die Seite wurde entfernt.

# Erster Besuch und Anmelden.
setup-title = Willkommen bei { -brand }
setup-text = Dieser Server gehört noch niemandem. Legen Sie das Eigentümerkonto an.
setup-code = Code vom Server
setup-code-hint = Öffnen Sie den Link, den der Server beim Start auf seiner Konsole ausgegeben hat, oder geben Sie den Code am Ende dieses Links ein, zum Beispiel ABCD-EFGH-JKMN-PQRS.
mistake-setup-code = Geben Sie den Code ein, den der Server beim Start ausgegeben hat.
setup-submit = Konto anlegen
sign-in-title = Anmelden
sign-in-text = bei { $instance }
sign-in = Anmelden
sign-in-wrong = E-Mail-Adresse oder Passwort ist falsch.
forgot = Passwort vergessen?
forgot-title = Passwort vergessen?
forgot-text = Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.
forgot-send = Link senden
forgot-sent = Wenn es hier ein Konto für { $email } gibt, ist eine E-Mail mit einem Link unterwegs. Der Link funktioniert eine Stunde lang.
forgot-sent-hint = Nichts angekommen? Sehen Sie im Spam-Ordner nach, und prüfen Sie, ob Sie sich mit dieser Adresse anmelden.
forgot-no-mail = Dieser Server kann keine E-Mails senden. Bitten Sie die Person, die ihn betreibt, um ein neues Passwort.
back-to-sign-in = Zurück zur Anmeldung
reset-title = Neues Passwort wählen
reset-text = Danach sind Sie überall abgemeldet und melden sich mit dem neuen Passwort an.
reset-choose = Neues Passwort speichern
reset-done = Ihr neues Passwort ist gespeichert. Melden Sie sich damit an.
reset-dead = Dieser Link ist unvollständig, wurde verwendet oder ersetzt, oder er ist abgelaufen.
reset-again = Neuen Link anfordern
your-name = Ihr Name
your-email = Ihre E-Mail-Adresse
email = E-Mail-Adresse
password = Passwort
password-hint = Mindestens { $least } Zeichen. Vier Wörter ohne Zusammenhang sind leicht zu merken und schwer zu erraten.
show-password = Anzeigen
instance-name = Name Ihrer Organisation (optional)
instance-name-hint = Empfänger sehen diesen Namen in ihren E-Mails.
mistake-name = Geben Sie Ihren Namen so ein, wie Empfänger ihn sehen sollen.
mistake-email = Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.
mistake-password = Verwenden Sie mindestens { $least } Zeichen.

# Die Liste der Umschläge.
new-envelope = Neuer Umschlag
empty-text = Noch nichts gesendet. Ihr erstes Dokument ist in zwei Minuten unterwegs.
how-1 = Laden Sie das PDF hoch. Wir entfernen Skripte, Tracking und alles, was sich später ändern könnte.
how-2 = Tragen Sie ein, wer unterschreibt, und platzieren Sie die Felder.
how-3 = Senden Sie es ab. Jede Person bekommt einen Link: kein Konto, keine App.
drop-title = PDF hier ablegen oder Datei auswählen
drop-text = Bis { $size } und { $pages } Seiten
search = Titel und Personen durchsuchen
search-found =
    { $count ->
        [0] Nichts gefunden.
        [one] Ein Umschlag gefunden.
       *[other] { $count } Umschläge gefunden.
    } { $more ->
        [0] { "" }
       *[other] Es kann weitere geben.
    }
search-nothing = Keine Treffer für „{ $query }“
search-nothing-text = Versuchen Sie es mit weniger Wörtern aus dem Titel oder aus Name oder E-Mail-Adresse einer Person.
search-nothing-here = Vielleicht gibt es Treffer mit einem anderen Status.
search-everywhere = Alle Umschläge durchsuchen
search-clear = Suche löschen
list-failed = Die Umschläge konnten nicht geladen werden
group-waiting = Warten auf andere
group-drafts = Entwürfe
group-sealed = Versiegelt
group-ended = Nicht abgeschlossen
group-all = Alle
group-empty = Hier sind keine Umschläge
group-show-all = Alle Umschläge zeigen
filter = Nach Status filtern
untitled = Ohne Titel
no-recipients-yet = Noch niemand eingetragen
names-and-more =
    { $count ->
        [one] { $names } und eine weitere Person
       *[other] { $names } und { $count } weitere
    }
waiting-for = Wartet auf { $names }
signed-of = { $signed } von { $all } unterschrieben
until = läuft am { $date } ab
show-more = Mehr anzeigen
delete-draft = Entwurf löschen
delete-draft-name = Entwurf löschen: „{ $title }“
delete-draft-title = Diesen Entwurf löschen?
delete-draft-text = „{ $title }“ und das Dokument werden gelöscht. Das kann nicht rückgängig gemacht werden.
draft-deleted = „{ $title }“ wurde gelöscht.
new-text = Laden Sie das Dokument hoch, das unterschrieben werden soll. Empfänger und Felder fügen Sie danach hinzu.

# Hochladen.
uploading = Die Datei wird hochgeladen …
cleaning = Das Dokument wird vorbereitet …
cleaning-text = Wir entfernen Skripte, verborgene Ebenen und alles andere, was sich später ändern könnte, damit alle genau dasselbe Dokument sehen und unterschreiben.
password-title = Dieses PDF braucht ein Passwort
password-text = „{ $name }“ ist geschützt. Wir verwenden das Passwort einmal und speichern es nicht. Die Fassung zum Unterschreiben hat kein Passwort.
password-submit = Öffnen

# Vorbereiten.
prepare-title = Vorbereiten: { $title }
title = Titel
title-placeholder = Titel eingeben
saved = Gespeichert
saving = Wird gespeichert …
not-saved = Nicht gespeichert. Erneut versuchen
not-saved-stay = Ihre letzten Änderungen sind noch nicht gespeichert. Wenn Sie die Seite jetzt verlassen, gehen sie verloren.
changes-back = Ihre ungespeicherten Änderungen wurden wiederhergestellt und werden gespeichert.
cant-be-printed = Diese Zeichen können nicht auf das Dokument gedruckt werden: { $characters }. Ersetzen Sie sie vor dem Senden.
field-prefill-too-long = { $count ->
    [one] Zu lang für dieses Feld: Kürzen Sie um 1 Zeichen, oder vergrößern Sie das Feld.
   *[other] Zu lang für dieses Feld: Kürzen Sie um { $count } Zeichen, oder vergrößern Sie das Feld.
  }
overtaken = Dieser Umschlag wurde in einem anderen Fenster gesendet oder zurückgezogen. Änderungen, die in diesem Fenster noch nicht gespeichert waren, sind nicht enthalten.
draft-gone-title = Dieser Entwurf wurde gelöscht
draft-gone-text = „{ $title }“ wurde in einem anderen Fenster gelöscht, mit dem Dokument. Was Sie hier geändert haben, lässt sich nicht mehr speichern.
draft-gone-message = Ihre Nachricht, falls Sie sie behalten möchten:
conflict-title = Dieser Entwurf wurde in einem anderen Fenster geändert
conflict-text = Die andere Fassung wurde am { $when } gespeichert. Wählen Sie, welche bleibt. Wenn Sie die andere Fassung verwenden, holt „Rückgängig“ die Fassung dieses Fensters zurück.
conflict-mine = Dieses Fenster
conflict-other = Andere Fassung
conflict-nothing = Unverändert
conflict-keep-mine = Fassung dieses Fensters behalten
conflict-use-other = Andere Fassung verwenden
version-field = { $kind } für { $person }, Seite { $page }
version-place = Position: { $x } mm von links, { $y } mm von oben
version-size = Größe: { $w } mal { $h } mm
version-required = Erforderlich
version-optional = Freiwillig
version-prefill = Vorausgefüllt: { $text }
version-unfilled = Nicht vorausgefüllt
version-ticked = Vorab angekreuzt
version-unticked = Nicht vorab angekreuzt
undo = Rückgängig
redo = Wiederherstellen
undone = Rückgängig gemacht.
redone = Wiederhergestellt.
preview-as = Als Empfänger ansehen
preview-off = Vorschau
preview-person = als { $name }
preview-title = Das sieht { $name }.
check-and-send = Prüfen und senden
back-to-editing = Zurück zum Bearbeiten
back-to-envelopes = Zurück zu den Umschlägen
parts = Bereiche der Seite
part-people = Empfänger
part-pages = Seiten und Felder
recipients = Empfänger
recipient-number = Empfänger { $number }
recipient-name = Name von Empfänger { $number }
recipient-email = E-Mail-Adresse von Empfänger { $number }
recipient-role = Rolle von Empfänger { $number }
recipient-step = Schritt von Empfänger { $number }
recipient-remove = { $name } entfernen
recipient-removed =
    { $count ->
        [0] { $name } wurde entfernt.
        [one] { $name } und ein Feld wurden entfernt.
       *[other] { $name } und { $count } Felder wurden entfernt.
    }
name-placeholder = Vor- und Nachname
email-placeholder = E-Mail-Adresse
role-signer = Unterschreibt
role-copy = Erhält eine Kopie
step-number = Schritt { $step }
step-hint = Alle im selben Schritt werden gleichzeitig gefragt. Der nächste Schritt beginnt, wenn der vorige abgeschlossen ist.
add-recipient = Empfänger hinzufügen
terms = Nachricht und Frist
message = Nachricht
message-hint = Steht in der E-Mail und über dem Dokument.
expires-in = Läuft ab nach
days =
    { $count ->
        [one] Tag
       *[other] Tagen
    }
mistake-days = Wählen Sie 1 bis 365 Tage.
language-of-mails = Sprache der E-Mails
document = Dokument
pages =
    { $count ->
        [one] Eine Seite
       *[other] { $count } Seiten
    }
page = Seite
page-bar = Seiten und Zoom
page-before = Vorige Seite
page-after = Nächste Seite
page-count = von { $pages }
page-overview = Alle Seiten
page-number = Seite { $page }
page-fields =
    { $count ->
        [one] 1 Feld
       *[other] { $count } Felder
    }
zoom-in = Vergrößern
zoom-out = Verkleinern
zoom-is = Zoom { $percent } %
percent = { $percent } %
fields = Felder
fields-for = Felder für
palette-label = Feldarten
palette-hint = Ziehen Sie ein Feld auf die Seite oder klicken Sie es an. Tastenkürzel: der Buchstabe beim Feld.
palette-tap = Tippen Sie auf die Stelle der Seite, an die das Feld soll.
palette-tap-off = Platzieren abgebrochen.
palette-free-date = Datum zum Ausfüllen
field-label = { $kind } für { $person }, { $required }
field-settings = Einstellungen
field-too-small = Dieses Feld ist zu klein: Was darin steht, wäre nicht lesbar. Vergrößern Sie es.
field-form = Ausgewähltes Feld
field-person = Zugewiesen an
field-prefill = Vorausgefüllter Text
field-prefill-hint = Der Empfänger sieht diesen Text im Feld und kann ihn ändern.
field-prefill-tick = Bereits angekreuzt; der Empfänger kann es ändern
field-caption = Beschriftung
field-caption-hint = Diese Beschriftung sieht der Empfänger.
field-date-note = Der Server trägt das Datum ein, wenn diese Person unterschreibt. Für ein Datum zum Auswählen nehmen Sie „Datum zum Ausfüllen“.
field-signature-note = Eine Unterschrift ist immer erforderlich.
field-required = Erforderlich
field-required-tick = Muss angekreuzt werden
field-position = Position in Millimetern
field-keys = Pfeiltasten verschieben das ausgewählte Feld, mit Umschalt ändern sie die Größe, mit Alt sind die Schritte größer. Entf löscht es.
from-left = Von links
from-top = Von oben
width = Breite
height = Höhe
copy-to-all-pages = Auf alle Seiten kopieren
duplicate = Duplizieren
field-placed = { $kind } auf Seite { $page } platziert.
field-place-is = { $x } mm von links, { $y } mm von oben.
field-size-is = { $w } mal { $h } mm.
field-removed = Feld entfernt.
field-copied =
    { $count ->
        [0] Das Feld ist schon auf jeder Seite.
        [one] Auf eine weitere Seite kopiert.
       *[other] Auf { $count } weitere Seiten kopiert.
    }
detected =
    { $count ->
        [one] Dieses PDF hat ein Formular mit einem Feld.
       *[other] Dieses PDF hat ein Formular mit { $count } Feldern.
    }
detected-signers = Die Felder gehören zu { $count } verschiedenen Personen, die beim Übernehmen als Empfänger hinzugefügt werden.
detected-use = Diese Felder übernehmen
detected-filled = Wenn Sie diese Felder übernehmen, werden Texte und Häkchen darin von den Seiten entfernt und zu Einträgen, die die Empfänger ändern können.
detected-chosen = Was in Listen und runden Optionsfeldern gewählt ist, bleibt in jedem Fall auf den Seiten stehen: Empfänger können es nicht ändern.
detected-protected = Um die Felder zu übernehmen, laden Sie das PDF noch einmal ohne Passwort hoch.
closed-pages = Eine Signatur in der angehängten Datei erlaubt keine Änderungen. Platzieren Sie Felder stattdessen auf der letzten Seite.
closed-page = Auf dieser Seite sind keine Felder möglich: Eine Signatur in der angehängten Datei erlaubt keine Änderungen. Nehmen Sie die letzte Seite.

# Was mit der Datei geschah.
warnings-title = Bitte prüfen Sie die Seiten
warning-annotation-not-shown = Mindestens ein Kommentar oder Stempel im PDF konnte nicht dargestellt werden und fehlt.
warning-field-value-not-shown = Der Wert mindestens eines ausgefüllten Formularfelds konnte nicht dargestellt werden und fehlt.
warning-field-appearance-made = Das PDF legt für mindestens ein ausgefülltes Formularfeld nicht fest, wie sein Wert aussieht; er wird in einer Standarddarstellung gezeigt.
warning-field-value-incomplete = Einige Zeichen in ausgefüllten Formularfeldern konnten nicht dargestellt werden. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-field-state-unclear = Mindestens ein Kontrollkästchen im Formular ist widersprüchlich gespeichert, angekreuzt und nicht angekreuzt. Prüfen Sie, ob zu sehen ist, was Sie meinen.
warning-field-value-differs = Mindestens ein Formularfeld zeigt etwas anderes, als in ihm gespeichert ist. Was es zeigt, bleibt stehen, und Empfänger können es nicht ausfüllen.
warning-annotation-appearance-made = Das PDF legt für mindestens einen Kommentar, eine Linie oder eine Markierung nicht fest, wie sie aussehen; sie werden in einer Standarddarstellung gezeigt. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-comments-left-out = Das PDF enthält Kommentare. Ihre Markierungen sind zu sehen, der Text der Kommentare aber nicht: Unterzeichner sehen ihn nicht.
warning-redaction-not-applied = Im PDF sind Stellen zum Schwärzen markiert, aber nicht geschwärzt. Unterzeichner können sie lesen. Soll das nicht sein, wenden Sie die Schwärzung an und laden Sie das PDF noch einmal hoch.
warning-decrypted = Das PDF war durch ein Passwort geschützt. Die Fassung zum Unterschreiben ist es nicht.
warning-repaired = Das PDF war beschädigt und wurde repariert. Vergleichen Sie die Seiten vor dem Senden mit Ihrem Original.
warning-page-size-guessed = Das PDF gibt keine Seitengröße an; A4 wurde angenommen.
warning-image-not-shown = Mindestens ein Bild konnte nicht gelesen werden und fehlt.
warning-content-unreadable = Der Inhalt konnte nicht gelesen werden und fehlt. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-page = Seite
warning-pages = Seiten
warning-content-damaged = Ein Teil des Inhalts konnte nicht gelesen werden und fehlt. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-damaged = Etwas, das hierher gehört, fehlt im PDF. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-image-damaged = Mindestens ein Bild ist beschädigt und wird vielleicht nicht vollständig dargestellt. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-page-lost = Fehlt in dieser Fassung, weil das PDF an dieser Stelle nicht gelesen werden konnte. Senden Sie diese Fassung nicht: Speichern Sie das PDF mit dem Programm, das es erstellt hat, noch einmal, und laden Sie die neue Datei hoch.
warning-page-undrawable = Ließ sich nicht rechtzeitig zeichnen; Empfänger sehen hier womöglich nichts. Drucken Sie die Datei in ein neues PDF und laden Sie dieses hoch.
warning-readers-differ = Kann in anderen Programmen anders aussehen. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-page-count-differs = Andere Programme finden in dieser Datei eine andere Zahl von Seiten. Prüfen Sie vor dem Senden, dass keine Seite fehlt und keine zu viel ist.
warning-fonts-replaced = Das PDF enthält einige seiner Schriften nicht; stattdessen werden ähnliche verwendet. Prüfen Sie, ob Zeilen und Spalten noch stimmen.
warning-glyphs-missing = Einige Zeichen konnten nicht angezeigt werden, weil das PDF sie oder ihre Schrift nicht enthält. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-font-data-ignored = Mindestens eine Schrift im PDF ist beschädigt; stattdessen wird eine ähnliche verwendet. Vergleichen Sie den Text vor dem Senden mit Ihrem Original.
warning-transparency-differs = Durchscheinende Teile können in anderen Programmen anders aussehen. Vergleichen Sie das Ergebnis vor dem Senden mit Ihrem Original.
warning-invisible-text = Das PDF enthält unsichtbaren Text. Er wird niemandem angezeigt.
warning-text-differs = Der verborgene Text, der vorgelesen oder kopiert wird, passte nicht zu dem, was zu sehen ist. In dieser Fassung ist er berichtigt. Prüfen Sie vor dem Senden, ob Sie der Herkunft dieses PDFs trauen.
warning-already-signed = Dieses PDF war bereits signiert und bleibt unverändert: Die Seiten hier sind Kopien, und die signierte Datei ist angehängt. Eine Seite am Ende erklärt das.
warning-signed-without-changes = Eine Signatur in diesem PDF erlaubt keine Änderungen, daher darf nichts auf die Seiten geschrieben werden. Platzieren Sie die Felder auf der letzten Seite, die dafür hinzugefügt wurde.
warning-signature-broken = Eine Signatur in diesem PDF passt nicht zu dem, was die Datei jetzt zeigt. Lassen Sie die Datei prüfen, bevor Sie sie senden.
warning-other = Etwas auf den Seiten kann anders aussehen ({ $code }).
removed-title = Aus Ihrer Datei entfernt
removed-text = Alle unterschreiben genau das, was sie sehen. An dem, was auf den Seiten zu sehen ist, hat das Entfernen nichts geändert.
removed-title-copies = Auf den Kopien der Seiten weggelassen
removed-text-copies = Die angehängte Datei ist vollständig: Aus ihr wurde nichts entfernt.
removed-nothing = Aus Ihrer Datei musste nichts entfernt werden.
removed-javascript = Skripte ({ $count })
removed-launch = Befehle, die Programme starten ({ $count })
removed-submit-form = Schaltflächen, die Daten versenden ({ $count })
removed-import-data = Aktionen, die Daten laden ({ $count })
removed-reset-form = Schaltflächen, die ein Formular leeren ({ $count })
removed-remote-goto = Verweise in andere Dateien ({ $count })
removed-hide-action = Aktionen, die Inhalte verbergen ({ $count })
removed-named-action = Befehle des Anzeigeprogramms ({ $count })
removed-layer-action = Aktionen, die Ebenen umschalten ({ $count })
removed-multimedia = Ton, Video und 3D ({ $count })
removed-uri-scheme = Ungewöhnliche Webadressen ({ $count })
removed-additional-actions = Automatische Aktionen ({ $count })
removed-open-action = Eine Aktion beim Öffnen
removed-embedded-file = Angehängte Dateien ({ $count })
removed-external-stream = Anderswo gespeicherte Inhalte ({ $count })
removed-piece-info = Daten anderer Programme ({ $count })
removed-metadata = Verborgene Angaben zu Autor und Software ({ $count })
removed-pdfa-declaration = Die Kennzeichnung als PDF/A, die nicht mehr zutrifft
removed-opi = Platzhalter für Bilder ({ $count })
removed-alternate-image = Bilder nur für den Druck ({ $count })
removed-reference-xobject = Seiten anderer Dateien ({ $count })
removed-postscript-xobject = PostScript ({ $count })
removed-xfa = Ein zweites Formular (XFA)
removed-collection = Eine Dateisammlung
removed-optional-content = Ebenen: Sichtbares bleibt
removed-outline = Lesezeichen
removed-threads = Artikelverkettungen
removed-structure = Strukturangaben
removed-page-labels = Seitenbezeichnungen
removed-legal-attestation = Eine rechtliche Erklärung
removed-usage-rights = Nutzungsrechte für ein bestimmtes Programm
removed-form-field = Formularfelder: Ausgefülltes bleibt auf der Seite ({ $count })
removed-link = Links: Ihr Text bleibt ({ $count })
removed-annotation = Kommentare und Stempel: Sichtbares bleibt auf der Seite ({ $count })
removed-other = { $kind } ({ $count })

# Prüfen und senden.
check-title-ready = Bereit zum Senden
check-title-missing =
    { $count ->
        [one] Ein Punkt ist noch zu beheben
       *[other] { $count } Punkte sind noch zu beheben
    }
check-go = Beheben
check-title = Der Umschlag hat keinen Titel.
check-expiry = Wählen Sie, wann der Umschlag abläuft: nach 1 bis 365 Tagen.
check-no-signer = Es ist noch niemand zum Unterschreiben eingetragen. Fügen Sie mindestens eine Person hinzu, die unterschreibt.
check-name = Empfänger { $who } hat keinen Namen.
check-email = Empfänger { $who } hat keine gültige E-Mail-Adresse.
check-same-email = { $who } hat dieselbe Adresse wie jemand anderes in diesem Schritt.
check-no-signature = { $who } hat keine Stelle zum Unterschreiben. Platzieren Sie ein Unterschriftsfeld.
check-no-fields = Auf den Seiten sind noch keine Felder.
check-field-of-copy = { $who } erhält eine Kopie, hat aber zugewiesene Felder.
check-unprintable = Diese Zeichen können nicht auf das Dokument gedruckt werden: { $characters }. Verwenden Sie andere.
check-prefill-unprintable = Der vorausgefüllte Text in „{ $who }“ enthält Zeichen, die nicht auf das Dokument gedruckt werden können: { $characters }. Verwenden Sie andere.
check-prefill-too-long = { $count ->
    [one] Der vorausgefüllte Text in „{ $who }“ ist zu lang für sein Feld. Kürzen Sie ihn um 1 Zeichen, oder vergrößern Sie das Feld.
   *[other] Der vorausgefüllte Text in „{ $who }“ ist zu lang für sein Feld. Kürzen Sie ihn um { $count } Zeichen, oder vergrößern Sie das Feld.
  }
check-too-small = Das Feld „{ $who }“ ist zu klein: Was darin steht, wäre nicht lesbar. Vergrößern Sie es.
check-other = Der Server hat diesen Eintrag nicht angenommen. Prüfen Sie ihn.
send-to-all = Eine E-Mail mit einem Link geht an { $names }.
send-to-all-no-mail = Mit einem Link, den Sie weitergeben, unterschreiben: { $names }.
send-no-mail = Es ist kein Mailserver eingerichtet, daher erhält niemand eine E-Mail. Kopieren Sie nach dem Senden den Link jeder Person und geben Sie ihn selbst weiter.
send-step = Schritt { $step }: { $names }
send-copies = Kopie des versiegelten Dokuments: { $names }
send-terms =
    { $days ->
        [one] Der Umschlag läuft nach einem Tag ab.
       *[other] Der Umschlag läuft nach { $days } Tagen ab.
    }
send-language = Sprache der E-Mails: { $language }.
send-final = Nach dem Senden lassen sich Dokument und Felder nicht mehr ändern. Zurückziehen können Sie den Umschlag weiterhin.
send-now = Jetzt senden
sending = Wird gesendet …
sent-news = Gesendet. Wer zuerst an der Reihe ist, bekommt jetzt eine E-Mail.
sent-news-no-mail = Gesendet. Es gehen keine E-Mails hinaus: Kopieren Sie auf dieser Seite den Link jeder Person und geben Sie ihn weiter.

# Die Geschichte eines Umschlags.
envelope-failed = Dieser Umschlag kann nicht angezeigt werden
story = Verlauf
turn-title = Wartet auf { $names }
turn-since = an der Reihe seit { $date } ({ $ago })
turn-later = danach: { $names }
turn-no-link = Link noch nicht weitergegeben
turn-no-mail = Link noch nicht gesendet
turn-invited = Wurde um die Unterschrift gebeten
turn-opened = Der Link wurde geöffnet
turn-consented = Hat dem elektronischen Unterschreiben zugestimmt
sent-on = Gesendet am { $date }
sealing = Alle haben unterschrieben. Das Dokument wird versiegelt …
sealing-text = Sie können diese Seite verlassen. Sobald das Dokument versiegelt ist, erhalten alle eine E-Mail, auch Sie.
sealing-text-no-mail = Sie können diese Seite verlassen und finden das versiegelte Dokument später hier.
download-sealed = Versiegeltes Dokument herunterladen
download-evidence = Nachweis herunterladen
remind = Neuen Link senden
remind-name = Neuen Link senden an { $name }
reminded = Ein neuer Link geht per E-Mail an { $name }.
reminded-now = In einer Minute können Sie einen weiteren senden.
no-mail-open = Es ist kein Mailserver eingerichtet, daher erhält niemand eine E-Mail. Kopieren Sie den Link jeder Person und geben Sie ihn selbst weiter.
no-mail-sealed = Es ist kein Mailserver eingerichtet, daher benachrichtigt OneSign niemanden. Kopieren Sie den Link jeder Person und geben Sie ihn weiter, damit alle das versiegelte Dokument abrufen können.
copy-link = Link kopieren
copy-link-again = Noch einmal kopieren
copy-link-name = Link kopieren für { $name }
link-copied = Link für { $name } in die Zwischenablage kopiert.
link-copied-short = Link in die Zwischenablage kopiert.
link-copy-by-hand = Ihr Browser hat das Kopieren nicht erlaubt. Markieren Sie den Link im Text und kopieren Sie ihn.
link-here = Link (in die Zwischenablage kopiert)
link-here-select = Ihr Browser hat das Kopieren nicht erlaubt. Kopieren Sie den Link von hier:
link-recorded = Wer diesen Link hat, kann das Dokument als diese Person öffnen. Das Protokoll hält fest, dass Sie ihn kopiert haben.
link-replaced = Dies ist ein neuer Link. Frühere gelten nicht mehr.
link-copy-replaces = Beim Kopieren entsteht ein neuer Link; frühere gelten dann nicht mehr.
link-waiting = Wartet seit { $since } auf den Mailserver: { $reason } { $due ->
    [yes] Der nächste Versuch läuft gerade.
   *[no] Nächster Versuch { $next }.
  }
link-waiting-help = Die E-Mail wird automatisch gesendet, sobald der Server sie annimmt. Wenn es eilt, kopieren Sie den Link und geben ihn weiter.
link-failed = Nicht zugestellt. { $reason }
link-failed-help = Kopieren Sie den Link und geben Sie ihn auf anderem Weg weiter. Ist die Adresse falsch und der Umschlag noch offen, ziehen Sie ihn zurück und senden Sie das Dokument neu.
link-unanswered = Die E-Mail wurde an den Mailserver gesendet, der nicht bestätigt hat, dass er sie annimmt ({ $since }).
link-unanswered-help = Fragen Sie nach, ob sie angekommen ist. Wenn nicht, kopieren Sie den Link und geben ihn anders weiter, oder versuchen Sie es noch einmal.
link-handed-over = Der Mailserver hat die E-Mail am { $since } angenommen.
link-copied-on = Sie haben den Link am { $since } kopiert.
link-shown-on = Sie haben den Link am { $since } angesehen.
link-not-sent = Der Link wurde noch nicht weitergegeben. Kopieren Sie ihn und geben Sie ihn weiter.
link-not-sent-sealed = Der Link zum versiegelten Dokument wurde noch nicht weitergegeben. Kopieren Sie ihn und geben Sie ihn weiter.
link-asked-for = { $name } hat am { $when } um einen neuen Link gebeten.
mail-again = Jetzt versuchen
mail-again-name = Jetzt versuchen: E-Mail an { $name }
list-link-failed = Nicht zugestellt: { $names }
list-link-unanswered = Vielleicht nicht zugestellt: { $names }
list-link-waiting = E-Mail wartet auf den Mailserver: { $names }
list-link-asked = Um neuen Link gebeten: { $names }
list-link-not-sent = Link noch nicht weitergegeben: { $names }
mail-code-mail-unreachable = Der Mailserver ist nicht erreichbar.
mail-code-mail-tls-failed = Es kam keine verschlüsselte Verbindung zum Mailserver zustande. Fragen Sie die Person, die diesen Server betreibt.
mail-code-mail-certificate-refused = Dem Zertifikat des Mailservers wird nicht vertraut. Die Person, die diesen Server betreibt, kann die Zertifizierungsstelle oder das Zertifikat selbst in ONESIGN_SMTP_CA angeben.
mail-code-mail-tls-not-spoken = Der Mailserver verwendet TLS an diesem Port nicht von Anfang an. Die Person, die diesen Server betreibt, kann ONESIGN_SMTP_SECURITY=starttls setzen oder den Port verwenden, an dem er das tut (meist 465).
mail-code-mail-starttls-missing = Der Mailserver bietet an diesem Port keine Verschlüsselung an. Die Person, die diesen Server betreibt, kann ONESIGN_SMTP_SECURITY=tls setzen und den Port verwenden, an dem TLS von Anfang an gilt (meist 465).
mail-code-mail-timed-out = Der Mailserver hat die Verbindung angenommen und dann nicht mehr geantwortet. Erwartet sein Port TLS von Anfang an (465 meist schon), kann die Person, die diesen Server betreibt, ONESIGN_SMTP_SECURITY=tls setzen.
mail-code-mail-login-refused = Der Mailserver hat die Anmeldung abgelehnt. Fragen Sie die Person, die diesen Server betreibt.
mail-code-mail-login-not-offered = Der Mailserver bietet an diesem Port keine Anmeldung mit Name und Passwort an. Die Person, die diesen Server betreibt, kann ONESIGN_SMTP_USER und ONESIGN_SMTP_PASSWORD entfernen oder einen anderen Port setzen (meist 587).
mail-code-mail-unanswered = Die E-Mail wurde an den Mailserver gesendet, der nicht bestätigt hat, dass er sie annimmt.
mail-code-mail-misconfigured = Die E-Mail-Einstellungen sind unbrauchbar. Fragen Sie die Person, die diesen Server betreibt.
mail-code-mail-deferred = Der Mailserver hat die E-Mail zurückgestellt.
mail-code-mail-refused = Der Mailserver hat die E-Mail abgelehnt.
mail-code-mail-address-invalid = Die E-Mail-Adresse ist ungültig.
mail-code-mail-address-unsupported = Der Mailserver kann nicht an Adressen mit besonderen Buchstaben wie ä oder é vor dem @ senden. Fragen Sie nach einer anderen Adresse.
mail-code-other = Die E-Mail konnte nicht gesendet werden ({ $code }).
void = Zurückziehen
void-title = Diesen Umschlag zurückziehen?
void-text = Niemand kann das Dokument dann noch unterschreiben. Das kann nicht rückgängig gemacht werden.
void-reason = Grund
void-reason-hint = Er steht in der E-Mail an alle, die um ihre Unterschrift gebeten wurden.
void-submit = Zurückziehen
voided-news = Der Umschlag wurde zurückgezogen.
voided-because = Sie haben ihn zurückgezogen: „{ $reason }“
declined-because = { $name } hat abgelehnt: „{ $reason }“
declined-by = { $name } hat die Unterschrift abgelehnt.
expired-text = Nicht alle haben rechtzeitig unterschrieben. Sie können das Dokument als neuen Umschlag noch einmal senden.
mistake-reason = Geben Sie in wenigen Worten einen Grund an.
mistake-reason-long = Kürzen Sie den Grund auf höchstens 1.000 Zeichen.
open-document = Dokument öffnen
evidence = Nachweis
evidence-document = Fingerabdruck des Dokuments
evidence-facts = Protokolleinträge
evidence-head = Fingerabdruck des letzten Eintrags
evidence-level = Stufe der Signatur
evidence-sealed = Versiegelt
verify-hint = Hier können alle das versiegelte Dokument prüfen
show-every-fact = Ganzes Protokoll zeigen ({ $count } Einträge)
show-story = Zusammenfassung zeigen
somebody = Jemand
fact-details = Details
fact-details-of = Details: { $title }
browser-on = { $browser } auf { $system }

# Protokolleinträge.
fact-envelope-created = Entwurf angelegt von { $sender }
fact-document-received = Dokument hochgeladen
fact-document-enclosed = Das hochgeladene Dokument war bereits signiert; es ist unverändert angehängt
fact-document-normalised = Dokument vorbereitet: Diese Fassung wird unterschrieben
fact-envelope-revised = Entwurf geändert
fact-recipient-named = { $name } als Empfänger hinzugefügt
fact-envelope-sent = Gesendet von { $sender }
fact-recipient-invited = { $name } kam an die Reihe
fact-recipient-reminded = Neuer Link für { $name } angefordert
fact-recipient-informed = { $name } wurde über das Ergebnis benachrichtigt
fact-link-issued = Link für { $name } erstellt
fact-link-handed-over = Der Mailserver hat die E-Mail an { $name } angenommen
fact-link-delivery-failed = Die E-Mail an { $name } konnte nicht zugestellt werden
fact-link-unanswered = Die E-Mail an { $name } wurde an den Mailserver gesendet, der nicht bestätigt hat, dass er sie annimmt
fact-link-shown = { $sender } hat den Link für { $name } angesehen
fact-link-copied = { $sender } hat den Link für { $name } kopiert
fact-mail-reply = Technische Einzelheiten: { $reply }
fact-link-exchanged = Der Link für { $name } wurde in einem Browser geöffnet
fact-link-revoked = Ein Link für { $name } wurde ungültig
fact-link-refused = Ein Versuch, einen Link für { $name } zu benutzen, wurde abgewiesen
fact-consent-given = { $name } hat dem elektronischen Unterschreiben zugestimmt
fact-document-viewed = { $name } wurde das Dokument angezeigt
fact-values-saved = Eingaben von { $name } gespeichert
fact-values-committed = { $name } hat die Eingaben bestätigt
fact-signature-applied = { $name } hat unterschrieben
fact-signature-refused = Ein Unterschriftsversuch von { $name } wurde abgewiesen
fact-recipient-declined = { $name } hat abgelehnt
fact-envelope-completed = Vollständig
fact-envelope-voided = Zurückgezogen von { $sender }
fact-envelope-expired = Abgelaufen
fact-envelope-sealed = Versiegelt
fact-seal-extended = Siegel erweitert
seal-added-validation_data = Nachweis ergänzt, dass die Zertifikate nicht widerrufen waren
seal-added-document_timestamp = Dokument-Zeitstempel ergänzt
seal-extended-hint = Das versiegelte Dokument wurde seit der Versiegelung erweitert. Frühere Kopien bleiben gültig: Die neuere Datei enthält sie unverändert und ergänzt sie nur.
level-with-reason = { $level }; eine höhere Stufe war nicht möglich: { $reason }
seal-reason-tsa-unreachable = der Zeitstempeldienst war nicht erreichbar
seal-reason-tsa-answer-unusable = die Antwort des Zeitstempeldienstes war nicht brauchbar
seal-reason-no-tsa-configured = es war kein Zeitstempeldienst eingerichtet
seal-reason-validation-data-pending = die Angaben über einen Widerruf lagen noch nicht vor
fact-other = Aufgezeichnet: { $type }
fact-recipients =
    { $count ->
        [one] Eine Person
       *[other] { $count } Personen
    }
fact-expires = läuft am { $date } ab
fact-pages-seen =
    { $all ->
        [one] Die Seite wurde angezeigt
       *[other] { $seen } von { $all } Seiten angezeigt
    }
fact-disclosure = Einverständniserklärung Version { $version }, { $language }
fact-fields =
    { $count ->
        [one] Ein Feld
       *[other] { $count } Felder
    }
fact-everyone = Alle haben unterschrieben
fact-level = Stufe der Signatur: PAdES { $level }
fact-reason = „{ $reason }“
fact-link = Link …{ $link }
fact-number = Eintrag { $seq } · { $digest }

# Postausgang.
outbox-text = Es ist kein Mailserver eingerichtet, daher verlässt keine E-Mail diesen Server. Öffnen Sie eine E-Mail, um ihren Link zu kopieren und weiterzugeben. Das Protokoll hält fest, welche Links Sie angesehen haben.
outbox-search = Empfänger und Betreff durchsuchen
outbox-search-nothing = Keine E-Mail enthält alle diese Wörter im Namen oder in der Adresse des Empfängers oder im Betreff.
outbox-found =
    { $count ->
        [0] Keine E-Mail gefunden.
        [one] Eine E-Mail gefunden.
       *[other] { $count } E-Mails gefunden.
    } { $more ->
        [0] { "" }
       *[other] Es kann weitere geben.
    }
mail-link-open = Wer diesen Link öffnet, gilt als die Person, an die die E-Mail gerichtet ist. Geben Sie ihn nur an diese Person weiter.
mail-link-dead = Dieser Link kann nicht mehr weitergegeben werden: Er wurde geöffnet oder ersetzt, er ist abgelaufen, oder der Umschlag ist geschlossen. Braucht der Empfänger noch einen Link, kopieren Sie den neuesten auf der Seite des Umschlags.
outbox-empty = Noch keine E-Mails
outbox-empty-text = Sobald Sie einen Umschlag senden, erscheinen hier die E-Mails an die Empfänger.
outbox-refused-text = E-Mails werden über Ihren Mailserver gesendet. Hier stehen die, die nicht zugestellt werden konnten.
outbox-nothing-refused = Keine E-Mail wurde abgelehnt
outbox-nothing-refused-text = Lehnt Ihr Mailserver eine E-Mail endgültig ab, steht sie hier mit dem Grund.
outbox-choose = Wählen Sie eine E-Mail, um sie zu lesen.
back-to-outbox = Alle E-Mails
mail-to = An { $to }
mail-refused = Nicht zugestellt
mail-refused-by = Nicht zugestellt: { $reason }
mail-refused-help = OneSign versucht es nicht automatisch noch einmal, und der Text dieser E-Mail wird nicht aufbewahrt. Braucht der Empfänger noch einen Link, kopieren Sie ihn auf der Seite des Umschlags, oder drücken Sie dort „Jetzt versuchen“. Ist die Adresse falsch und der Umschlag noch offen, ziehen Sie ihn zurück und senden Sie das Dokument neu.
download-eml = Als .eml herunterladen
to-envelope = Zum Umschlag
refresh = Aktualisieren

# What the owner has to know. Each code of a notice has a heading and an advice (`-do`).
notice-storage-full = Der Speicher des Servers ist voll. Eingaben und Unterschriften können nicht gespeichert werden.
notice-storage-full-do = Schaffen Sie Platz. Bis dahin kann niemand das Unterschreiben abschließen. OneSign arbeitet automatisch weiter, sobald Platz ist.
notice-storage-failing = Der Speicher des Servers lässt sich nicht lesen oder beschreiben. Eingaben und Unterschriften können nicht gespeichert werden.
notice-storage-failing-do = Prüfen Sie den Datenträger und das Protokoll des Servers. OneSign arbeitet automatisch weiter, sobald der Speicher wieder funktioniert.
notice-storage-unreachable = Die Datenbank ist nicht erreichbar. Eingaben und Unterschriften können nicht gespeichert werden.
notice-storage-unreachable-do = Prüfen Sie den Datenbankserver und die Verbindung dorthin. OneSign arbeitet automatisch weiter, sobald er antwortet.
notice-storage-damaged = Die Datenbank oder eine gespeicherte Datei ist beschädigt.
notice-storage-damaged-do = Halten Sie den Server an, kopieren Sie das Datenverzeichnis und stellen Sie es aus einer Sicherung wieder her. Im Protokoll des Servers steht, was nicht gelesen werden konnte.
notice-seal-ends-soon = Das Zertifikat Ihres Siegels läuft am { $ends_at } ab. Danach kann nichts mehr versendet werden.
notice-seal-ends-soon-do = { $source ->
    [self_made] OneSign erneuert es automatisch. Verschwindet dieser Hinweis nicht, sehen Sie ins Protokoll des Servers.
    [pem] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alten Dateien durch die neuen und starten Sie OneSign neu.
    [pkcs12] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alte Datei durch die neue und starten Sie OneSign neu.
    [pkcs11] Lassen Sie sich von { $issuer } ein neues Zertifikat für den Schlüssel im Token ausstellen, legen Sie es dort oder in der Zertifikatsdatei ab und starten Sie OneSign neu.
   *[csc] Lassen Sie das Zertifikat beim Signaturdienst erneuern oder wählen Sie dort ein anderes und starten Sie OneSign neu.
  }
notice-seal-ended = Das Zertifikat Ihres Siegels ist am { $ends_at } abgelaufen. Bis es ein neues gibt, kann nichts versendet werden.
notice-seal-ended-do = { $source ->
    [self_made] OneSign erneuert es automatisch. Verschwindet dieser Hinweis nicht, sehen Sie ins Protokoll des Servers.
    [pem] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alten Dateien durch die neuen und starten Sie OneSign neu.
    [pkcs12] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alte Datei durch die neue und starten Sie OneSign neu.
    [pkcs11] Lassen Sie sich von { $issuer } ein neues Zertifikat für den Schlüssel im Token ausstellen, legen Sie es dort oder in der Zertifikatsdatei ab und starten Sie OneSign neu.
   *[csc] Lassen Sie das Zertifikat beim Signaturdienst erneuern oder wählen Sie dort ein anderes und starten Sie OneSign neu.
  }
notice-seal-not-yet-valid = Das Zertifikat Ihres Siegels gilt erst ab dem { $begins_at }. Vorher kann nichts versendet werden.
notice-seal-not-yet-valid-do = Prüfen Sie die Uhr des Servers.
notice-seal-unavailable = Der Schlüssel Ihres Siegels ist nicht erreichbar. Bis er es wieder ist, kann nichts versendet werden.
notice-seal-unavailable-do = Prüfen Sie den Token oder den Signaturdienst. OneSign versucht es jede Minute erneut; fertige Dokumente warten und werden dann versiegelt.
notice-record-damaged = Die Aufzeichnungen zu einem Umschlag sind beschädigt oder wurden außerhalb von OneSign verändert.
notice-record-damaged-do = In diesem Umschlag kann nichts mehr unterschrieben oder versiegelt werden. Stellen Sie die Datenbank aus einer früheren Sicherung wieder her und klären Sie, wer in die Datenbank schreiben kann.
notice-document-damaged = Ein gespeichertes Dokument eines Umschlags fehlt oder ist beschädigt.
notice-document-damaged-do = Spielen Sie die Datei dieses Umschlags aus einer Sicherung ins Datenverzeichnis zurück. Haben schon alle unterschrieben, wird er versiegelt, sobald die Datei wieder da ist.
notice-seal-check-failed = Ein Siegel hat die eigene Prüfung von OneSign nicht bestanden. Es wurde nicht freigegeben, und der Umschlag wartet.
notice-seal-check-failed-do = Die Prüfung meldet: „{ $sentence }“ Beheben Sie die Ursache und versuchen Sie es erneut. Die verworfene Datei bleibt 30 Tage in der Quarantäne des Datenverzeichnisses.
notice-seal-waiting = Ein Umschlag, den alle unterschrieben haben, kann gerade nicht versiegelt werden.
notice-seal-waiting-do = OneSign versucht es weiter. Mehr steht im Protokoll des Servers (Code { $reason }).
notice-seal-chain-incomplete = Zum Zertifikat Ihres Siegels fehlt das Zertifikat des Ausstellers, { $issuer }. Wer dieses Zertifikat nicht schon hat, kann Ihre Siegel möglicherweise nicht bis zu einem Wurzelzertifikat prüfen.
notice-seal-chain-incomplete-do = Nehmen Sie die ganze Kette in die Datei auf und starten Sie OneSign neu. Für PKCS#12: Exportieren Sie sie mit -certfile.
notice-mails-waiting = { $count ->
    [1] Eine E-Mail mit einem Link wartet auf den Mailserver.
   *[other] { $count } E-Mails mit Links warten auf den Mailserver.
  }
notice-mails-waiting-do = { $why } OneSign versucht es zwei Tage lang. In der Zwischenzeit können Sie jeden Link auf der Seite seines Umschlags kopieren.
notice-work-given-up = { $count ->
    [1] Eine Hintergrundaufgabe ist zu oft gescheitert und wurde aufgegeben.
   *[other] { $count } Hintergrundaufgaben sind zu oft gescheitert und wurden aufgegeben.
  }
notice-work-given-up-do = Vielleicht wurde eine E-Mail nicht versendet oder ein Siegel nicht erweitert. Mehr steht im Protokoll des Servers (Code { $reason }). Beheben Sie die Ursache und versuchen Sie es erneut.
notice-sealed-damaged = Ein versiegeltes Dokument fehlt oder ist beschädigt.
notice-sealed-damaged-do = Spielen Sie die Datei aus einer Sicherung in das Datenverzeichnis zurück und versuchen Sie es erneut. Bereits heruntergeladene Kopien bleiben gültig.
notice-retry = Jetzt erneut versuchen
notice-retried = OneSign versucht es erneut. Gelingt es, verschwindet der Hinweis.
notice-since = Seit { $since }
notice-certificate = Zertifikat: { $subject }

# Der zweite Faktor: beim Anmelden und zum Bestätigen.
app-code = Code aus Ihrer Authenticator-App
app-code-hint = Sechs Ziffern, die alle 30 Sekunden wechseln.
recovery-code = Wiederher­stellungs­code
recovery-code-hint = Einer der Codes, die Sie beim Einrichten des zweiten Faktors aufbewahrt haben. Jeder gilt einmal.
use-recovery-code = Wiederher­stellungs­code verwenden
use-app-code = Authenticator-App verwenden
mistake-code = Geben Sie einen Code ein.
mistake-recovery-code = Dieser Wiederherstellungscode ist falsch oder wurde schon verwendet. Versuchen Sie einen anderen.
second-step-title = Code eingeben
second-step-text = Sie melden sich als { $email } an.
sign-in-other = Mit anderem Konto anmelden
step-up-title = Bestätigen Sie, dass Sie es sind
step-up-text = Davon hängt ab, wer Zugang zu Ihrem Konto hat. Geben Sie deshalb einen neuen Code ein.
continue = Weiter
confirm = Bestätigen

# Einstellungen.
settings = Einstellungen
settings-profile = Profil
settings-security = Sicherheit
settings-sessions = Sitzungen
settings-api-keys = API-Schlüssel
settings-log = Aktivität
not-loaded = Diese Seite konnte nicht geladen werden
not-loaded-unreachable = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
not-loaded-stale = Der Server wurde aktualisiert. Versuchen Sie es noch einmal, um die neue Version zu laden.
remove = Entfernen
print = Drucken
copy-by-hand = Ihr Browser hat das Kopieren nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn.
added-on = hinzugefügt am { $date }
used = zuletzt verwendet { $when }
never-used = noch nie verwendet

profile-text = Ihr Konto auf diesem Server.
profile-role = Rolle
role-owner = Eigentümer: betreibt diesen Server, bereitet Umschläge vor und sendet sie
role-sender = Absender: bereitet Umschläge vor und sendet sie
profile-instance = Organisation
profile-fixed = Name und E-Mail-Adresse lassen sich hier noch nicht ändern.

security-text = Wie Sie zeigen, dass Sie es sind.
factor-needed = Dafür ist neben dem Passwort ein zweiter Faktor nötig. Richten Sie hier einen ein; danach geht es dort weiter, wo Sie waren.
factors = Zweiter Faktor
factors-none = Mit einem zweiten Faktor reicht ein gestohlenes Passwort nicht mehr für den Zugang zu Ihrem Konto. Sie brauchen nur eine Authenticator-App auf Ihrem Smartphone.
factors-text = Beim Anmelden werden Sie nach einem Code aus einer dieser Apps gefragt.
factors-full = Ein Konto kann höchstens zehn zweite Faktoren haben. Entfernen Sie zuerst einen.
factor-totp = Authenticator-App
factor-passkey = Passkey
factor-add = Authenticator-App hinzufügen
factor-added = Der zweite Faktor wurde hinzugefügt.
factor-label = Name
factor-label-default = Smartphone
factor-label-hint = Damit Sie ihn in der Liste wiedererkennen.
factor-remove-name = „{ $label }“ entfernen
factor-remove-title = Diesen zweiten Faktor entfernen?
factor-remove-text = Mit Codes von „{ $label }“ können Sie sich dann nicht mehr anmelden. Ihre anderen zweiten Faktoren bleiben.
factor-remove-last = „{ $label }“ ist Ihr einziger zweiter Faktor. Ohne ihn genügt allein das Passwort für den Zugang zu Ihrem Konto, und Ihre Wiederherstellungscodes werden ungültig.
factor-removed = „{ $label }“ wurde entfernt.
mistake-label = Geben Sie einen Namen mit höchstens 60 Zeichen ein.

enrol-title = Authenticator-App hinzufügen
enrol-scan = Öffnen Sie eine Authenticator-App auf Ihrem Smartphone und scannen Sie diesen QR-Code.
enrol-qr = QR-Code für Ihre Authenticator-App. Er enthält den Schlüssel, der auch als Text angezeigt wird.
enrol-type = Scannen geht nicht? Geben Sie diesen Schlüssel in der App ein:
enrol-secret = Schlüssel
enrol-here = App auf diesem Gerät öffnen
enrol-code-hint = Die App zeigt jetzt sechs Ziffern. Geben Sie diese zum Abschluss ein.
enrol-submit = Hinzufügen
enrol-stale = Dieser QR-Code ist älter als eine Viertelstunde und gilt nicht mehr. Scannen Sie einen neuen.
enrol-again = Neuen QR-Code anzeigen

recovery-codes = Wiederher­stellungs­codes
recovery-codes-text = Jeder Code ersetzt einmal Ihren zweiten Faktor, zum Beispiel wenn Sie Ihr Smartphone verlieren.
recovery-codes-left =
    { $count ->
        [0] Keine Codes übrig
        [one] Noch 1 Code
       *[other] Noch { $count } Codes
    }
recovery-codes-few = Erstellen Sie neue Codes, bevor alle verbraucht sind.
recovery-codes-new = Neue Wiederher­stellungs­codes
recovery-codes-replace-title = Neue Wiederher­stellungs­codes erstellen?
recovery-codes-replace-text = Sie bekommen zehn neue Codes. Die bisherigen werden sofort ungültig.
recovery-codes-replace = Codes erstellen
recovery-codes-title = Bewahren Sie Ihre Wiederher­stellungs­codes auf
recovery-codes-why = Wenn Sie Ihr Smartphone verlieren, können Sie sich mit jedem dieser Codes einmal anmelden. Sie werden nur jetzt angezeigt. Bewahren Sie sie in einem Passwort-Manager oder auf Papier auf, nicht auf dem Smartphone selbst.
recovery-codes-of = Wiederherstellungscodes für { $email } bei { $instance }, { $date }
recovery-codes-file = wiederherstellungscodes
recovery-codes-stored = Ich habe diese Codes aufbewahrt

password-change-text = Wenn Sie es ändern, werden Sie überall sonst abgemeldet.
password-confirm = Bestätigen Sie, dass Sie es sind
password-confirm-text = Geben Sie Ihr Passwort ein, damit niemand sonst einen zweiten Faktor für Ihr Konto einrichten kann.
password-current = Bisheriges Passwort
password-new = Neues Passwort
passwords-show = Passwörter anzeigen
password-change = Passwort ändern
password-changed = Ihr Passwort wurde geändert. Überall sonst wurden Sie abgemeldet.
mistake-current-password = Geben Sie Ihr bisheriges Passwort ein.
mistake-password-weak = Wählen Sie ein anderes Passwort: mindestens vier verschiedene Zeichen und insgesamt höchstens 1.000 Zeichen.

sessions-text = Die Browser, in denen Sie angemeldet sind. Beenden Sie Sitzungen, die Sie nicht kennen, und ändern Sie danach Ihr Passwort.
sessions-only = Sie sind sonst nirgends angemeldet.
sessions-end-others = Alle anderen beenden
sessions-ended = Alle anderen Sitzungen wurden beendet.
session-this = Dieser Browser
session-unknown = Unbekannter Browser
session-since = Angemeldet am { $when } mit { $methods }
session-end = Beenden
session-end-name = Beenden: Sitzung von { $browser }, { $ip }
session-ended = Die Sitzung von { $browser } wurde beendet.
method-password = Passwort
method-totp = Authenticator-App
method-passkey = Passkey
method-recovery-code = Wiederherstellungscode

api-keys-text = Mit einem Schlüssel können Ihre eigenen Programme { -brand } für Sie benutzen.
api-keys-empty = Noch keine API-Schlüssel
api-keys-empty-text = Mit einem Schlüssel kann ein Programm für Sie Umschläge vorbereiten und senden, etwa Ihre Kundendatenbank oder ein Skript. Sie legen fest, was es darf und wie lange.
api-keys-full = Ein Konto kann höchstens 50 API-Schlüssel haben. Widerrufen Sie zuerst einen.
api-key = API-Schlüssel
api-key-new = Neuer API-Schlüssel
api-key-create = Schlüssel erstellen
api-key-label = Name
api-key-label-hint = Das Programm, das den Schlüssel verwenden wird.
api-key-scopes = Was er darf
api-key-life = Läuft ab nach
api-key-days = { $days } Tagen
api-key-network = Netze (optional)
api-key-network-hint = Je Zeile eine Adresse oder ein Netz, zum Beispiel 192.0.2.7 oder 192.0.2.0/24. Der Schlüssel gilt dann nur von dort aus.
api-key-made = Ihr neuer API-Schlüssel
api-key-once = Dieser Schlüssel wird nur jetzt angezeigt. Kopieren Sie ihn dorthin, wo Ihr Programm seine Geheimnisse aufbewahrt. Wer ihn hat, kann alles tun, was Sie ihm erlaubt haben.
api-key-networks = Nur von { $networks } aus
api-key-anywhere = Von jeder Adresse aus
api-key-expires = Läuft am { $date } ab
api-key-expired = Abgelaufen
api-key-expired-on = Am { $date } abgelaufen
api-key-ends-soon = Läuft bald ab
api-key-revoke = Widerrufen
api-key-revoke-name = „{ $label }“ widerrufen
api-key-revoke-title = Diesen API-Schlüssel widerrufen?
api-key-revoke-text = Programme, die „{ $label }“ verwenden, verlieren sofort den Zugang. Das kann nicht rückgängig gemacht werden.
api-key-revoked = „{ $label }“ wurde widerrufen.
api-example = Einen Schlüssel verwenden
api-example-text = Senden Sie den Schlüssel mit jeder Anfrage. Dieses Beispiel listet Ihre Umschläge auf:
api-description = Beschreibung der ganzen API (openapi.json)
scope-envelopes-read = Umschläge lesen
scope-envelopes-read-text = Ihre Umschläge sehen, deren Dokumente herunterladen und deren Verlauf lesen.
scope-envelopes-write = Umschläge vorbereiten
scope-envelopes-write-text = Dokumente hochladen, Entwürfe bearbeiten und löschen.
scope-envelopes-send = Umschläge senden
scope-envelopes-send-text = Umschläge senden, Empfänger erinnern und Umschläge zurückziehen.
scope-links-read = Links zum Unterschreiben abrufen
scope-links-read-text = Die Links der Empfänger abrufen, um sie weiterzugeben. Wer einen Link hat, kann damit unterschreiben.
mistake-scopes = Wählen Sie mindestens eine Sache, die der Schlüssel darf.
mistake-network = „{ $network }“ ist keine Adresse und kein Netz wie 192.0.2.0/24.
mistake-networks = Geben Sie höchstens 50 Netze ein.

log-text = Anmeldungen und Änderungen Ihres Kontos, die neuesten zuerst.
log-filter = Anzeigen
log-kind-all = Alle
log-kind-sign-ins = Anmeldungen
log-kind-changes = Änderungen
log-empty = Hier gibt es nichts zu sehen
log-older = Ältere anzeigen
log-loaded =
    { $count ->
        [0] Nichts Älteres gefunden.
        [one] Ein weiterer Eintrag.
       *[other] { $count } weitere Einträge.
    }
log-export = Als CSV exportieren
log-csv-file = aktivitaet
log-csv-time = Zeit
log-csv-event = Ereignis
log-csv-details = Einzelheiten
log-csv-address = Adresse
log-csv-browser = Browser
log-csv-type = Art
log-label = „{ $label }“
log-methods = Mit { $methods }
log-other = Festgehalten: { $type }
log-account-created = Konto angelegt
log-session-opened = Angemeldet
log-session-refused =
    { $code ->
        [wrong_password] Ein falsches Passwort wurde eingegeben
        [wrong_second_factor] Ein falscher Code wurde eingegeben
       *[other] Eine Anmeldung wurde abgewiesen
    }
log-session-closed =
    { $count ->
        [one] Eine Sitzung wurde beendet
       *[other] { $count } Sitzungen wurden beendet
    }
log-second-factor-enrolled = Zweiter Faktor hinzugefügt
log-second-factor-used = Zweiter Faktor bestätigt
log-second-factor-removed = Zweiter Faktor entfernt
log-recovery-codes-issued = Neue Wiederherstellungscodes erstellt
log-recovery-code-used = Ein Wiederherstellungscode wurde verwendet
log-password-changed =
    { $by ->
        [link] Passwort über einen Link aus einer E-Mail geändert
        [operator] Passwort von der Person geändert, die diesen Server betreibt
       *[holder] Passwort geändert
    }
log-password-rehashed = Der Server speichert Ihr Passwort jetzt sicherer
log-password-reset-requested = Jemand hat einen Link für ein neues Passwort angefordert
log-password-reset-issued = Ein Link für ein neues Passwort wurde erstellt
log-api-key-created = API-Schlüssel erstellt
log-api-key-revoked = API-Schlüssel widerrufen
