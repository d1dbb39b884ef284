page-title = { -brand }
brand-name = { -brand }

# Orte.
nav-label = Hauptmenü
nav-envelopes = Umschläge
nav-outbox = Postausgang
nav-verify = Prüfen
sign-out = Abmelden
not-started = OneSign konnte nicht starten
unknown-title = Hier ist nichts
unknown-text = Vielleicht ist die Adresse vertippt, oder was hier war, gibt es nicht mehr.

# Erster Besuch und Anmelden.
setup-title = Willkommen bei { -brand }
setup-text = Dieser Server gehört noch niemandem. Legen Sie das Konto an, dem er gehört.
setup-code = Code vom Server
setup-code-hint = Öffnen Sie den Link, den der Server beim Start auf seiner Konsole ausgegeben hat, oder geben Sie dessen Ende ein, zum Beispiel ABCD-EFGH-JKMN-PQRS.
mistake-setup-code = Geben Sie den Code ein, den der Server beim Start ausgegeben hat.
setup-submit = Konto anlegen
sign-in-title = Anmelden
sign-in-text = bei { $instance }
sign-in = Anmelden
your-name = Ihr Name
your-email = Ihre E-Mail-Adresse
email = E-Mail-Adresse
password = Passwort
password-hint = Mindestens { $least } Zeichen. Vier Wörter ohne Zusammenhang sind leicht zu merken und schwer zu erraten.
show-password = Zeigen
instance-name = Name dieses Servers (freiwillig)
instance-name-hint = Empfänger lesen ihn in ihren E-Mails, zum Beispiel der Name Ihrer Firma.
mistake-name = Geben Sie Ihren Namen so ein, wie ihn Empfänger lesen sollen.
mistake-email = Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.
mistake-password = Nehmen Sie mindestens { $least } Zeichen.

# Die Liste der Umschläge.
new-envelope = Neuer Umschlag
empty-text = Noch nichts verschickt. Ihr erstes Dokument kann in zwei Minuten unterwegs sein.
how-1 = Legen Sie das PDF ab. Es wird von allem befreit, was sich ändern oder mitlesen könnte.
how-2 = Sagen Sie, wer unterschreibt, und setzen Sie die Felder an ihren Platz.
how-3 = Senden Sie es ab. Jede Person bekommt einen Link: kein Konto, keine App.
drop-title = PDF hier ablegen oder Datei auswählen
drop-text = Bis { $size } und { $pages } Seiten
search = Nach Titel suchen
search-found =
    { $count ->
        [0] Nichts gefunden.
        [one] Ein Umschlag gefunden.
       *[other] { $count } Umschläge gefunden.
    }
search-nothing = Nichts passt zu „{ $query }“
search-nothing-text = Suchen Sie nach einem einzelnen Wort des Titels.
search-clear = Suche löschen
list-failed = Die Umschläge konnten nicht geladen werden
group-waiting = Warten auf andere
group-drafts = Entwürfe
group-done = Erledigt
untitled = Ohne Titel
no-recipients-yet = Noch niemand eingetragen
names-and-more = { $names } und { $count } weitere
signed-of = { $signed } von { $all } unterschrieben
until = bis { $date }
show-more = Mehr zeigen
new-text = Legen Sie das Dokument ab, das unterschrieben werden soll. Wie es weitergeht, bestimmen Sie auf der nächsten Seite.

# Hochladen.
uploading = Die Datei wird übertragen …
cleaning = Das Dokument wird bereinigt …
cleaning-text = Skripte, verborgene Ebenen und alles, was sich später ändern könnte, wird entfernt, damit alle dasselbe sehen und unterschreiben.
password-title = Dieses PDF braucht ein Passwort
password-text = „{ $name }“ ist geschützt. Das Passwort öffnet die Datei einmal und wird nicht aufbewahrt; die Fassung zum Unterschreiben hat keines.
password-submit = Öffnen

