page-title = Verify a document · { -brand }
