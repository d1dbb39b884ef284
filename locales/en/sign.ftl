page-title = Sign a document · { -brand }