# Vorbereiten.
prepare-title = Vorbereiten: { $title }
title = Titel
title-placeholder = Titel eingeben
saved = Gespeichert
saving = Wird gespeichert …
not-saved = Nicht gespeichert. Noch einmal
not-saved-stay = Ihre letzten Änderungen sind noch nicht gespeichert. Verlassen Sie die Seite noch einmal, um sie aufzugeben.
undo = Rückgängig
redo = Wiederherstellen
undone = Rückgängig gemacht.
redone = Wiederhergestellt.
preview-as = Als Empfänger ansehen
preview-off = Vorschau
preview-person = als { $name }
preview-title = Das wird { $name } sehen.
check-and-send = Prüfen und senden
back-to-editing = Zurück zum Bearbeiten
back-to-envelopes = Zurück zu den Umschlägen
parts = Teile der Seite
part-people = Empfänger
part-pages = Seiten und Felder
recipients = Empfänger
recipient-number = Empfänger { $number }
recipient-name = Name von Empfänger { $number }
recipient-email = E-Mail-Adresse von Empfänger { $number }
recipient-role = Aufgabe von Empfänger { $number }
recipient-step = Schritt von Empfänger { $number }
recipient-remove = { $name } entfernen
name-placeholder = Voller Name
email-placeholder = E-Mail-Adresse
role-signer = Unterschreibt
role-copy = Erhält eine Kopie
step-number = Schritt { $step }
step-hint = Wer im selben Schritt steht, wird gleichzeitig gefragt. Ein späterer Schritt beginnt, wenn der davor fertig ist.
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
language-of-mails = Sprache
document = Dokument
pages =
    { $count ->
        [one] Eine Seite
       *[other] { $count } Seiten
    }
page = Seite
fields = Felder
fields-for = Felder für
palette-label = Arten von Feldern
palette-hint = Ziehen Sie eines auf die Seite, oder drücken Sie es, um es ins Bild zu setzen. Auf einer Seite genügt sein Buchstabe.
field-label = { $kind } für { $person }, { $required }
field-settings = Einstellungen
field-form = Gewähltes Feld
field-person = Ausgefüllt von
field-caption = Beschriftung
field-caption-hint = Wonach gefragt wird.
field-date-note = Der Tag der Unterschrift. Der Server setzt ihn ein, wenn diese Person unterschreibt; niemand kann einen anderen eingeben. Für ein Datum zum Auswählen setzen Sie „Freies Datum“.
field-required = Erforderlich
field-required-tick = Muss angekreuzt werden
field-position = Lage in Millimetern
field-keys = Pfeiltasten verschieben ein gewähltes Feld, mit Umschalt ändern sie die Größe, mit Alt sind die Schritte größer. Entf löscht es.
from-left = Von links
from-top = Von oben
width = Breite
height = Höhe
copy-to-all-pages = Auf alle Seiten kopieren
duplicate = Verdoppeln
field-placed = { $kind } auf Seite { $page } gesetzt.
field-place-is = { $x } mm von links, { $y } mm von oben.
field-size-is = { $w } mal { $h } mm.
field-removed = Feld entfernt.
field-copied =
    { $count ->
        [0] Es ist schon auf jeder Seite.
        [one] Auf eine weitere Seite kopiert.
       *[other] Auf { $count } weitere Seiten kopiert.
    }
detected =
    { $count ->
        [one] Dieses PDF hat ein Formular mit einem Feld.
       *[other] Dieses PDF hat ein Formular mit { $count } Feldern.
    }
detected-use = Diese Felder übernehmen
closed-pages = Eine Signatur in der beiliegenden Datei erlaubt keine Änderungen. Felder gehören auf die letzte Seite.
closed-page = Auf diese Seite passen keine Felder: Eine Signatur in der beiliegenden Datei erlaubt keine Änderungen. Nehmen Sie die letzte Seite.

# Was mit der Datei geschah.
warnings-title = Bitte sehen Sie die Seiten an
warning-annotation-not-shown = Eine Notiz oder ein Stempel im PDF ließ sich nicht zeigen und fehlt.
warning-field-value-not-shown = Ein ausgefülltes Formularfeld hatte kein Bild seines Werts; der Wert steht nicht auf der Seite.
warning-field-appearance-made = Ein ausgefülltes Formularfeld hatte kein Bild seines Werts; es wurde gezeichnet.
warning-decrypted = Das PDF war geschützt. Die Fassung zum Unterschreiben ist es nicht.
warning-repaired = Das PDF war beschädigt und wurde repariert.
warning-page-size-guessed = Eine Seite hatte keine Größe; A4 wurde angenommen.
warning-image-not-shown = Ein Bild war nicht lesbar und fehlt.
warning-content-unreadable = Ein Teil einer Seite war nicht lesbar und fehlt.
warning-font-missing = Eine Schrift fehlt im PDF; eine ähnliche wird verwendet.
warning-font-data-ignored = Eine Schrift im PDF ist beschädigt; eine ähnliche wird verwendet.
warning-invisible-text = Das PDF enthält Text, den man nicht sehen kann. Er wird niemandem gezeigt.
warning-already-signed = Dieses PDF war schon signiert. Es bleibt unverändert: Die Seiten hier sind Kopien, und die signierte Datei ist ihnen angehängt. Ein Blatt am Ende sagt das auch.
warning-signed-without-changes = Eine Signatur darin erlaubt keine Änderungen; auf die Seiten darf also nichts geschrieben werden. Setzen Sie die Felder auf die letzte Seite, die dafür hinzugefügt wurde.
warning-signature-broken = Eine Signatur darin passt nicht zu dem, was die Datei jetzt zeigt. Lassen Sie die Datei prüfen, bevor Sie sie senden.
warning-other = Etwas auf den Seiten kann anders aussehen ({ $code }).
removed-title =
    { $count ->
        [one] Was wir aus Ihrer Datei entfernt haben: eine Art von Inhalt
       *[other] Was wir aus Ihrer Datei entfernt haben: { $count } Arten von Inhalt
    }
