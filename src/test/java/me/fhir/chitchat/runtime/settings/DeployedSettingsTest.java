package me.fhir.chitchat.runtime.settings;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.runtime.settings.EnvironmentSettings.EnvironmentSetting;
import org.junit.jupiter.api.Test;

/** The deployment sets variables that exist, and asks for each that is a secret. */
class DeployedSettingsTest {
    /** Another name for GEMINI_API_KEY. */
    private static final String ALIAS = "GOOGLE_API_KEY";

    @Test
    void theConfigMapSetsOnlyVariablesThatAreReadAndNoSecret() throws Exception {
        Set<String> set = found("src/main/jkube/app/app-config-cm.yml", "(?m)^  ([A-Z_]+):");

        assertThat(set).hasSizeGreaterThan(10).isSubsetOf(variables());
        assertThat(set).doesNotContainAnyElementsOf(secrets());
    }

    @Test
    void theSecretsScriptAsksForEverySecret() throws Exception {
        String keys = String.join(" ", found("src/main/k8s/update-secrets.sh", "(?m)^keys=\\(([^)]*)\\)"));

        assertThat(keys.split(" ")).containsExactlyInAnyOrderElementsOf(secrets());
    }

    @Test
    void thePageOfTheDeploymentNamesEverySecretAndOnlyVariablesThatAreRead() throws Exception {
        String page = Files.readString(Path.of("docs/deploy.md"));
        String secretsChapter = page.substring(page.indexOf("## Secrets"), page.indexOf("## Variants"));

        assertThat(secretsChapter)
                .contains(secrets().stream().map(name -> "`" + name + "`").toList());
        assertThat(found("docs/deploy.md", "\\{name: ([A-Z_]+), value"))
                .isNotEmpty()
                .isSubsetOf(variables());
    }

    private static Set<String> variables() {
        return EnvironmentSettings.ALL.stream()
                .map(EnvironmentSetting::variable)
                .collect(toSet());
    }

    private static Set<String> secrets() {
        return EnvironmentSettings.ALL.stream()
                .filter(EnvironmentSetting::secret)
                .map(EnvironmentSetting::variable)
                .filter(name -> !name.equals(ALIAS))
                .collect(toSet());
    }

    private static Set<String> found(String file, String pattern) throws Exception {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        Set<String> found = new HashSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
