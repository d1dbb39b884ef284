# Die Seite zum Unterschreiben.
page-title = Dokument unterschreiben
brand-name = OneSign

# Bevor bekannt ist, wer fragt.
start-title = Ein Dokument wartet auf Sie
start-text = Mit „Weiter“ sehen Sie, wer es schickt und was es ist. Durch das Öffnen wird nichts unterschrieben.
start-continue = Weiter
start-opening = Wird geöffnet …
start-note = Der Link wird an dieses Gerät gebunden. Ein Konto ist nicht nötig.
sign-unreachable-title = Keine Verbindung
sign-unreachable-text = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; es ist nichts verloren.
insecure-title = Diese Seite braucht eine sichere Verbindung
insecure-text = Ihre Adresse muss mit https:// beginnen. Über einfaches http erzeugt der Browser keine Schlüssel, und nichts kann unterschrieben werden. Fragen Sie die Person, die diesen Server betreibt, nach der https-Adresse.
start-failed = Das hat nicht geklappt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.

trouble-used-title = Dieser Link wurde auf einem anderen Gerät geöffnet
trouble-used-text = Zu Ihrer Sicherheit gilt ein Link nur auf einem Gerät. Ein neuer ist gleich in Ihrem Postfach.
trouble-used-text-unmailed = Zu Ihrer Sicherheit gilt ein Link nur auf einem Gerät. Bitten Sie die sendende Person um einen neuen.
trouble-dead-title = Dieser Link gilt nicht mehr
trouble-dead-text = Vielleicht liegt ein neuerer in Ihrem Postfach, oder dieser wurde zu spät geöffnet.
trouble-dead-text-unmailed = Vielleicht hat ein neuerer ihn ersetzt, oder dieser wurde zu spät geöffnet. Bitten Sie die sendende Person um einen neuen.
trouble-closed-title = Hier ist nichts mehr zu tun
trouble-closed-text = Dieses Dokument ist fertig oder wurde zurückgezogen. Haben Sie etwas anderes erwartet, fragen Sie die Person, die es geschickt hat.
trouble-ended-title = Ihr Besuch ist zu Ende
trouble-ended-text = Zu Ihrer Sicherheit endet ein Besuch, wenn zwei Stunden lang nichts geschieht. Ein neuer Link bringt Sie zurück; was Sie bisher geschrieben haben, bleibt erhalten.
trouble-expired-title = Die Frist zum Unterschreiben ist abgelaufen
trouble-expired-text = Dieses Dokument kann niemand mehr unterschreiben. Wird es noch gebraucht, bitten Sie die Person, die es geschickt hat, es noch einmal zu schicken.
trouble-voided-title = Dieses Dokument wurde zurückgezogen
trouble-voided-text = Die Person, die es geschickt hat, hat es zurückgenommen; es gibt nichts mehr zu unterschreiben. Wenn Sie etwas anderes erwartet haben, fragen Sie dort nach.
trouble-declined-title = Dieses Dokument wurde abgelehnt
trouble-declined-text = Jemand, der unterschreiben sollte, hat abgelehnt; deshalb unterschreibt es niemand mehr. Wenn Sie etwas anderes erwartet haben, fragen Sie die Person, die es geschickt hat.
trouble-unknown-title = Dieser Link führt nirgendwohin
trouble-unknown-text = Prüfen Sie, ob die ganze Adresse aus der E-Mail übernommen wurde, oder bitten Sie um einen neuen Link.
trouble-incomplete-title = Ein Teil dieses Links fehlt
trouble-incomplete-text = Öffnen Sie den Link noch einmal aus Ihrer E-Mail. Ist er dort abgeschnitten, hilft ein neuer.
trouble-incomplete-text-unmailed = Öffnen Sie den Link noch einmal genau so, wie Sie ihn bekommen haben. Ist er dort abgeschnitten, bitten Sie die sendende Person um einen neuen.
renew = Neuen Link zuschicken
renew-sending = Wird geschickt …
renew-note = Er geht an das Postfach, das die sendende Person angegeben hat, und nirgendwo sonst hin.
renewed-title = Ein neuer Link ist unterwegs
renewed-text = Sehen Sie in Ihr Postfach. Ihre bisherigen Angaben bleiben erhalten.
ask = Die sendende Person um einen neuen Link bitten
ask-note = Dieser Server verschickt keine E-Mails. Die sendende Person sieht Ihre Bitte und gibt Ihnen einen neuen Link weiter.
asked-title = Ihre Bitte ist vermerkt
asked-text = Die sendende Person sieht sie beim Dokument. Wenn es eilt, melden Sie sich selbst bei ihr. Ihre bisherigen Angaben bleiben erhalten.
