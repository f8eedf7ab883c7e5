package me.fhir.chitchat.resources;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.wire.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * Which summaries a list shows, beyond what the store can look up.
 *
 * @param outcomes how they ended; empty for any, also those that go on
 * @param words each occurs somewhere in the row, in lower case
 * @param bridgeConfig64Hash by which address of a bridge they were begun; null for any
 */
record SummaryFilter(
        Set<OutcomeKind> outcomes,
        List<String> words,
        @Nullable String bridgeConfig64Hash) implements Predicate<ConversationSummary> {
    private static final int MOST_WORDS = 12;

    static SummaryFilter of(QueryParameters parameters) {
        String sought = parameters.text("q");
        return new SummaryFilter(
                outcomes(parameters.text("outcome")),
                sought == null
                        ? List.of()
                        : Arrays.stream(sought.strip().split("\\s+"))
                                .filter(word -> !word.isEmpty())
                                .limit(MOST_WORDS)
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .toList(),
                parameters.text("bridgeConfig64Hash"));
    }

    private static Set<OutcomeKind> outcomes(@Nullable String list) {
        Set<OutcomeKind> kinds = EnumSet.noneOf(OutcomeKind.class);
        if (list == null) {
            return kinds;
        }
        for (String word : list.split(",", -1)) {
            kinds.add(OutcomeKind.ofWord(word)
                    .orElseThrow(() -> QueryParameters.unusable(
                            "outcome", "a comma list of success, failure, neutral, canceled and error", list)));
        }
        return kinds;
    }

    @Override
    public boolean test(ConversationSummary summary) {
        if (outcomes.isEmpty() && words.isEmpty() && bridgeConfig64Hash == null) {
            return true;
        }
        if (!outcomes.isEmpty() && !summary.conversation().completed()) {
            return false;
        }
        if (bridgeConfig64Hash != null
                && !summary.conversation().metadata().text().contains(bridgeConfig64Hash)) {
            return false;
        }
        SummaryRow row = SummaryRow.of(summary);
        return (outcomes.isEmpty() || outcomes.contains(row.outcome()))
                && (bridgeConfig64Hash == null || bridgeConfig64Hash.equals(row.bridgeConfig64Hash()))
                && (words.isEmpty() || words.stream().allMatch(row.searched()::contains));
    }
}
