# Wörter, die mehr als eine Seite braucht.
-brand = OneSign
close = Schließen
cancel = Abbrechen
save = Speichern
delete = Löschen
edit = Ändern
back = Zurück
next = Weiter
done = Fertig
try-again = Noch einmal versuchen
download = Herunterladen
copy = Kopieren
copied = Kopiert
optional = freiwillig
required = erforderlich
language = Sprache
loading = Wird geladen …
news = Neuigkeiten
skip-to-content = Zum Inhalt springen
page-of = Seite { $page } von { $pages }
page-failed = Diese Seite konnte nicht geladen werden.

# Arten von Feldern.
kind-signature = Unterschrift
kind-initials = Kürzel
kind-full-name = Name
kind-text = Text
kind-date = Datum der Unterschrift
kind-free-date = Freies Datum
kind-checkbox = Kästchen

# Zustände einer Person.
recipient-waiting = Wartet
recipient-not_sent = Link noch nicht gesendet
recipient-invited = Gefragt
recipient-opened = Geöffnet
recipient-consented = Zugestimmt
recipient-signed = Unterschrieben
recipient-declined = Abgelehnt
recipient-informed = Informiert

# Zustände eines Umschlags.
status-draft = Entwurf
status-sent = Wartet auf andere
status-completed = Wird versiegelt
status-sealed = Versiegelt
status-declined = Abgelehnt
status-voided = Zurückgezogen
status-expired = Abgelaufen
