page-title = Dokument unterschreiben · { -brand }
