//! Manipulated lists and signature wrapping.

use crate::support::lists::{DS, List, Operator, digest_of, service};
use crate::support::{NOW, entropy};
use crate::{GRANTED, WITHDRAWN, authority, operator, read};
use onesign_pades::trust::ListError;
use onesign_pades::{Authority, KeyKind, make_authority};

#[test]
fn a_list_is_accepted_only_as_it_was_signed() {
    let authority = authority();
    let (operator, stranger) = (operator(2), operator(5));
    let list = List::of(vec![service(&authority.issuing_der, &[WITHDRAWN])]);
    let sound = operator.sign(&list);
    assert!(read(&sound, &operator).is_ok());
    let stranger_signed = read(&stranger.sign(&list), &operator);
    assert_eq!(
        stranger_signed,
        Err(ListError::Stranger("Supervision Seal".to_owned()))
    );

    let changed = sound.replace("withdrawn", "granted");
    assert_eq!(read(&changed, &operator), Err(ListError::Changed));
    let unsigned = format!("{}</TrustServiceStatusList>", list.xml());
    assert_eq!(read(&unsigned, &operator), Err(ListError::Unsigned));
    // A stranger's signature with the certificate of the known signer.
    let (before, mine) = (list.xml(), operator.sign(&list));
    let own = stranger.signature(&before, &operator.certificate, |info| info);
    let value = |text: &str| text.split("SignatureValue>").nth(1).unwrap().to_owned();
    let forged = mine.replace(&value(&mine), &value(&own));
    assert_eq!(read(&forged, &operator), Err(ListError::Forged));
    // The signature was made for another certificate of the same key.
    let named = operator.signature(&before, &stranger.certificate, |info| info);
    let named = format!("{before}{named}</TrustServiceStatusList>");
    assert!(matches!(
        read(&named, &operator),
        Err(ListError::SignatureForm(_))
    ));
    // A list with a date before its signer's certificate was valid.
    let early = operator.sign(&List {
        issued: "2026-11-05T00:00:00Z",
        ..list
    });
    assert_eq!(read(&early, &operator), Err(ListError::SignerEnded));
}

#[test]
fn a_signature_that_excludes_a_part_is_refused() {
    let authority = authority();
    let operator = operator(2);
    let list = List::of(vec![service(&authority.issuing_der, &[GRANTED])]);
    let before = list.xml();
    let twisted = |twist: &dyn Fn(String) -> String| {
        let signature = operator.signature(&before, &operator.certificate, twist);
        read(
            &format!("{before}{signature}</TrustServiceStatusList>"),
            &operator,
        )
    };
    assert!(twisted(&|info| info).is_ok());
    // The root has this identifier, so the reference means the same element.
    assert!(twisted(&|info| info.replace("URI=\"\"", "URI=\"#list\"")).is_ok());

    let enveloped = format!("<ds:Transform Algorithm=\"{DS}enveloped-signature\"></ds:Transform>");
    let part = digest_of(b"");
    let nothing = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">\
                   <ds:XPath>false()</ds:XPath></ds:Transform>";
    let own_only = |info: String| {
        let start = info.find("<ds:Reference URI=\"\"").unwrap();
        let end = info.find("<ds:Reference Type").unwrap();
        format!("{}{}", &info[..start], &info[end..])
    };
    let whole_only = |info: String| {
        let start = info.find("<ds:Reference Type").unwrap();
        format!("{}</ds:SignedInfo>", &info[..start])
    };
    let twists: [&dyn Fn(String) -> String; 11] = [
        &own_only,
        &whole_only,
        &|info| info.replace("URI=\"\"", "URI=\"#properties\""),
        &|info| info.replace("URI=\"\"", "URI=\"#nothing\""),
        &|info| info.replace("URI=\"\"", "URI=\"#\""),
        &|info| info.replace("URI=\"\"", "URI=\"https://example.org/list.xml\""),
        &|info| info.replace(" URI=\"\"", ""),
        &|info| info.replace(&enveloped, ""),
        &|info| info.replace(&enveloped, &format!("{enveloped}{nothing}")),
        &|info| info.replace(&enveloped, nothing),
        &|info| info.replace("http://uri.etsi.org/01903#SignedProperties", "urn:other"),
    ];
    for (index, twist) in twists.iter().enumerate() {
        let refused = twisted(twist);
        assert!(
            matches!(refused, Err(ListError::SignatureForm(_))),
            "{index}: {refused:?}"
        );
    }
    let twists: [&dyn Fn(String) -> String; 3] = [
        &|info| info.replace("ecdsa-sha256", "ecdsa-sha1"),
        &|info| info.replace("xmldsig-more#ecdsa-sha256", "xmldsig-more#hmac-sha256"),
        &|info| info.replace("xmlenc#sha256", "xmlenc#sha1"),
    ];
    for twist in twists {
        assert!(matches!(twisted(twist), Err(ListError::Algorithm(_))));
    }
    let other = twisted(&|info| {
        let start = info.find("<ds:DigestValue>").unwrap() + "<ds:DigestValue>".len();
        let end = start + info[start..].find('<').unwrap();
        format!("{}{part}{}", &info[..start], &info[end..])
    });
    assert_eq!(other, Err(ListError::Changed));
}