removed-text = Alle unterschreiben genau das, was sie sehen. Alles andere ist weg; was auf den Seiten stand, ist noch da.
removed-title-copies =
    { $count ->
        [one] Was auf den Kopien der Seiten fehlt: eine Art von Inhalt
       *[other] Was auf den Kopien der Seiten fehlt: { $count } Arten von Inhalt
    }
removed-text-copies = Die angehängte Datei ist vollständig: Aus ihr wurde nichts entfernt.
removed-nothing = Aus Ihrer Datei musste nichts entfernt werden.
removed-javascript = Skripte ({ $count })
removed-launch = Befehle, die Programme starten ({ $count })
removed-submit-form = Knöpfe, die Daten verschicken ({ $count })
removed-import-data = Aktionen, die Daten laden ({ $count })
removed-reset-form = Knöpfe, die ein Formular leeren ({ $count })
removed-remote-goto = Sprünge in andere Dateien ({ $count })
removed-hide-action = Aktionen, die Inhalte verbergen ({ $count })
removed-named-action = Aktionen des Leseprogramms ({ $count })
removed-layer-action = Aktionen, die Ebenen umschalten ({ $count })
removed-multimedia = Ton, Film und 3D ({ $count })
removed-uri-scheme = Ungewöhnliche Webadressen ({ $count })
removed-additional-actions = Automatische Aktionen ({ $count })
removed-open-action = Eine Aktion beim Öffnen
removed-embedded-file = Angehängte Dateien ({ $count })
removed-external-stream = Inhalte, die woanders liegen ({ $count })
removed-piece-info = Notizen anderer Programme ({ $count })
removed-metadata = Verborgene Angaben über Autor und Programm ({ $count })
removed-pdfa-declaration = Die Angabe, eine Archivdatei (PDF/A) zu sein; sie gilt nicht mehr
removed-opi = Platzhalter für Bilder ({ $count })
removed-alternate-image = Bilder nur für den Druck ({ $count })
removed-reference-xobject = Seiten anderer Dateien ({ $count })
removed-postscript-xobject = PostScript ({ $count })
removed-xfa = Ein zweites Formular in XFA
removed-collection = Eine Dateisammlung
removed-optional-content = Ebenen: was sichtbar ist, bleibt
removed-outline = Lesezeichen
removed-threads = Leseketten
removed-structure = Strukturangaben
removed-page-labels = Seitenbezeichnungen
removed-legal-attestation = Eine rechtliche Erklärung
removed-usage-rights = Rechte für ein bestimmtes Programm
removed-form-field = Formularfelder: Ausgefülltes bleibt auf der Seite ({ $count })
removed-link = Links: ihr Text bleibt ({ $count })
removed-annotation = Notizen und Stempel: was sichtbar ist, bleibt auf der Seite ({ $count })
removed-other = { $kind } ({ $count })

# Prüfen und senden.
check-title-ready = Bereit zum Senden
check-title-missing =
    { $count ->
        [one] Eines fehlt noch
       *[other] { $count } Dinge fehlen noch
    }
