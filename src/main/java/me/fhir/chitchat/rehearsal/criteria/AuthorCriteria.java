package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.agent.planner.FactCheck;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.From;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** The points that a scenario's author listed in a tool's {@code when}. */
public final class AuthorCriteria {
    private static final int MAX = 40;

    private AuthorCriteria() {}

    public static List<Criterion> of(List<FactCheck> checks) {
        return checks.stream().limit(MAX).map(AuthorCriteria::of).toList();
    }

    private static Criterion of(FactCheck check) {
        List<Constraint> constraints = new ArrayList<>();
        FactCheck.Condition condition = check.condition();
        FactCheck.NumberRange number = condition.number();
        if (number != null) {
            constraints.add(new Bound(quantity(number.min(), number.unit()), quantity(number.max(), number.unit())));
        }
        FactCheck.Period date = condition.date();
        if (date != null) {
            constraints.addAll(period(date));
        }
        Boolean yes = condition.yes();
        if (yes != null) {
            constraints.add(new Criterion.YesOrNo(yes));
        }
        if (!condition.oneOf().isEmpty()) {
            constraints.add(new Criterion.OneOf(condition.oneOf()));
        }
        From from =
                switch (check.from()) {
                    case "own" -> From.OWN;
                    case "received" -> From.RECEIVED;
                    default -> From.ANY;
                };
        String title = check.title().isBlank() ? String.join(", ", check.labels()) : check.title();
        List<Terms> topics = check.labels().isEmpty()
                ? List.of(Terms.of(title))
                : check.labels().stream().map(Terms::of).toList();
        return new Criterion(
                title, "", topics, constraints, new Criterion.FactLocation(from, check.path()), Source.own(""));
    }

    private static @Nullable Quantity quantity(@Nullable BigDecimal number, String unit) {
        if (number == null) {
            return null;
        }
        List<Quantity> read = QuantityParser.in(Lexicon.normal(number.toPlainString() + " " + unit));
        return read.isEmpty() ? Quantity.plain(number) : read.get(0);
    }

    private static List<Constraint> period(FactCheck.Period date) {
        List<Constraint> constraints = new ArrayList<>();
        Integer days = date.withinDays();
        if (days != null) {
            constraints.add(new Criterion.Recent(BigDecimal.valueOf(days)));
        }
        List<DateParser.FoundDate> after = DateParser.in(Lexicon.normal(date.after()), LocalDate.EPOCH);
        List<DateParser.FoundDate> before = DateParser.in(Lexicon.normal(date.before()), LocalDate.EPOCH);
        if (!after.isEmpty() || !before.isEmpty()) {
            constraints.add(new Criterion.Between(
                    after.isEmpty() ? null : after.get(0).date().plusDays(1),
                    before.isEmpty() ? null : before.get(0).date().minusDays(1)));
        }
        return constraints;
    }
}
