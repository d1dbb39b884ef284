import com.lowagie.text.pdf.*;
import java.io.FileOutputStream;

/** Fills fields with iText 2 in a further revision: IN OUT name=value... */
public class ItextEdit {
    public static void main(String[] a) throws Exception {
        PdfReader reader = new PdfReader(a[0]);
        PdfStamper stamper = new PdfStamper(reader, new FileOutputStream(a[1]), '\0', true);
        for (int at = 2; at < a.length; at++) {
            String[] told = a[at].split("=", 2);
            stamper.getAcroFields().setField(told[0], told[1]);
        }
        stamper.close();
    }
}