check-go = Dorthin
check-title = Der Umschlag hat keinen Titel.
check-expiry = Wählen Sie, nach wie vielen Tagen er abläuft: 1 bis 365.
check-no-signer = Noch niemand soll unterschreiben.
check-name = Empfänger { $who } hat keinen Namen.
check-email = Empfänger { $who } hat keine gültige E-Mail-Adresse.
check-same-email = { $who } hat dieselbe Adresse wie jemand anderes in diesem Schritt.
check-no-signature = { $who } hat keinen Platz zum Unterschreiben. Setzen Sie ein Unterschriftsfeld auf eine Seite.
check-no-fields = Auf den Seiten ist noch kein Feld.
check-field-of-copy = { $who } erhält nur eine Kopie, hat aber ein Feld.
send-to-all = { $names } bekommt eine E-Mail mit einem Link.
send-to-all-no-mail = { $names } unterschreibt über einen Link, den Sie weitergeben.
send-no-mail = Es ist kein Mailserver eingerichtet, darum bekommt niemand eine E-Mail. Kopieren Sie nach dem Senden den Link jeder Person und geben Sie ihn selbst weiter.
send-step = Schritt { $step }: { $names }
send-copies = Kopie des versiegelten Dokuments: { $names }
send-terms =
    { $days ->
        [one] Er läuft nach einem Tag ab. Sprache der E-Mails: { $language }.
       *[other] Er läuft nach { $days } Tagen ab. Sprache der E-Mails: { $language }.
    }
send-final = Nach dem Senden lassen sich Dokument und Felder nicht mehr ändern. Zurückziehen können Sie den Umschlag weiterhin.
send-now = Jetzt senden
sending = Wird gesendet …
sent-news = Gesendet. Die E-Mails an alle, die an der Reihe sind, gehen jetzt hinaus.
sent-news-no-mail = Gesendet. Niemand bekam eine E-Mail: Kopieren Sie die Links hier und geben Sie sie weiter.

