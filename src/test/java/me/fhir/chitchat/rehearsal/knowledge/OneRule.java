package me.fhir.chitchat.rehearsal.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.CriteriaReader;
import me.fhir.chitchat.rehearsal.criteria.CriterionCheck;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;

/** How one rule stands after what was said about it. */
final class OneRule {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");

    private OneRule() {}

    /** The state of the first rule after messages that are separated by {@code //}. */
    static AssessedCriterion.PointState state(String rule, String says) {
        return state(rule, says, Map.of());
    }

    /** The same beside further knowledge. */
    static AssessedCriterion.PointState state(String rule, String says, Map<String, ?> known) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        all.put("requirements", List.of(rule));
        Knowledge knowledge = Knowledge.of(PlainJson.text(all), DisclosureRules.of(List.of(), ""), TODAY);
        OwnWords own =
                new OwnWords(List.of("1. " + rule + ": can you confirm this?\nThe minimum is 18 years."), knowledge);
        Testimony testimony = new Testimony(own);
        int seq = 3;
        int record = 1;
        for (String message : says.split("//", -1)) {
            List<Statement> read = DocumentReader.read(
                    own.without(message.strip()), new Source(seq, ""), TODAY, record, label -> false);
            testimony.add("peer", read);
            record += 100;
            seq += 2;
        }
        List<Statement> received = new ArrayList<>();
        testimony.statements().forEach(statement -> received.addAll(statement.parts(TODAY)));
        Evidence evidence =
                new Evidence(knowledge, CaseIdentity.of(knowledge, Set.of(), ""), received, Set.of(), TODAY, List.of());
        return CriterionCheck.of(CriteriaReader.of(knowledge, Set.of()).get(0), evidence)
                .state();
    }
}
