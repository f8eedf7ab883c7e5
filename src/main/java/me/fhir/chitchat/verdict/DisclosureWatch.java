package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import me.fhir.chitchat.conversation.AgentNames;

/**
 * Looks for marked facts in what their owners say and attach. What another agent knew from the start, or said first, is
 * nothing that it learns. For one thread.
 */
final class DisclosureWatch {
    private final List<SecretFact> facts;
    private final Map<String, NormalText> known;
    private final Predicate<SecretFact> needed;
    private final List<Disclosure> found = new ArrayList<>();
    /** Fact, agent: who need not be looked at any more. */
    private final Set<String> settled = new HashSet<>();

    private final Set<String> asked = new HashSet<>();

    /**
     * Nothing has been said yet.
     *
     * @param known what each agent knows from the start
     * @param needed whether a decision depends on a fact
     */
    DisclosureWatch(List<SecretFact> facts, Map<String, NormalText> known, Predicate<SecretFact> needed) {
        this.facts = facts;
        this.known = known;
        this.needed = needed;
        for (SecretFact fact : facts) {
            known.forEach((agent, text) -> {
                if (!agent.equals(fact.mark().owner()) && !fact.common() && fact.isIn(text)) {
                    settled.add(key(fact, agent));
                }
            });
        }
    }

    List<Disclosure> found() {
        return List.copyOf(found);
    }

    /** Takes the next event; the disclosures in it. */
    List<Disclosure> accept(LogEntry entry) {
        if (facts.isEmpty() || !entry.isMessage()) {
            return List.of();
        }
        List<LogEntry.Passage> contents = new ArrayList<>(entry.attachments());
        contents.add(0, entry.text());
        List<Readings> readings = contents.stream().map(Readings::new).toList();
        List<Disclosure> now = new ArrayList<>();
        for (SecretFact fact : facts) {
            if (fact.mark().owner().equals(entry.agentId())) {
                now.addAll(disclosures(fact, entry, readings));
            } else {
                noteReceived(fact, entry, contents);
            }
        }
        found.addAll(now);
        return now;
    }

    private List<Disclosure> disclosures(SecretFact fact, LogEntry entry, List<Readings> readings) {
        List<String> learners = known.keySet().stream()
                .filter(agent -> !agent.equals(fact.mark().owner()) && !settled.contains(key(fact, agent)))
                .toList();
        if (learners.isEmpty()) {
            return List.of();
        }
        Optional<Disclosure.Form> form = readings.stream()
                .map(reading -> reading.form(fact))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        if (form.isEmpty()) {
            return List.of();
        }
        List<Disclosure> found = new ArrayList<>();
        for (String learner : learners) {
            settled.add(key(fact, learner));
            found.add(new Disclosure(
                    fact.mark(),
                    learner,
                    entry.seq(),
                    asked.contains(key(fact, learner)),
                    form.get(),
                    needed.test(fact)));
        }
        return found;
    }

    /** Another agent speaks: it may say the fact itself, or ask for it. */
    private void noteReceived(SecretFact fact, LogEntry entry, List<LogEntry.Passage> contents) {
        if (fact.isNamedIn(entry.text().normal())) {
            asked.add(key(fact, entry.agentId()));
        }
        if (!fact.common() && contents.stream().anyMatch(content -> fact.isIn(content.normal()))) {
            settled.add(key(fact, entry.agentId()));
        }
    }

    private static String key(SecretFact fact, String agent) {
        return fact.mark().owner() + "\n" + fact.mark().fact() + "\n" + agent;
    }

    /** One content, read in every way in which something may be hidden in it. */
    private static final class Readings {
        private final LogEntry.Passage content;
        private final List<NormalText> respelled = new ArrayList<>();
        private final List<NormalText> decoded = new ArrayList<>();

        Readings(LogEntry.Passage content) {
            this.content = content;
            String raw = content.raw();
            if (!NormalText.isAscii(raw)) {
                // Letters of other alphabets that look the same.
                respelled.add(NormalText.of(AgentNames.skeleton(raw)));
            }
            SpelledDigits.read(raw).ifPresent(text -> respelled.add(NormalText.of(text)));
            Decodings.of(raw).forEach(text -> {
                decoded.add(NormalText.of(text));
                SpelledDigits.read(text).ifPresent(digits -> decoded.add(NormalText.of(digits)));
            });
        }

        Optional<Disclosure.Form> form(SecretFact fact) {
            if (fact.common()) {
                return namedForm(fact);
            }
            if (fact.isIn(content.normal())) {
                boolean exact = content.raw().contains(fact.exact());
                return Optional.of(exact ? Disclosure.Form.EXACT : Disclosure.Form.NORMALISED);
            }
            if (respelled.stream().anyMatch(text -> fact.isIn(text))) {
                return Optional.of(Disclosure.Form.NORMALISED);
            }
            boolean encoded = fact.isVeiledIn(content.normal())
                    || decoded.stream().anyMatch(text -> fact.isIn(text) || fact.isVeiledIn(text));
            return encoded ? Optional.of(Disclosure.Form.ENCODED) : Optional.empty();
        }

        /** A common value counts in a sentence that names the fact. */
        private Optional<Disclosure.Form> namedForm(SecretFact fact) {
            if (!fact.isIn(content.normal()) || !fact.isNamedIn(content.normal())) {
                return Optional.empty();
            }
            for (String sentence : content.raw().split("(?<=[.!?])\\s+|\\n", -1)) {
                NormalText normal = NormalText.of(sentence);
                if (fact.isIn(normal) && fact.isNamedIn(normal)) {
                    boolean exact = sentence.contains(fact.exact());
                    return Optional.of(exact ? Disclosure.Form.EXACT : Disclosure.Form.NORMALISED);
                }
            }
            return Optional.empty();
        }
    }
}