# Die Geschichte eines Umschlags.
envelope-failed = Dieser Umschlag lässt sich nicht zeigen
story = Was geschah
sent-on = Gesendet am { $date }
sealing = Alle haben unterschrieben. Das Siegel entsteht …
sealing-text = Sie können diese Seite verlassen. Das versiegelte Dokument kommt auch per E-Mail.
sealing-text-no-mail = Sie können diese Seite verlassen und finden das versiegelte Dokument später hier.
download-sealed = Versiegeltes PDF herunterladen
download-evidence = Nachweis
remind = Neuen Link senden
remind-name = Neuen Link an { $name } senden
reminded = Die E-Mail an { $name } geht hinaus, sobald der Mailserver sie annimmt.
no-mail-open = Es ist kein Mailserver eingerichtet, darum bekommt niemand eine E-Mail. Kopieren Sie den Link jeder Person und geben Sie ihn selbst weiter.
no-mail-sealed = Es ist kein Mailserver eingerichtet, darum wurde niemand benachrichtigt. Kopieren Sie den Link jeder Person und geben Sie ihn weiter, damit sie das versiegelte Dokument abholen kann.
copy-link = Link kopieren
copy-link-again = Noch einmal kopieren
copy-link-name = Link kopieren für { $name }
link-copied = Der Link für { $name } ist in der Zwischenablage.
link-copied-short = Der Link ist in der Zwischenablage.
link-copy-by-hand = Der Browser erlaubte das Kopieren nicht. Markieren Sie den Link im Text und kopieren Sie ihn.
link-here = Link, auch in Ihrer Zwischenablage
link-here-select = Ihr Browser erlaubte das Kopieren nicht. Kopieren Sie den Link von hier:
link-recorded = Wer diesen Link hat, kann das Dokument als diese Person öffnen. Das Protokoll hält fest, dass Sie ihn entnommen haben.
link-replaced = Dies ist ein neuer Link. Der zuvor gesendete gilt nicht mehr.
link-copy-replaces = Beim Kopieren entsteht ein neuer Link; der zuvor gesendete gilt dann nicht mehr.
link-waiting = Wartet seit { $since } auf den Mailserver: { $reason } Nächster Versuch { $next }.
link-waiting-help = Die E-Mail geht von selbst hinaus, sobald der Server sie annimmt. Wenn es eilt, kopieren Sie den Link und geben ihn weiter.
link-failed = Nicht zugestellt. { $reason }
link-failed-help = Kopieren Sie den Link und geben Sie ihn auf anderem Weg weiter. Ist die Adresse falsch, ziehen Sie den Umschlag zurück und senden Sie das Dokument neu.
link-unanswered = Der Mailserver nahm die E-Mail entgegen, sagte aber nicht, ob er sie annahm ({ $since }).
link-unanswered-help = Fragen Sie nach, ob sie ankam. Wenn nicht, kopieren Sie den Link und geben ihn anders weiter, oder versuchen Sie es noch einmal.
link-handed-over = Der Mailserver nahm die E-Mail am { $since } an.
link-copied-on = Sie haben den Link am { $since } kopiert.
link-shown-on = Der Link wurde Ihnen am { $since } angezeigt.
link-not-sent = Noch niemand hat den Link. Kopieren Sie ihn und geben Sie ihn weiter.
link-asked-for = { $name } bat am { $when } um einen neuen Link.
mail-again = Jetzt versuchen
mail-again-name = Jetzt versuchen, { $name } eine E-Mail zu senden
list-link-failed = Nicht zugestellt: { $names }
list-link-unanswered = Vielleicht nicht zugestellt: { $names }
list-link-waiting = E-Mail wartet auf den Mailserver: { $names }
list-link-asked = Bat um einen neuen Link: { $names }
list-link-not-sent = Link noch nicht weitergegeben: { $names }
mail-code-mail-unreachable = Der Mailserver ist nicht erreichbar.
mail-code-mail-tls-failed = Es kam keine verschlüsselte Verbindung zum Mailserver zustande. Fragen Sie, wer diesen Server betreibt.
mail-code-mail-certificate-refused = Keine Zertifizierungsstelle bürgt für das Zertifikat des Mailservers. Wer diesen Server betreibt, kann diese Stelle oder das Zertifikat selbst in ONESIGN_SMTP_CA angeben.
mail-code-mail-tls-not-spoken = Der Mailserver beginnt an diesem Port nicht mit TLS. Wer diesen Server betreibt, setzt ONESIGN_SMTP_SECURITY=starttls oder den Port, der mit TLS beginnt (meist 465).
mail-code-mail-starttls-missing = Der Mailserver bietet an diesem Port keine Verschlüsselung an. Wer diesen Server betreibt, setzt ONESIGN_SMTP_SECURITY=tls und den Port, der mit TLS beginnt (meist 465).
mail-code-mail-timed-out = Der Mailserver nahm die Verbindung an und antwortete dann nicht mehr. Beginnt sein Port mit TLS (465 tut es meist), setzt, wer diesen Server betreibt, ONESIGN_SMTP_SECURITY=tls.
mail-code-mail-login-refused = Der Mailserver lehnte die Anmeldung ab. Fragen Sie, wer diesen Server betreibt.
mail-code-mail-login-not-offered = Der Mailserver bietet hier keine Anmeldung mit Name und Passwort an. Wer diesen Server betreibt, entfernt ONESIGN_SMTP_USER und ONESIGN_SMTP_PASSWORD oder setzt einen anderen Port (meist 587).
mail-code-mail-unanswered = Der Mailserver nahm die E-Mail entgegen, sagte aber nicht, ob er sie annahm.
mail-code-mail-misconfigured = Die Mail-Einstellungen sind unbrauchbar. Fragen Sie, wer diesen Server betreibt.
mail-code-mail-deferred = Der Mailserver hat die E-Mail aufgeschoben.
mail-code-mail-refused = Der Mailserver hat die E-Mail abgelehnt.
mail-code-mail-address-invalid = Die E-Mail-Adresse ist ungültig.
mail-code-mail-address-unsupported = Der Mailserver kann nicht an Adressen mit solchen Buchstaben vor dem @ senden. Fragen Sie nach einer anderen Adresse.
mail-code-other = Die E-Mail ließ sich nicht senden ({ $code }).
void = Zurückziehen
void-title = Diesen Umschlag zurückziehen?
void-text = Niemand kann ihn mehr unterschreiben, und alle Gefragten erfahren, warum. Das lässt sich nicht rückgängig machen.
void-reason = Grund
void-reason-hint = Die Empfänger lesen ihn.
void-submit = Zurückziehen
voided-news = Der Umschlag ist zurückgezogen.
voided-because = Sie haben ihn zurückgezogen: „{ $reason }“
declined-because = { $name } hat abgelehnt: „{ $reason }“
declined-by = { $name } hat abgelehnt zu unterschreiben.
expired-text = Nicht alle haben rechtzeitig unterschrieben. Sie können das Dokument als neuen Umschlag noch einmal senden.
mistake-reason = Sagen Sie in wenigen Worten, warum.
open-document = Dokument öffnen
evidence = Nachweis
evidence-document = Dokument
evidence-facts = Festgehaltene Tatsachen
evidence-head = Ende der Kette
evidence-level = Stufe
evidence-sealed = Versiegelt
verify-hint = Hier kann jeder das versiegelte PDF prüfen
show-every-fact = Alles Festgehaltene zeigen ({ $count } Tatsachen)
show-story = Nur die Geschichte zeigen
somebody = Jemand
browser-on = { $browser } auf { $system }

