//! The HTML form of a mail: one column, real paragraphs, one link. Styles are inline because mail programs drop others.

use super::clean::APART;

/// A part of a mail.
pub(super) enum Block<'a> {
    /// A paragraph.
    Paragraph(&'a str),
    /// A person's own text, line by line.
    Quote(&'a [String]),
    /// The single action.
    Action { label: &'a str, link: &'a str },
    /// Small print.
    Small(&'a str),
}

/// Colours by class, for programs with a dark mode. Programs that drop styles keep the light inline colours.
const DARK: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}\
    @media (prefers-color-scheme:dark){\
    .ground{background:#171613!important}\
    .paper{background:#201e1a!important;border-color:#37332b!important}\
    .ink{color:#f2eee5!important}\
    .soft{color:#bdb6a8!important}\
    .quote{border-color:#4c473c!important}\
    .action{background:#9db3ff!important}\
    .action a{color:#10162e!important}}";

const FONT: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const SERIF: &str = "font-family:Georgia,'Times New Roman',serif";

/// A whole page, in tables, because Outlook supports no other columns and no padding of links. All inserted text is
/// escaped.
pub(super) fn page(locale: &str, subject: &str, instance: &str, blocks: &[Block]) -> String {
    let (direction, start) = if matches!(locale, "ar" | "fa" | "he" | "ur") {
        ("rtl", "right")
    } else {
        ("ltr", "left")
    };
    let (locale, subject, instance) = (escape(locale), escape(subject), escape(instance));
    let body: String = blocks.iter().map(|part| block(part, start)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{locale}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{subject}</title>\n<style>{DARK}</style>\n</head>\n\
         <body class=\"ground\" style=\"margin:0;padding:0;background:#f3efe6\">\n\
         <table role=\"presentation\" class=\"ground\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         bgcolor=\"#f3efe6\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n\
         <table role=\"presentation\" width=\"560\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"width:100%;max-width:560px\">\n\
         <tr><td class=\"ink\" align=\"{start}\" style=\"padding:0 8px 16px;{SERIF};font-size:20px;line-height:1.3;\
         font-weight:600;color:#1b1a18\">{instance}</td></tr>\n\
         <tr><td class=\"paper ink\" align=\"{start}\" bgcolor=\"#fffdf9\" style=\"padding:32px;background:#fffdf9;\
         border:1px solid #e0d9cb;border-radius:16px;{FONT};font-size:16px;line-height:1.5;color:#1b1a18\">\n\
         {body}</td></tr>\n</table>\n</td></tr></table>\n</body>\n</html>\n"
    )
}

fn block(block: &Block, start: &str) -> String {
    match block {
        Block::Paragraph(text) => {
            format!("<p style=\"margin:0 0 16px\">{}</p>\n", told(text))
        }
        Block::Quote(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| told(line)).collect();
            format!(
                "<blockquote class=\"quote\" style=\"margin:0 0 16px;padding:4px 16px;\
                 border-{start}:3px solid #c9c0ae\">{}</blockquote>\n",
                lines.join("<br>\n")
            )
        }
        Block::Action { label, link } => format!(
            "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:24px 0\"><tr>\
             <td class=\"action\" bgcolor=\"#1d3a8f\" style=\"padding:14px 28px;background:#1d3a8f;border-radius:10px\">\
             <a href=\"{}\" style=\"{FONT};font-size:16px;font-weight:600;color:#ffffff;text-decoration:none\">{}</a>\
             </td></tr></table>\n",
            escape(link),
            told(label)
        ),
        Block::Small(text) => format!(
            "<p class=\"soft\" style=\"margin:0 0 8px;font-size:14px;color:#55514a\">{}</p>\n",
            told(text)
        ),
    }
}

/// Text in an element: an isolated part becomes an element of its own, which every program supports.
fn told(text: &str) -> String {
    let [begin, end] = APART;
    escape(text).replace(begin, "<bdi>").replace(end, "</bdi>")
}

/// Text that is safe in a title or in a quoted attribute.
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
        let page = page(evil, evil, evil, &blocks);
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("\"&quot;&gt;\">"), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), 8);
    }

    #[test]
    fn it_uses_only_elements_that_every_mail_program_supports() {
        let action = Block::Action {
            label: "Read and sign",
            link: "https://sign.example.com/s/abc",
        };
        let page = page("en", "A subject", "Northwind Studio", &[action]);
        // Outlook applies colour and padding to a cell, but not to a link.
        let button = "<td class=\"action\" bgcolor=\"#1d3a8f\" style=\"padding:14px 28px";
        assert!(page.contains(button), "{page}");
        assert!(!page.contains("<main") && !page.contains("inline-block"));
        assert!(page.contains("Northwind Studio</td>"), "whose server it is");
        assert!(page.contains("prefers-color-scheme:dark"));
    }
}
