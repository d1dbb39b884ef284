//! Drafts with an open form: the values of its fields leave the pages, and recipients get them as initial entries.

use crate::harness::{Answer, draft, each_engine, field, filled, signer, text};
use reqwest::Method;
use serde_json::{Value, json};

/// A page with a form: the name of a company, a ticked box, and a read-only number.
const FORM: &[u8] = b"%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /DA (/Helv 12 Tf 0 g) /Fields [4 0 R 5 0 R 6 0 R] >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R 5 0 R 6 0 R] >> endobj
4 0 obj << /Subtype /Widget /Rect [50 700 250 720] /FT /Tx /T (txtCompany) /TU (Company) /V (Sample Foods) >> endobj
5 0 obj << /Subtype /Widget /Rect [50 650 66 666] /FT /Btn /T (agreed) /V /Yes /AS /Yes >> endobj
6 0 obj << /Subtype /Widget /Rect [50 600 250 620] /FT /Tx /Ff 1 /T (number) /V (4711) >> endobj
trailer << /Root 1 0 R /Size 7 >>
%%EOF
";

/// The words on the first page.
async fn words(house: &crate::harness::House, path: &str) -> Vec<String> {
    let runs = house.get(&format!("{path}/pages/0/text")).await.body;
    let runs = runs["items"].as_array().unwrap();
    runs.iter()
        .map(|run| text(&run["text"]).to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn values_of_a_form_come_off_the_pages_and_are_offered() {
    each_engine(async |house| {
        let first = house
            .owner
            .upload("Order.pdf", FORM.to_vec())
            .await
            .unwrap();
        let path = format!("/v1/envelopes/{}", first.id);
        assert_eq!(words(house, &path).await, ["Sample Foods", "4711"]);
        let made = house
            .write(Method::POST, &format!("{path}/blank"), &Value::Null)
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
        let blank = format!("/v1/envelopes/{}", text(&made.body["id"]));
        assert_ne!(blank, path);
        assert_eq!(words(house, &blank).await, ["4711"]);
        let document = &made.body["document"];
        assert_eq!(
            document["received_sha256"],
            first.document.received_sha256.as_str()
        );
        let detected = document["detected"].as_array().unwrap();
        let offered: Vec<_> = detected
            .iter()
            .map(|found| {
                (
                    text(&found["kind"]),
                    text(&found["value"]),
                    text(&found["caption"]),
                )
            })
            .collect();
        assert_eq!(
            offered,
            [("text", "Sample Foods", "Company"), ("checkbox", "Yes", "")]
        );

        // The first draft is unchanged and independent.
        assert_eq!(words(house, &path).await, ["Sample Foods", "4711"]);
        let mira = signer("mira", 1);
        let mut written = draft(std::slice::from_ref(&mira));
        let mut company = field(&mira, "text", detected[0]["rect"].clone());
        company["prefill"] = detected[0]["value"].clone();
        written["fields"]
            .as_array_mut()
            .unwrap()
            .push(company.clone());
        let saved = house
            .write(Method::PUT, &format!("{blank}/draft"), &written)
            .await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let sent = Answer::of(
            house
                .owner
                .request(Method::POST, &format!("{blank}/sending")),
        )
        .await;
        assert_eq!(sent.status, 200, "{}", sent.body);
        house
            .write(Method::POST, &format!("{blank}/blank"), &Value::Null)
            .await
            .refused(409, "already_sent");

        // The recipient finds the value and may change it.
        let reading = house.signer("mira@example.com").await;
        let mut fields = reading.session.fields.iter();
        let found = fields.find(|found| company["id"] == found.id.as_str());
        let found = found.unwrap();
        assert_eq!(
            (&found.value, found.offered.as_deref()),
            (&Value::Null, Some("Sample Foods"))
        );
        let mut values = filled(&reading);
        values.insert(text(&company["id"]).to_owned(), json!("Contoso"));
        reading.sign(values).await.unwrap();
        house
            .owner
            .wait_for(text(&made.body["id"]), "sealed")
            .await
            .unwrap();
        let sealed = house
            .owner
            .bytes(&format!("{blank}/sealed.pdf"))
            .await
            .unwrap();
        let shown: Vec<String> = onesign_pdf::page_text(&sealed, 0)
            .unwrap()
            .into_iter()
            .map(|run| run.text)
            .collect();
        assert!(shown.iter().any(|run| run == "Contoso"), "{shown:?}");
        assert!(!shown.iter().any(|run| run.contains("Sample")), "{shown:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_texts_and_boxes_begin_with_something() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}/draft", envelope.id);
        for (row, prefill, is_right) in [
            (1, "Contoso\nRoad 1".to_owned(), true),
            (0, "Mira Holt".to_owned(), false),
            (2, "2026-01-01".to_owned(), false),
            (1, "x".repeat(2_001), false),
            (1, "a\u{7}b".to_owned(), false),
        ] {
            let mut written = draft(&[signer("mira", 1)]);
            written["fields"][row]["prefill"] = json!(prefill);
            let answer = house.write(Method::PUT, &path, &written).await;
            if is_right {
                assert_eq!(answer.status, 200, "{}", answer.body);
                assert_eq!(text(&answer.body["fields"][row]["prefill"]), prefill);
            } else {
                answer.refused(422, "invalid_draft");
                answer.at(&[&format!("/fields/{row}/prefill bad_text")]);
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_sender_can_open_the_form_of_an_upload() {
    each_engine(async |house| {
        let foreign = house.foreign_envelope().await;
        house
            .write(
                Method::POST,
                &format!("/v1/envelopes/{foreign}/blank"),
                &Value::Null,
            )
            .await
            .refused(404, "not_found");
    })
    .await;
}