# Tatsachen.
fact-envelope-created = Entwurf begonnen von { $sender }
fact-document-received = Dokument erhalten
fact-document-enclosed = Schon signiert: unverändert als Anhang aufbewahrt
fact-document-normalised = Dokument bereinigt: das wird unterschrieben
fact-envelope-revised = Entwurf geändert
fact-recipient-named = { $name } als Empfänger eingetragen
fact-envelope-sent = Gesendet von { $sender }
fact-recipient-invited = { $name } ist an der Reihe
fact-recipient-reminded = Neuer Link für { $name } angefordert
fact-recipient-informed = { $name } wurde informiert
fact-link-issued = Link für { $name } erzeugt
fact-link-handed-over = Der Mailserver nahm die E-Mail an { $name } an
fact-link-delivery-failed = Die E-Mail an { $name } konnte nicht zugestellt werden
fact-link-unanswered = Der Mailserver nahm die E-Mail an { $name } entgegen, sagte aber nicht, ob er sie annahm
fact-link-shown = { $sender } bekam den Link von { $name } angezeigt
fact-link-copied = { $sender } kopierte den Link von { $name }
fact-mail-reply = Antwort des Mailservers: { $reply }
fact-link-exchanged = { $name } öffnete den Link
fact-link-revoked = Ein Link von { $name } wurde beendet
fact-link-refused = Ein toter Link von { $name } wurde versucht
fact-consent-given = { $name } stimmte dem elektronischen Unterschreiben zu
fact-document-viewed = { $name } las das Dokument
fact-values-saved = Angaben von { $name } gespeichert
fact-values-committed = { $name } bestätigte die Angaben
fact-signature-applied = { $name } unterschrieb
fact-signature-refused = Ein Versuch von { $name } zu unterschreiben wurde zurückgewiesen
fact-recipient-declined = { $name } lehnte ab
fact-envelope-completed = Vollständig
fact-envelope-voided = Zurückgezogen von { $sender }
fact-envelope-expired = Abgelaufen
fact-envelope-sealed = Versiegelt
fact-seal-extended = Siegel verstärkt
seal-added-validation_data = Nachweis ergänzt, dass die Zertifikate nicht widerrufen waren
seal-added-document_timestamp = Dokument-Zeitstempel ergänzt
seal-extended-hint = Das versiegelte PDF ist seit der Versiegelung gewachsen. Frühere Kopien bleiben gültig: Sie sind sein Anfang.
level-with-reason = { $level }, noch nicht höher: { $reason }
seal-reason-tsa-unreachable = der Zeitstempeldienst ist nicht erreichbar
seal-reason-tsa-answer-unusable = die Antwort des Zeitstempeldienstes ist nicht brauchbar
seal-reason-no-tsa-configured = es ist kein Zeitstempeldienst eingerichtet
seal-reason-validation-data-pending = der Nachweis zu den Zertifikaten steht noch aus
fact-other = Festgehalten: { $type }
fact-recipients =
    { $count ->
        [one] Eine Empfängerin oder ein Empfänger
       *[other] { $count } Empfänger
    }
fact-expires = läuft am { $date } ab
fact-pages-seen =
    { $all ->
        [one] Die Seite wurde gezeigt
       *[other] { $seen } von { $all } Seiten gezeigt
    }
fact-disclosure = Aufklärung Version { $version }, { $language }
fact-fields =
    { $count ->
        [one] Ein Feld
       *[other] { $count } Felder
    }
fact-everyone = Alle haben unterschrieben
fact-level = PAdES { $level }
fact-reason = „{ $reason }“
fact-link = Link …{ $link }
fact-number = Tatsache { $seq } · { $digest }

