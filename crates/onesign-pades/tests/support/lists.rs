//! Trusted lists for tests, signed with test keys. Everything is written in canonical form, so that signing does not
//! need the code under test.

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair as RsaKeyPair;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PSS_SHA256, RSA_PSS_SHA512, RsaEncoding,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const INFORMATION: &str = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";
const SIE: &str = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";

/// A service. Each state has type, status and start; the present state comes first.
#[derive(Clone)]
pub struct Service {
    pub name: &'static str,
    pub certificate: Vec<u8>,
    pub states: Vec<(&'static str, &'static str, &'static str)>,
    /// The extensions of every state.
    pub extensions: String,
}

pub fn service(
    certificate: &[u8],
    states: &[(&'static str, &'static str, &'static str)],
) -> Service {
    Service {
        name: "Nordwind Services",
        certificate: certificate.to_vec(),
        states: states.to_vec(),
        extensions: String::new(),
    }
}

impl Service {
    pub fn with(mut self, extension: &str) -> Self {
        self.extensions.push_str(extension);
        self
    }

    fn xml(&self) -> String {
        let uri = |kind: &str, word: &str| match kind {
            "type" => format!("http://uri.etsi.org/TrstSvc/Svctype/{word}"),
            _ => format!("http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/{word}"),
        };
        let extensions = match self.extensions.as_str() {
            "" => String::new(),
            inside => {
                format!("<ServiceInformationExtensions>{inside}</ServiceInformationExtensions>")
            }
        };
        let state = |(kind, word, since): &(&str, &str, &str), identity: &str| {
            let (kind, word) = (uri("type", kind), uri("state", word));
            let name = self.name;
            format!(
                "<ServiceTypeIdentifier>{kind}</ServiceTypeIdentifier>\
                 <ServiceName><Name xml:lang=\"en\">{name}</Name></ServiceName>\
                 <ServiceDigitalIdentity><DigitalId>{identity}</DigitalId></ServiceDigitalIdentity>\
                 <ServiceStatus>{word}</ServiceStatus><StatusStartingTime>{since}</StatusStartingTime>{extensions}"
            )
        };
        let certificate = STANDARD.encode(&self.certificate);
        let certificate = format!("<X509Certificate>{certificate}</X509Certificate>");
        let (now, former) = self.states.split_first().unwrap();
        let name = "<X509SubjectName>CN=Nordwind</X509SubjectName>";
        let former: String = former
            .iter()
            .map(|one| {
                let inside = state(one, name);
                format!("<ServiceHistoryInstance>{inside}</ServiceHistoryInstance>")
            })
            .collect();
        let now = state(now, &certificate);
        format!(
            "<TSPService><ServiceInformation>{now}</ServiceInformation>\
             <ServiceHistory>{former}</ServiceHistory></TSPService>"
        )
    }
}

/// An extension with the purpose of a service's certificates, such as `ForeSignatures`.
pub fn use_for(word: &str) -> String {
    format!(
        "<Extension Critical=\"true\"><AdditionalServiceInformation><URI xml:lang=\"en\">{INFORMATION}{word}</URI>\
         </AdditionalServiceInformation></Extension>"
    )
}

/// A qualifier for some certificates, such as `NotQualified`.
pub fn qualifier(word: &str) -> String {
    format!(
        "<Extension Critical=\"true\"><s:Qualifications xmlns:s=\"{SIE}\"><s:QualificationElement><s:Qualifiers>\
         <s:Qualifier uri=\"{INFORMATION}{word}\"></s:Qualifier></s:Qualifiers></s:QualificationElement>\
         </s:Qualifications></Extension>"
    )
}

pub fn extension(critical: bool, inside: &str) -> String {
    format!("<Extension Critical=\"{critical}\">{inside}</Extension>")
}

/// An unsigned list: the part before the signature. `</TrustServiceStatusList>` follows the signature.
pub struct List {
    pub kind: &'static str,
    pub territory: &'static str,
    pub issued: &'static str,
    /// The content of NextUpdate.
    pub next: &'static str,
    pub services: Vec<Service>,
    /// Territories and signers of other lists.
    pub pointers: Vec<(&'static str, Vec<u8>)>,
}

impl List {
    pub fn of(services: Vec<Service>) -> Self {
        Self {
            kind: "EUgeneric",
            territory: "XA",
            issued: "2026-11-06T00:00:00Z",
            next: "<dateTime>2027-05-01T00:00:00Z</dateTime>",
            services,
            pointers: Vec::new(),
        }
    }

    pub fn of_lists(pointers: Vec<(&'static str, Vec<u8>)>) -> Self {
        Self {
            kind: "EUlistofthelists",
            territory: "EU",
            pointers,
            ..Self::of(Vec::new())
        }
    }

    pub fn xml(&self) -> String {
        const TYPE: &str = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";
        let services: String = self.services.iter().map(Service::xml).collect();
        let pointers: String = self
            .pointers
            .iter()
            .map(|(territory, signer)| {
                let signer = STANDARD.encode(signer);
                format!(
                    "<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId>\
                     <X509Certificate>{signer}</X509Certificate></DigitalId></ServiceDigitalIdentity>\
                     </ServiceDigitalIdentities><TSLLocation>https://example.org/list.xml</TSLLocation>\
                     <AdditionalInformation><OtherInformation><TSLType>{TYPE}EUgeneric</TSLType></OtherInformation>\
                     <OtherInformation><SchemeTerritory>{territory}</SchemeTerritory></OtherInformation>\
                     <OtherInformation><t:MimeType xmlns:t=\"http://uri.etsi.org/02231/v2/additionaltypes#\">\
                     application/vnd.etsi.tsl+xml</t:MimeType></OtherInformation></AdditionalInformation></OtherTSLPointer>"
                )
            })
            .collect();
        let Self {
            kind,
            territory,
            issued,
            next,
            ..
        } = self;
        format!(
            "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\" Id=\"list\" \
             TSLTag=\"http://uri.etsi.org/19612/TSLTag\"><SchemeInformation>\
             <TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>7</TSLSequenceNumber>\
             <TSLType>{TYPE}{kind}</TSLType><SchemeTerritory>{territory}</SchemeTerritory>\
             <PointersToOtherTSL>{pointers}</PointersToOtherTSL>\
             <ListIssueDateTime>{issued}</ListIssueDateTime><NextUpdate>{next}</NextUpdate></SchemeInformation>\
             <TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName>\
             <Name xml:lang=\"en\">Nordwind Trust</Name></TSPName></TSPInformation>\
             <TSPServices>{services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>"
        )
    }
}

/// A signer of lists.
pub struct Operator {
    key: Key,
    /// The URI of the signature algorithm.
    method: &'static str,
    pub certificate: Vec<u8>,
}

enum Key {
    Curve(EcdsaKeyPair),
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
}

impl Operator {
    /// An operator with a key on P-256.
    pub fn new(key_pkcs8: &[u8], certificate: &[u8]) -> Self {
        let method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
        Self::signing(method, key_pkcs8, certificate)
    }

    /// An operator with the algorithm of this URI.
    pub fn signing(method: &'static str, key_pkcs8: &[u8], certificate: &[u8]) -> Self {
        let curve = |algorithm| Key::Curve(EcdsaKeyPair::from_pkcs8(algorithm, key_pkcs8).unwrap());
        let rsa = |padding| Key::Rsa(RsaKeyPair::from_pkcs8(key_pkcs8).unwrap(), padding);
        let key = match method.split_once('#').unwrap().1 {
            "ecdsa-sha256" => curve(&ECDSA_P256_SHA256_FIXED_SIGNING),
            "ecdsa-sha384" => curve(&ECDSA_P384_SHA384_FIXED_SIGNING),
            "rsa-sha256" => rsa(&RSA_PKCS1_SHA256),
            "rsa-sha384" => rsa(&RSA_PKCS1_SHA384),
            "sha256-rsa-MGF1" => rsa(&RSA_PSS_SHA256),
            "sha512-rsa-MGF1" => rsa(&RSA_PSS_SHA512),
            other => panic!("{other}"),
        };
        Self {
            key,
            method,
            certificate: certificate.to_vec(),
        }
    }

    fn value(&self, message: &[u8]) -> String {
        let random = SystemRandom::new();
        STANDARD.encode(match &self.key {
            Key::Curve(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Key::Rsa(key, padding) => {
                let mut value = vec![0; key.public_modulus_len()];
                key.sign(*padding, &random, message, &mut value).unwrap();
                value
            }
        })
    }

    /// The signed list.
    pub fn sign(&self, list: &List) -> String {
        let before = list.xml();
        let signature = self.signature(&before, &self.certificate, |info| info);
        format!("{before}{signature}</TrustServiceStatusList>")
    }

    /// The signature over the list before it. The signature claims to belong to the certificate `named`; `twist`
    /// changes the signed part.
    pub fn signature(
        &self,
        before: &str,
        named: &[u8],
        twist: impl FnOnce(String) -> String,
    ) -> String {
        let whole = digest_of(format!("{before}</TrustServiceStatusList>").as_bytes());
        let named = digest_of(named);
        let properties = format!(
            "<xades:SignedProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Id=\"properties\">\
             <xades:SignedSignatureProperties><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>\
             <ds:DigestMethod xmlns:ds=\"{DS}\" Algorithm=\"{SHA256}\"></ds:DigestMethod>\
             <ds:DigestValue xmlns:ds=\"{DS}\">{named}</ds:DigestValue></xades:CertDigest></xades:Cert>\
             </xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>"
        );
        let own = digest_of(properties.as_bytes());
        let exclusive = format!("<ds:Transform Algorithm=\"{EXCLUSIVE}\"></ds:Transform>");
        let method = format!("<ds:DigestMethod Algorithm=\"{SHA256}\"></ds:DigestMethod>");
        let signing = self.method;
        let info = twist(format!(
            "<ds:SignedInfo xmlns:ds=\"{DS}\"><ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\">\
             </ds:CanonicalizationMethod><ds:SignatureMethod \
             Algorithm=\"{signing}\"></ds:SignatureMethod>\
             <ds:Reference URI=\"\"><ds:Transforms><ds:Transform Algorithm=\"{DS}enveloped-signature\"></ds:Transform>\
             {exclusive}</ds:Transforms>{method}<ds:DigestValue>{whole}</ds:DigestValue></ds:Reference>\
             <ds:Reference Type=\"http://uri.etsi.org/01903#SignedProperties\" URI=\"#properties\"><ds:Transforms>\
             {exclusive}</ds:Transforms>{method}<ds:DigestValue>{own}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
        ));
        let value = self.value(info.as_bytes());
        let certificate = STANDARD.encode(&self.certificate);
        format!(
            "<ds:Signature xmlns:ds=\"{DS}\">{info}<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo>\
             <ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>\
             <xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">{properties}\
             </xades:QualifyingProperties></ds:Object></ds:Signature>"
        )
    }
}

pub fn digest_of(bytes: &[u8]) -> String {
    STANDARD.encode(digest::digest(&digest::SHA256, bytes))
}
