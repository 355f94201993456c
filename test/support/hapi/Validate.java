import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ValidationOptions;
import ca.uhn.fhir.validation.ValidationResult;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import ca.uhn.fhir.context.support.IValidationSupport;

/**
 * HAPI's instance validator for R4: a resource a line on standard input, its issues a line on standard output. One
 * argument: a file of CodeSystems, one a line. What it knows beside them is in its jars: it asks no server.
 */
public class Validate {
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    FhirContext context = FhirContext.forR4();
    FhirValidator validator = validatorOf(context, Path.of(arguments[0]));
    ObjectMapper json = new ObjectMapper();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      ValidationResult result = validator.validateWithResult(line, new ValidationOptions());
      ArrayNode issues = json.createArrayNode();
      result.getMessages().forEach(message -> {
        ObjectNode issue = issues.addObject();
        issue.put("severity", message.getSeverity().getCode());
        issue.put("id", message.getMessageId());
        issue.put("place", message.getLocationString());
        issue.put("text", message.getMessage());
      });
      out.println(json.writeValueAsString(issues));
    }
    out.flush();
  }

  private static FhirValidator validatorOf(FhirContext context, Path codeSystems) throws Exception {
    PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(context);
    IParser parser = context.newJsonParser();
    for (String line : Files.readAllLines(codeSystems)) own.addCodeSystem(parser.parseResource(CodeSystem.class, line));
    // A code system that is not in the jars can be no error: what was not checked is said by a warning.
    UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
    ValidationSupportChain chain = new ValidationSupportChain(
        new DefaultProfileValidationSupport(context),
        own,
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        unknown);
    FhirInstanceValidator instance = new FhirInstanceValidator(chain);
    // An extension whose definition is not in the jars is told, not refused.
    instance.setAnyExtensionsAllowed(true);
    instance.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    return context.newValidator().registerValidatorModule(instance);
  }
}
