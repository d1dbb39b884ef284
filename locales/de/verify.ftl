page-title = Dokument prüfen · { -brand }
