import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files against a flavour: a line a file, then the clauses it breaks. */
public final class Judge {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        int failed = 0;
        for (int index = 1; index < arguments.length; index++) {
            Map<String, String> broken = judge(arguments[index], flavour);
            System.out.println((broken.isEmpty() ? "PASS " : "FAIL ") + flavour + " " + arguments[index]);
            broken.forEach((clause, message) -> System.out.println("    " + clause + " " + message));
            failed += broken.isEmpty() ? 0 : 1;
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static Map<String, String> judge(String file, PDFAFlavour flavour) throws Exception {
        Map<String, String> broken = new TreeMap<>();
        try (FileInputStream input = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(input, flavour)) {
            ValidationResult result =
                Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(clause, assertion.getMessage());
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("?", "not compliant, without a failed clause");
            }
        }
        return broken;
    }
}
