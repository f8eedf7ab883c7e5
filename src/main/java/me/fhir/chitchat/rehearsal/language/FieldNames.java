package me.fhir.chitchat.rehearsal.language;

import java.util.List;

/** What the name of a field says about its value: an identifier, a person's name, a rule. */
public final class FieldNames {
    private FieldNames() {}

    public static boolean isIdName(String name) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        return Lexicon.list("idKey").is(last)
                || last.endsWith("id")
                || last.endsWith("number")
                || last.endsWith("nummer")
                || last.endsWith("番号");
    }

    public static boolean isPersonName(String name, List<String> path) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        String parent = path.size() < 2 ? "" : Lexicon.normal(TextFormat.spaced(path.get(path.size() - 2)));
        boolean plain = name.equals("name") || last.equals("name") || last.equals("nombre") || last.equals("nom");
        return Lexicon.list("identity").is(last)
                && (!plain
                        || parent.isEmpty()
                        || Lexicon.list("identity").isIn(parent)
                        || Lexicon.list("caseRecord").isIn(parent)
                        || name.indexOf(' ') > 0);
    }

    /** Whether a name such as "member name" says whose it is; rules have names and numbers of their own. */
    public static boolean isOfSubject(String name) {
        int space = name.indexOf(' ');
        String first = space < 0 ? name : name.substring(0, space);
        // "Policy holder" names a person, though a policy is a rule elsewhere.
        boolean person = space > 0 && Lexicon.list("identity").is(name.substring(name.lastIndexOf(' ') + 1));
        return (Lexicon.list("identity").is(first) || person) && !(space < 0 && isIdName(name));
    }

    /** Whether a name is that of the record of a case, such as an application. */
    public static boolean isCaseRecord(String name) {
        return Lexicon.list("caseRecord").isIn(Lexicon.normal(TextFormat.spaced(name)));
    }

    /** Whether a name is one under which rules stand. */
    public static boolean isRuleName(String name) {
        String spaced = Lexicon.normal(TextFormat.spaced(name));
        String last = spaced.substring(spaced.lastIndexOf(' ') + 1);
        boolean identifier = spaced.indexOf(' ') > 0 && Lexicon.list("idKey").is(last);
        boolean qualified =
                spaced.indexOf(' ') > 0 && Lexicon.list("ruleAdjective").isIn(spaced);
        return !identifier && (qualified || Lexicon.list("criteriaKey").isIn(spaced));
    }
}
