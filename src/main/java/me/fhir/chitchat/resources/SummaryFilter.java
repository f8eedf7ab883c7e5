package me.fhir.chitchat.resources;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.conversation.SummaryCriteria;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.wire.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * Which summaries a list shows.
 *
 * @param outcomes how they ended; empty for any, also those that go on
 * @param words each occurs somewhere in the row, in lower case
 */
record SummaryFilter(Set<OutcomeKind> outcomes, List<String> words) implements SummaryCriteria {
    private static final int MAX_WORDS = 12;

    static SummaryFilter of(QueryParameters parameters) {
        String query = parameters.text("q");
        return new SummaryFilter(outcomes(parameters.text("outcome")), query == null ? List.of() : words(query));
    }

    private static List<String> words(String query) {
        return Arrays.stream(query.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Set<OutcomeKind> outcomes(@Nullable String list) {
        Set<OutcomeKind> kinds = EnumSet.noneOf(OutcomeKind.class);
        if (list == null) {
            return kinds;
        }
        for (String word : list.split(",", -1)) {
            kinds.add(WireName.find(OutcomeKind.class, word)
                    .orElseThrow(() -> QueryParameters.unusable(
                            "outcome", "a comma list of success, failure, neutral, canceled and error", list)));
        }
        return kinds;
    }

    @Override
    public boolean matches(ConversationSummary summary) {
        if (outcomes.isEmpty() && words.isEmpty()) {
            return true;
        }
        if (!outcomes.isEmpty() && !summary.conversation().completed()) {
            return false;
        }
        SummaryRow row = SummaryRow.of(summary);
        return (outcomes.isEmpty() || outcomes.contains(row.outcome()))
                && (words.isEmpty() || words.stream().allMatch(row.searched()::contains));
    }
}
