//! The HTML side of a mail: one column, real paragraphs, one link. Styles are inline because mail programs drop others.

/// A part of a mail.
pub(super) enum Block<'a> {
    /// A paragraph.
    Paragraph(&'a str),
    /// Somebody's own words, line by line.
    Quote(&'a [String]),
    /// The one thing to do.
    Action { label: &'a str, link: &'a str },
    /// Small print.
    Small(&'a str),
}

/// A whole page. Everything that comes in is escaped.
pub(super) fn page(locale: &str, subject: &str, blocks: &[Block]) -> String {
    let direction = if matches!(locale, "ar" | "fa" | "he" | "ur") {
        "rtl"
    } else {
        "ltr"
    };
    let (locale, subject) = (escape(locale), escape(subject));
    let body: String = blocks.iter().map(block).collect();
    format!(
        "<!doctype html>\n<html lang=\"{locale}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{subject}</title>\n</head>\n\
         <body style=\"margin:0;padding:24px;background:#f6f3ec;color:#1d1d1b;\
         font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif\">\n\
         <main style=\"max-width:560px;margin:0 auto;padding:32px;background:#ffffff\">\n{body}</main>\n</body>\n</html>\n"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => {
            format!("<p style=\"margin:0 0 16px\">{}</p>\n", escape(text))
        }
        Block::Quote(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
            format!(
                "<blockquote style=\"margin:0 0 16px;padding:4px 16px;border-inline-start:3px solid #b9b3a5\">{}</blockquote>\n",
                lines.join("<br>\n")
            )
        }
        Block::Action { label, link } => format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;padding:12px 24px;\
             background:#1f3a6d;color:#ffffff;text-decoration:none;font-weight:600\">{}</a></p>\n",
            escape(link),
            escape(label)
        ),
        Block::Small(text) => format!(
            "<p style=\"margin:0 0 8px;font-size:14px;color:#5c574c\">{}</p>\n",
            escape(text)
        ),
    }
}

/// Text as it may stand in an element or in a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        let evil = "\"><script>alert('x')</script>&";
        let quote = [evil.to_owned()];
        let blocks = [
            Block::Paragraph(evil),
            Block::Quote(&quote),
            Block::Action {
                label: evil,
                link: evil,
            },
            Block::Small(evil),
        ];
        let page = page(evil, evil, &blocks);
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("\"&quot;&gt;\">"), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), 7);
    }
}
