//! A small handwritten PDF.

use bytes::Bytes;

/// A document of this many pages, each with its number and `padding` bytes of incompressible drawing.
pub fn document(pages: usize, padding: usize) -> Bytes {
    let mut seed = 1_u64;
    let contents = (0..pages).map(|page| {
        let mut content = format!("BT /F1 24 Tf 72 700 Td (This is page {page}.) Tj ET\n");
        while content.len() < padding {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            let (x, y) = ((seed >> 33) % 500, (seed >> 43) % 700);
            content += &format!("BT /F1 9 Tf {x} {y} Td (line {}) Tj ET\n", seed >> 40);
        }
        content
    });
    drawn(contents)
}

/// A document with a page for each of these contents.
pub fn drawn(contents: impl Iterator<Item = String>) -> Bytes {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = String::new();
    let mut pages = 0;
    for content in contents {
        pages += 1;
        let number = objects.len() + 1;
        kids += &format!("{number} 0 R ");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> \
             /Contents {} 0 R >>",
            number + 1
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
    Bytes::from(file(&objects))
}

fn file(objects: &[String]) -> String {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    let size = objects.len() + 1;
    file + &table + &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
}