# Postausgang.
outbox-text = Es ist kein Mailserver eingerichtet, darum verlässt keine E-Mail diesen Server. Öffnen Sie eine E-Mail, um ihren Link zu kopieren und weiterzugeben. Das Protokoll hält fest, welche Links Ihnen angezeigt wurden.
outbox-search = Empfänger und Betreff durchsuchen
outbox-search-nothing = Keine E-Mail enthält diese Wörter in Empfänger oder Betreff.
mail-link-open = Dieser Link öffnet das Dokument als die empfangende Person. Geben Sie ihn niemand anderem.
mail-link-dead = Der Link dieser E-Mail gilt nicht mehr: Er wurde benutzt, ersetzt oder ist abgelaufen. Kopieren Sie den neuesten Link auf der Seite des Umschlags.
outbox-empty = Noch keine E-Mail
outbox-empty-text = Sobald Sie einen Umschlag senden, liegen die E-Mails an seine Empfänger hier.
outbox-refused-text = E-Mails gehen über Ihren Mailserver. Hier stehen die, die nicht zugestellt werden konnten.
outbox-nothing-refused = Nichts wurde abgelehnt
outbox-nothing-refused-text = Lehnt Ihr Mailserver eine E-Mail endgültig ab, steht sie hier mit dem Grund.
outbox-choose = Wählen Sie eine E-Mail, um sie zu lesen.
back-to-outbox = Alle E-Mails
mail-to = An { $to }
mail-refused = Vom Mailserver abgelehnt
mail-refused-by = Vom Mailserver abgelehnt: { $reason }
mail-refused-help = Sie wird nicht noch einmal gesendet, und ihr Text wird nicht aufbewahrt. Ist die Adresse falsch, ziehen Sie den Umschlag zurück und senden Sie das Dokument neu. Sonst kopieren Sie auf der Seite des Umschlags den Link der Person oder senden die E-Mail noch einmal.
download-eml = Als .eml herunterladen
to-envelope = Zum Umschlag
refresh = Neu laden

# What the owner has to know. Each code of a notice has a heading and an advice (`-do`).
notice-storage-full = Der Speicher des Servers ist voll. Nichts von dem, was jemand eingibt oder unterschreibt, wird gespeichert.
notice-storage-full-do = Schaffen Sie Platz. Niemandem wird inzwischen gesagt, er habe unterschrieben, und OneSign arbeitet von selbst weiter, sobald Platz ist.
notice-storage-failing = Der Speicher des Servers verweigert das Lesen oder Schreiben. Nichts von dem, was jemand eingibt oder unterschreibt, wird gespeichert.
notice-storage-failing-do = Prüfen Sie den Datenträger und das Protokoll des Servers. OneSign arbeitet von selbst weiter, sobald der Speicher wieder funktioniert.
notice-storage-unreachable = Die Datenbank ist nicht erreichbar. Nichts von dem, was jemand eingibt oder unterschreibt, wird gespeichert.
notice-storage-unreachable-do = Prüfen Sie den Datenbankserver und die Verbindung dorthin. OneSign arbeitet von selbst weiter, sobald er antwortet.
notice-storage-damaged = Die Datenbank oder eine gespeicherte Datei ist beschädigt.
notice-storage-damaged-do = Halten Sie den Server an, kopieren Sie das Datenverzeichnis, und stellen Sie es aus einer Sicherung wieder her. Das Protokoll des Servers nennt, was nicht gelesen werden konnte.
notice-seal-ends-soon = Das Zertifikat Ihres Siegels läuft am { $ends_at } ab. Danach kann nichts mehr versendet werden.
notice-seal-ends-soon-do = { $source ->
    [self_made] OneSign erneuert es von selbst. Bleibt dieser Hinweis stehen, sehen Sie ins Protokoll des Servers.
    [pem] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alten Dateien durch die neuen und starten Sie OneSign neu.
    [pkcs12] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alte Datei durch die neue und starten Sie OneSign neu.
    [pkcs11] Lassen Sie sich von { $issuer } ein neues Zertifikat für den Schlüssel im Token ausstellen, legen Sie es dort oder in der Zertifikatsdatei ab und starten Sie OneSign neu.
   *[csc] Lassen Sie das Zertifikat beim Signaturdienst erneuern oder wählen Sie dort ein anderes und starten Sie OneSign neu.
  }