#[test]
fn a_signed_list_inside_another_one_is_refused() {
    let (good, evil) = (
        authority(),
        make_authority("Evil", NOW - 86_400, &mut entropy(6)).unwrap(),
    );
    let operator = operator(2);
    let sound = List::of(vec![service(&good.issuing_der, &[GRANTED])]);
    let forged = List::of(vec![service(&evil.issuing_der, &[GRANTED])]).xml();
    let end = "</TrustServiceStatusList>";
    let before = sound.xml();
    for uri in ["", "#list"] {
        let signature = operator.signature(&before, &operator.certificate, |info| {
            info.replace("URI=\"\"", &format!("URI=\"{uri}\""))
        });
        let inner = format!("{before}{end}");
        let bare = forged.replace(" Id=\"list\"", "");
        let in_object = signature.replacen(
            "<ds:Object>",
            &format!("<ds:Object>{inner}</ds:Object><ds:Object>"),
            1,
        );
        let services = &forged[forged.find("<TrustServiceProviderList>").unwrap()..];
        for wrapped in [
            // The signed list next to the forged one, inside and outside the signature.
            format!("{forged}{inner}{signature}{end}"),
            format!("{bare}{inner}{signature}{end}"),
            format!("{forged}{in_object}{end}"),
            format!("{bare}{in_object}{end}"),
            // The signature in its own list, below a forged one.
            format!("{forged}{before}{signature}{end}{end}"),
            format!("{bare}{before}{signature}{end}{end}"),
            // Two signatures.
            format!("{before}{signature}{signature}{end}"),
            // More services after the signature, or a second list of them.
            format!("{before}{signature}{services}{end}"),
            format!("{before}{services}{signature}{end}"),
            // Another element with the identifier of the list.
            format!("{before}<x Id=\"list\"></x>{signature}{end}"),
        ] {
            let refused = read(&wrapped, &operator);
            assert!(refused.is_err(), "{uri}: {wrapped}");
        }
        // Content inside the signature is not part of the list.
        let hidden = signature.replacen(
            "<ds:Object>",
            &format!("<ds:Object>{services}</ds:Object><ds:Object>"),
            1,
        );
        let expected = read(&format!("{before}{signature}{end}"), &operator).unwrap();
        let same = read(&format!("{before}{hidden}{end}"), &operator).unwrap();
        assert_eq!(same, expected);
    }
}

/// The signature does not cover the comment, so the comment must not change the parsed value.
#[test]
fn a_comment_does_not_cut_a_value_short() {
    let authority = authority();
    let operator = operator(2);
    let list = List::of(vec![service(&authority.issuing_der, &[WITHDRAWN])]);
    let sound = operator.sign(&list);
    let commented = sound
        .replace("Svcstatus/withdrawn", "Svcstatus/with<!-- granted -->drawn")
        .replace("<X509Certificate>MII", "<X509Certificate>M<!-- x -->II");
    assert_ne!(sound, commented);
    assert_eq!(read(&commented, &operator), read(&sound, &operator));
    assert!(
        read(
            &sound.replace("<X509Certificate>", "<X509Certificate><b></b>"),
            &operator
        )
        .is_err()
    );
}

#[test]
fn every_accepted_algorithm_is_verified() {
    let list = List::of(vec![service(&authority().issuing_der, &[GRANTED])]);
    let make = |kind| Authority::make("Supervision", kind, NOW - 86_400, &mut entropy(7)).unwrap();
    let (rsa, curve) = (make(KeyKind::Rsa3072), make(KeyKind::P384));
    let older = "http://www.w3.org/2001/04/xmldsig-more#";
    let newer = "http://www.w3.org/2007/05/xmldsig-more#";
    for (made, method) in [
        (&rsa, format!("{older}rsa-sha256")),
        (&rsa, format!("{older}rsa-sha384")),
        (&rsa, format!("{newer}sha256-rsa-MGF1")),
        (&rsa, format!("{newer}sha512-rsa-MGF1")),
        (&curve, format!("{older}ecdsa-sha384")),
    ] {
        let method: &'static str = Box::leak(method.into_boxed_str());
        let operator = Operator::signing(method, &made.leaf_key_pkcs8, &made.leaf_der);
        let signed = operator.sign(&list);
        assert!(read(&signed, &operator).is_ok(), "{method}");
        // The same value with another algorithm name must fail.
        for other in ["rsa-sha512", "ecdsa-sha512", "rsa-sha224"] {
            let renamed = signed.replace(method, &format!("{older}{other}"));
            assert!(read(&renamed, &operator).is_err(), "{method} as {other}");
        }
        let from = signed.find("<ds:SignatureValue>").unwrap() + 40;
        let mut flipped = signed.into_bytes();
        flipped[from] = if flipped[from] == b'A' { b'B' } else { b'A' };
        let flipped = String::from_utf8(flipped).unwrap();
        assert_eq!(
            read(&flipped, &operator),
            Err(ListError::Forged),
            "{method}"
        );
    }
}
