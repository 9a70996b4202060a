// Says of each PDF whether it keeps PDF/A-3a and PDF/UA-1, with veraPDF's own rules.
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean kept = true;
        for (String file : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1}) {
                try (InputStream stream = new FileInputStream(file);
                        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    kept &= result.isCompliant();
                    System.out.println((result.isCompliant() ? "kept " : "BROKEN ") + flavour.getId() + " " + file);
                    Map<String, String> shown = new TreeMap<>();
                    for (TestAssertion assertion : result.getTestAssertions()) {
                        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                            shown.putIfAbsent(assertion.getRuleId().getClause() + " test " + assertion.getRuleId().getTestNumber(),
                                assertion.getMessage() + " at " + assertion.getLocation().getContext());
                        }
                    }
                    shown.forEach((rule, text) -> System.out.println("  " + rule + ": " + text));
                }
            }
        }
        System.exit(kept ? 0 : 1);
    }
}
