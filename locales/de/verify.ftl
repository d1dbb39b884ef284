page-title = Dokument prüfen · { -brand }
brand-name = { -brand }

verify-title = Ist dieses Dokument echt?
verify-intro = Wählen Sie ein versiegeltes PDF, um zu sehen, wer es wann unterschrieben hat und ob danach etwas geändert wurde.
verify-drop = PDF hier ablegen
verify-choose = PDF auswählen
verify-private = Zuerst wird auf diesem Gerät ihr Fingerabdruck berechnet. Nur eine Datei, die hier nicht bekannt ist, wird gesendet; sie wird geprüft und vergessen, und nichts davon wird behalten.
verify-another = Ein anderes Dokument prüfen
verify-print = Drucken
verify-hashing = Fingerabdruck wird auf diesem Gerät berechnet …
verify-asking = Es wird gefragt, ob diese Datei hier bekannt ist …
verify-sending = { $name } wird gesendet …
verify-checking = { $name } wird geprüft …
verify-fingerprint = SHA-256, auf diesem Gerät berechnet
verify-size = Größe
verify-checked = Geprüft
verify-differs = Die Datei kam anders an, als sie dieses Gerät verlassen hat. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
verify-failed-title = Das ließ sich nicht prüfen

verdict-passed = Dieses Dokument ist echt und unverändert.
verdict-failed = Diesem Dokument ist nicht zu trauen.
verdict-changed = Dieses Dokument wurde nach der Unterschrift geändert.
verdict-indeterminate = Ob dieses Dokument echt ist, lässt sich noch nicht sagen.
verdict-mark-passed = Bewiesen
verdict-mark-failed = Abgewiesen
verdict-mark-indeterminate = Nicht bekannt
verify-signed-by = unterschrieben von { $people } am { $date }
verify-level = Stufe { $level }

known-title = Das ist genau das Dokument, das hier versiegelt wurde.
known-sentence = Es wurde am { $date } versiegelt, und seitdem hat sich kein einziges Byte geändert.
known-more = Sein Fingerabdruck wurde auf diesem Gerät berechnet; die Datei selbst wurde nicht gesendet. Um zu sehen, wer unterschrieben hat und was verzeichnet ist, lassen Sie alles prüfen: Die Datei wird gesendet, geprüft und vergessen.
known-full = Alles prüfen

changes-title = Was nach der Unterschrift geändert wurde
changes-permitted = Erlaubt
changes-refused = Verboten
changes-unclear = Nicht bekannt
changes-page = Seite { $page }

enclosed-title = Das signierte Dokument im Innern
enclosed-text = Dieses Dokument war beim Hochladen schon signiert. Es ist angehängt, in jedem Byte unverändert, und wird hier für sich beurteilt.
enclosed-signed-by = Signiert von { $people }

differ-title = Was anders aussieht, als es unterschrieben wurde
differ-none = { $count ->
    [one] Eine Seite wurde verglichen: Sie sieht aus wie bei der Unterschrift.
   *[other] { $count } Seiten wurden verglichen: Sie sehen aus wie bei der Unterschrift.
  }
differ-page-changed = Seite { $page } sieht anders aus
differ-page-added = Seite { $page } kam hinzu
differ-page-removed = Seite { $page } fehlt
differ-permitted = Die Signatur erlaubt das.
differ-refused = Die Signatur verbietet das.
differ-unclear = Nichts sagt, dass das erlaubt ist.
differ-little = Weniger als 1 % der Seite ist anders.
differ-share = { $percent } % der Seite sind anders.
differ-before = Was unterschrieben wurde
differ-after = Was diese Datei zeigt
differ-before-alt = Seite { $page }, wie sie unterschrieben wurde
differ-after-alt = Seite { $page }, wie sie jetzt ist
differ-missing = Nicht verglichen: Seite { $pages }.
differ-not-drawn = Die Seiten ließen sich nicht zeichnen und wurden deshalb nicht verglichen.

axes-title = Was geprüft wurde
axis-integrity = Unversehrtheit
axis-coverage = Abdeckung
axis-identity = Wer versiegelt hat
axis-time = Wann
axis-modification = Änderungen nach dem Siegel
axis-trail = Protokoll
axis-log = Log
axis-passed = Bewiesen
axis-failed = Abgewiesen
axis-indeterminate = Nicht bekannt
axis-not-checked = Nicht geprüft

people-title = Wer unterschrieben hat
people-signed = Unterschrieben { $date }
people-unsigned = Hat nicht unterschrieben
trail-title = Was geschehen ist
trail-of = Das Protokoll von „{ $title }“, wie es in der Datei steht.
trail-times = Die Zeiten sind Ihre ({ $zone }).
experts-title = Einzelheiten für Fachleute
experts-verdict = Urteil
experts-sub = Unterangabe
experts-level = Stufe der Signatur
experts-head = Neuester Eintrag des Protokolls
experts-stream = Protokoll
experts-signature = Signatur { $field }
experts-signer = Unterzeichner
experts-issuer = Aussteller
experts-certificate = Zertifikat, SHA-256
experts-algorithm = Verfahren
experts-claimed = Behauptete Zeit
experts-proven = Bewiesene Zeit
experts-reason = Grund
experts-covers = Umfasst die ganze Datei
experts-yes = ja
experts-no = nein
experts-none = Diese Datei hat keine Signatur.
experts-tools = Dieselbe Prüfung läuft ohne diesen Server: onesign verify DATEI