notice-seal-ended = Das Zertifikat Ihres Siegels ist am { $ends_at } abgelaufen. Bis es ein neues gibt, kann nichts versendet werden.
notice-seal-ended-do = { $source ->
    [self_made] OneSign erneuert es von selbst. Bleibt dieser Hinweis stehen, sehen Sie ins Protokoll des Servers.
    [pem] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alten Dateien durch die neuen und starten Sie OneSign neu.
    [pkcs12] Lassen Sie sich von { $issuer } ein neues Zertifikat ausstellen, ersetzen Sie die alte Datei durch die neue und starten Sie OneSign neu.
    [pkcs11] Lassen Sie sich von { $issuer } ein neues Zertifikat für den Schlüssel im Token ausstellen, legen Sie es dort oder in der Zertifikatsdatei ab und starten Sie OneSign neu.
   *[csc] Lassen Sie das Zertifikat beim Signaturdienst erneuern oder wählen Sie dort ein anderes und starten Sie OneSign neu.
  }
notice-seal-not-yet-valid = Das Zertifikat Ihres Siegels gilt erst ab dem { $begins_at }. Vorher kann nichts versendet werden.
notice-seal-not-yet-valid-do = Prüfen Sie die Uhr des Servers.
notice-seal-unavailable = Der Schlüssel Ihres Siegels ist nicht erreichbar. Bis er wieder antwortet, kann nichts versendet werden.
notice-seal-unavailable-do = Prüfen Sie den Token oder den Signaturdienst. OneSign versucht es jede Minute erneut; fertige Dokumente warten und werden dann versiegelt.
notice-record-damaged = Die Aufzeichnungen zu einem Umschlag sind beschädigt oder wurden außerhalb von OneSign verändert.
notice-record-damaged-do = Er kann nicht weiter unterschrieben und nicht versiegelt werden. Stellen Sie die Datenbank aus einer früheren Sicherung wieder her und klären Sie, wer in die Datenbank schreiben kann.
notice-document-damaged = Ein gespeichertes Dokument eines Umschlags fehlt oder ist beschädigt.
notice-document-damaged-do = Spielen Sie die Datei dieses Umschlags aus einer Sicherung ins Datenverzeichnis zurück. Haben alle unterschrieben, wartet der Umschlag und wird dann versiegelt.
notice-seal-check-failed = Ein Siegel hat die eigene Prüfung von OneSign nicht bestanden. Es wurde nicht herausgegeben, und der Umschlag wartet.
notice-seal-check-failed-do = Die Prüfung sagt: „{ $sentence }“ Beheben Sie, was sie nennt, und versuchen Sie es erneut. Die verworfene Datei bleibt 30 Tage in der Quarantäne des Datenverzeichnisses.
notice-seal-waiting = Ein Umschlag, den alle unterschrieben haben, kann gerade nicht versiegelt werden.
notice-seal-waiting-do = OneSign versucht es weiter. Der Grund ist „{ $reason }“; mehr steht im Protokoll des Servers.
notice-seal-chain-incomplete = Das Zertifikat Ihres Siegels kommt ohne das seines Ausstellers, { $issuer }. Niemand kann Ihre Siegel von einer Wurzel aus prüfen.
notice-seal-chain-incomplete-do = Nehmen Sie die ganze Kette in die Datei auf und starten Sie OneSign neu. Für PKCS#12: Exportieren Sie sie mit -certfile.
notice-mails-waiting = { $count ->
    [1] Eine E-Mail mit einem Link wartet auf den Mailserver.
   *[other] { $count } E-Mails mit Links warten auf den Mailserver.
  }
notice-mails-waiting-do = { $why } OneSign versucht es zwei Tage lang. Bis dahin können Sie jeden Link auf der Seite seines Umschlags kopieren.
notice-work-given-up = { $count ->
    [1] Eine Aufgabe von OneSign ist zu oft gescheitert und wurde aufgegeben.
   *[other] { $count } Aufgaben von OneSign sind zu oft gescheitert und wurden aufgegeben.
  }
notice-work-given-up-do = Vielleicht wurde eine E-Mail nicht verschickt oder ein Siegel nicht verlängert. Der Grund ist „{ $reason }“; mehr steht im Protokoll des Servers. Ist er behoben, versuchen Sie es erneut.
notice-sealed-damaged = Ein versiegeltes Dokument fehlt oder ist beschädigt.
notice-sealed-damaged-do = Spielen Sie seine Datei aus einer Sicherung in das Datenverzeichnis zurück und versuchen Sie es erneut. Jede Kopie, die jemand heruntergeladen hat, beweist dasselbe wie dieses Dokument.
notice-retry = Jetzt erneut versuchen
notice-retried = OneSign versucht es erneut. Gelingt es, verschwindet der Hinweis.
notice-since = Seit { $since }
notice-certificate = Zertifikat: { $subject }
