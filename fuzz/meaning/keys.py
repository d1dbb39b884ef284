"""Keys, CMS values and time-stamp tokens that a forger can make: ECDSA P-256 under an authority of their own."""
import datetime
import hashlib
import pathlib

from asn1crypto import algos, cms, core, tsp, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAMES = ("trusted", "stranger")


def name(common):
    return cx509.Name([cx509.NameAttribute(NameOID.COMMON_NAME, common), cx509.NameAttribute(NameOID.COUNTRY_NAME, "DE")])


def certificate(subject, key, issuer, issuer_key, extensions):
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (cx509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
               .serial_number(cx509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=2))
               .not_valid_after(now + datetime.timedelta(days=900))
               .add_extension(cx509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
               .add_extension(cx509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def usage(**on):
    fields = dict.fromkeys(("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    return cx509.KeyUsage(**(fields | on))


def make(folder: pathlib.Path):
    """Two authorities, each with a signer and a time-stamping authority; `trusted-root.pem` is given to the verifier."""
    if (folder / "trusted-root.pem").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for who in NAMES:
        root_key = ec.generate_private_key(ec.SECP256R1())
        root_name = name(f"{who} root")
        root = certificate(root_name, root_key, root_name, root_key, [
            (cx509.BasicConstraints(True, None), True), (usage(key_cert_sign=True, crl_sign=True), True)])
        store(folder, f"{who}-root", root, root_key)
        for part, extension in (("signer", None), ("other", None), ("tsa", cx509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]))):
            key = ec.generate_private_key(ec.SECP256R1())
            more = [(extension, True)] if extension else []
            leaf = certificate(name(f"{who} {part}"), key, root_name, root_key, [
                (cx509.BasicConstraints(False, None), True), (usage(digital_signature=True, content_commitment=part != "tsa"), True), *more])
            store(folder, f"{who}-{part}", leaf, key)


def store(folder, stem, leaf, key):
    (folder / f"{stem}.pem").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    (folder / f"{stem}.key").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


class Identity:
    """A key, its certificate and that of its root."""

    def __init__(self, folder: pathlib.Path, stem: str):
        self.key = serialization.load_pem_private_key((folder / f"{stem}.key").read_bytes(), None)
        who = stem.split("-")[0]
        self.leaf, self.root = (
            x509.Certificate.load(cx509.load_pem_x509_certificate((folder / f"{one}.pem").read_bytes())
                                  .public_bytes(serialization.Encoding.DER)) for one in (stem, f"{who}-root"))

    def signed(self, digest: bytes, content_type="data", content=None, more=(), unsigned=()) -> bytes:
        """A CMS value over this digest. `more` and `unsigned` are further attributes."""
        essential = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(self.leaf.dump()).digest()})]})
        attributes = cms.CMSAttributes([
            cms.CMSAttribute({"type": "content_type", "values": [content_type]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [essential]}),
            *more])
        signature = self.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        signer = cms.SignerInfo({
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(
                {"issuer": self.leaf.issuer, "serial_number": self.leaf.serial_number})}),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
            **({"unsigned_attrs": cms.CMSAttributes(list(unsigned))} if unsigned else {})})
        encapsulated = {"content_type": content_type} | ({"content": content} if content is not None else {})
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData({
            "version": "v3" if content is not None else "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": encapsulated,
            "certificates": [self.leaf, self.root],
            "signer_infos": [signer]})}).dump()

    def token(self, digest: bytes, when=None) -> bytes:
        """An RFC 3161 token of this digest."""
        when = when or datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        info = tsp.TSTInfo({
            "version": "v1", "policy": "1.2.3.4.5", "serial_number": int.from_bytes(digest[:6], "big"), "gen_time": when,
            "message_imprint": tsp.MessageImprint({"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest})})
        content = core.ParsableOctetString(info.dump())
        return self.signed(hashlib.sha256(info.dump()).digest(), "tst_info", content)
