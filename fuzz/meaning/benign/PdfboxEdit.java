import java.io.*;
import java.security.*;
import java.security.cert.X509Certificate;
import java.util.*;
import org.apache.pdfbox.cos.*;
import org.apache.pdfbox.pdmodel.*;
import org.apache.pdfbox.pdmodel.interactive.annotation.*;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.*;
import org.apache.pdfbox.pdmodel.interactive.form.*;

/** Fills fields or signs with PDFBox: fill IN OUT name=value..., or sign IN OUT keys.p12 [field]. */
public class PdfboxEdit {
    public static void main(String[] a) throws Exception {
        try (PDDocument file = PDDocument.load(new File(a[1])); OutputStream out = new FileOutputStream(a[2])) {
            if (a[0].equals("fill")) fill(file, out, Arrays.copyOfRange(a, 3, a.length));
            else sign(file, out, a[3], a.length > 4 ? a[4] : null);
        }
    }

    static void touch(COSBase one) {
        if (one instanceof COSObject) one = ((COSObject) one).getObject();
        if (one instanceof COSUpdateInfo) ((COSUpdateInfo) one).setNeedToBeUpdated(true);
    }

    static void fill(PDDocument file, OutputStream out, String[] values) throws IOException {
        PDAcroForm form = file.getDocumentCatalog().getAcroForm();
        touch(file.getDocumentCatalog().getCOSObject());
        touch(form.getCOSObject());
        touch(form.getCOSObject().getItem(COSName.FIELDS));
        for (String one : values) {
            String[] told = one.split("=", 2);
            PDField field = form.getField(told[0]);
            if (field == null) continue;
            field.setValue(told[1]);
            touch(field.getCOSObject());
            touch(field.getCOSObject().getItem(COSName.KIDS));
            for (PDAnnotationWidget widget : field.getWidgets()) {
                touch(widget.getCOSObject());
                touch(widget.getCOSObject().getItem(COSName.AP));
                PDAppearanceStream look = widget.getNormalAppearanceStream();
                if (look != null && field instanceof PDVariableText) touch(look.getCOSObject());
            }
        }
        file.saveIncremental(out);
    }

    static void sign(PDDocument file, OutputStream out, String store, String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] word = "secret".toCharArray();
        keys.load(new FileInputStream(store), word);
        String alias = keys.aliases().nextElement();
        PrivateKey key = (PrivateKey) keys.getKey(alias, word);
        X509Certificate leaf = (X509Certificate) keys.getCertificate(alias);
        PDSignature signature = null;
        if (name != null) {
            PDSignatureField field = (PDSignatureField) file.getDocumentCatalog().getAcroForm().getField(name);
            signature = new PDSignature();
            field.getCOSObject().setItem(COSName.V, signature);
            touch(field.getCOSObject());
        } else {
            signature = new PDSignature();
        }
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
        signature.setName("Witness");
        signature.setSignDate(Calendar.getInstance());
        file.addSignature(signature);
        var external = file.saveIncrementalForExternalSigning(out);
        byte[] content = external.getContent().readAllBytes();
        var generator = new org.bouncycastle.cms.CMSSignedDataGenerator();
        var signer = new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256WITHECDSA").build(key);
        var digests = new org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder().build();
        generator.addSignerInfoGenerator(new org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder(digests).build(signer, leaf));
        generator.addCertificates(new org.bouncycastle.cert.jcajce.JcaCertStore(List.of(keys.getCertificateChain(alias))));
        external.setSignature(generator.generate(new org.bouncycastle.cms.CMSProcessableByteArray(content), false).getEncoded());
    }
}
