package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language can say everything, in its own words and with its own quotation marks. */
class PhraseFilesTest {
    private static final Pattern VARIANT = Pattern.compile("\\.\\d$");

    /** Forms that only some languages need. */
    private static final Pattern OPTIONAL = Pattern.compile(
            "written\\.(currency\\..*|firstOfMonth|spaceBeforeMarks|wideMarks|words|of|ofVowel|capitalUnits)|limit\\.nominative|title\\.(sentence|open)"
                    + "|.*\\.me|fact\\.(is|are|number|dated|adverbs|finished|(present|absent)(\\.said)?)");

    private static Set<String> names(Properties phrases) {
        Set<String> names = new TreeSet<>();
        for (String key : phrases.stringPropertyNames()) {
            if (!OPTIONAL.matcher(key).matches()) {
                names.add(VARIANT.matcher(key).replaceFirst(""));
            }
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "ja", "ar"})
    void eachLanguageHasThePhrasesOfEnglish(String language) {
        assertThat(names(Lexicon.properties("phrases_" + language))).isEqualTo(names(Lexicon.properties("phrases_en")));
    }

    @Test
    void everyLanguageOfThePhrasesIsKnown() {
        assertThat(Lexicon.LANGUAGES).containsExactly("en", "de", "es", "fr", "ja", "ar");
        assertThat(Language.of("السلام عليكم، نطلب استئجار الشقة.")).isEqualTo("ar");
        assertThat(Language.of("Здравствуйте, мы просим снять квартиру.")).isEqualTo(Language.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "ja", "ar"})
    void noOtherLanguageQuotesAsEnglishDoes(String language) {
        SpokenText spoken = new SpokenText(Lexicon.properties("phrases_" + language));
        assertThat(spoken.polished("x “y” z")).doesNotContain("”").contains("y");
    }
}
