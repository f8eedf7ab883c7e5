package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages about security say of the configuration is what the configuration says. */
class SecurityLimitsTest {
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| (?:`(\\w+)`|–) \\| (\\S+) \\|");
    private static final Pattern VARIABLE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`");

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("docs", name));
    }

    @Test
    void theTableOfLimitsHasTheDefaultsOfTheConfiguration() throws IOException {
        String text = Files.readString(Path.of("config.yml"));
        JsonNode configuration = new YAMLMapper().readTree(text);
        List<String> told = new ArrayList<>();
        var rows = ROW.matcher(page("security-limits.md"));
        while (rows.find()) {
            JsonNode field = configuration.at("/" + rows.group(1).replace('.', '/'));
            assertThat(field.asText()).as(rows.group(1)).isEqualTo(rows.group(3));
            if (rows.group(2) != null) {
                assertThat(text).as(rows.group(1)).contains(rows.group(2));
            }
            told.add(rows.group(1));
        }
        assertThat(told).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        for (String group : List.of("ceilings", "modelBudget")) {
            configuration.get(group).fieldNames().forEachRemaining(field -> assertThat(told)
                    .contains(group + "." + field));
        }
    }

    @Test
    void everyVariableOnThePagesIsOneOfTheConfiguration() throws IOException {
        String text = Files.readString(Path.of("config.yml"));
        TreeSet<String> unknown = new TreeSet<>();
        for (String name : List.of("security.md", "security-limits.md")) {
            var variables = VARIABLE.matcher(page(name));
            while (variables.find()) {
                if (!text.contains(variables.group(1))) {
                    unknown.add(variables.group(1));
                }
            }
        }
        // Those of glibc.
        assertThat(unknown).isSubsetOf("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_");
    }
}
