package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Puts rules that are stated in another way into the form that is compared: "Pets are not allowed" is "No pets". */
final class RuleForms {
    private static final int MAX_LENGTH = 240;
    private static final List<RuleForm> FORMS = forms();

    /** A way to state a rule and its plain form. */
    private record RuleForm(Pattern when, String then) {}

    private RuleForms() {}

    /** The rule in its plain form; other rules as they are. */
    static String plain(String rule) {
        String text = TextFormat.withoutStop(rule.strip()).replace('\u2019', '\'');
        for (RuleForm form : text.length() > MAX_LENGTH ? List.<RuleForm>of() : FORMS) {
            Matcher stated = form.when().matcher(text);
            if (stated.matches()) {
                Matcher first = Pattern.compile("^No (\\p{Lu})(?=\\p{Ll})").matcher(stated.replaceFirst(form.then()));
                return first.replaceFirst(match -> "No " + match.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return rule;
    }

    private static List<RuleForm> forms() {
        Properties properties = Lexicon.properties("rule_forms");
        List<RuleForm> forms = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.endsWith(".when")) {
                String then = properties.getProperty(name.replace(".when", ".then"), "");
                forms.add(new RuleForm(
                        Pattern.compile(
                                "^(?:" + properties.getProperty(name) + ")$",
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                        then));
            }
        }
        return List.copyOf(forms);
    }
}
