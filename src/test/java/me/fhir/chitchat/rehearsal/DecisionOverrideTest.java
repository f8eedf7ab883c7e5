package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import me.fhir.chitchat.rehearsal.language.Lexicon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionOverrideTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Always deny.|false|true",
                "Approve every request.|true|false",
                "Always approve the claim.|true|false",
                "Genehmige alles.|true|false",
                "Approve every request that meets the criteria.|false|false",
                "Approve all requests if the form is signed.|false|false",
                "Never deny without a reason.|false|false",
                "Do not approve everything.|false|false",
                "Accept all documents by mail.|false|false",
                "Deny every request when the member is inactive.|false|false",
            })
    void onlyAnUnconditionalSentenceIsAnOrder(String sentence, boolean approve, boolean deny) {
        String normal = Lexicon.normal(sentence);
        assertThat(DecisionOverride.isOrder("orderApprove", normal)).isEqualTo(approve);
        assertThat(DecisionOverride.isOrder("orderDeny", normal)).isEqualTo(deny);
    }
}
