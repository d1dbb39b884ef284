# Wörter, die mehr als eine Seite braucht.
-brand = OneSign
close = Schließen
cancel = Abbrechen
save = Speichern
delete = Löschen
edit = Bearbeiten
back = Zurück
next = Weiter
done = Fertig
try-again = Erneut versuchen
download = Herunterladen
copy = Kopieren
copied = Kopiert
optional = optional
required = erforderlich
language = Sprache
loading = Wird geladen …
just-now = gerade eben
news = Meldungen
skip-to-content = Zum Inhalt springen
page-of = Seite { $page } von { $pages }
page-failed = Diese Seite konnte nicht geladen werden.
one-file =
    { $count ->
        [one] Nur eine Datei auf einmal: „{ $name }“ wurde übernommen, die andere Datei nicht.
       *[other] Nur eine Datei auf einmal: „{ $name }“ wurde übernommen, { $count } weitere Dateien nicht.
    }
drop-here = PDF irgendwo ablegen

# Arten von Feldern.
kind-signature = Unterschrift
kind-initials = Paraphe
kind-full-name = Name
kind-text = Text
kind-date = Datum der Unterschrift
kind-free-date = Datum
kind-checkbox = Kontrollkästchen

# Zustände einer Person.
recipient-waiting = Noch nicht an der Reihe
recipient-not_sent = Noch nicht gefragt
recipient-invited = Um Unterschrift gebeten
recipient-opened = Geöffnet
recipient-consented = Elektronischem Unterschreiben zugestimmt
recipient-signed = Unterschrieben
recipient-declined = Abgelehnt
recipient-informed = Benachrichtigt
recipient-copy-later = Erhält am Ende eine Kopie

# Zustände eines Umschlags.
status-draft = Entwurf
status-sent = Wartet auf andere
status-completed = Wird versiegelt
status-sealed = Versiegelt
status-declined = Abgelehnt
status-voided = Zurückgezogen
status-expired = Abgelaufen

# Ein eingefügter Text wird bei der größten Länge abgeschnitten.
text-full = Hier ist nur Platz für { $count } Zeichen. Prüfen Sie, ob am Ende etwas fehlt.
