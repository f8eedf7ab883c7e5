package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PersonNames;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Keeps apart, within one message and between the messages of a sender, what is said about this case and another. */
final class CaseBoundary {
    /** A full name with what it does: "Derek Olsen lives". */
    private static final Pattern SUBJECT =
            Pattern.compile("^(\\p{Lu}[\\p{L}'-]+\\s\\p{Lu}[\\p{L}'-]+)\\s(\\p{Ll}+)(?:\\s|[.,]|$)");

    private static final Pattern ADJECTIVE = Pattern.compile("\\p{L}+(?:e|er|es|en|em)");

    private final Terms known;
    /** Who wrote about another case and has not named this one. */
    private final Set<String> strangers = new HashSet<>();

    private final Set<String> acquainted = new HashSet<>();

    CaseBoundary(Knowledge knowledge) {
        this.known = Terms.all(knowledge.leaves().stream()
                .map(leaf -> Terms.of(leaf.name()).and(leaf.statement().terms()))
                .toList());
    }

    /** Whether a message is to be left out, as it or what its sender wrote before is about another case. */
    boolean isStrange(String sender, CaseIdentity identity, String text, boolean foreign) {
        boolean named = identity.isNamedIn(text);
        if (!foreign && named) {
            acquainted.add(sender);
            strangers.remove(sender);
        } else if (foreign && !named && !acquainted.contains(sender)) {
            strangers.add(sender);
        }
        return foreign || strangers.contains(sender);
    }

    /** The statements about this case; after the number of another one the sentences belong to that. */
    List<Statement> own(List<Statement> statements, CaseIdentity identity) {
        List<Statement> own = new ArrayList<>();
        boolean otherCase = false;
        boolean otherPerson = false;
        for (Statement statement : statements) {
            String said = Lexicon.normal(statement.label()) + " " + statement.normal();
            if (identity.isNamedIn(said)) {
                otherCase = false;
                otherPerson = false;
            } else if (identity.hasOtherNumber(said)) {
                otherCase = true;
            } else if (isAboutAnother(statement, identity)) {
                otherPerson = true;
            } else if (!Lexicon.list("subjectPronoun").starts(statement.normal())) {
                otherPerson = false;
            }
            if (!otherCase && !otherPerson) {
                own.add(statement);
            }
        }
        return own;
    }

    private boolean isAboutAnother(Statement statement, CaseIdentity identity) {
        Matcher subject = SUBJECT.matcher(statement.text());
        return statement.label().isEmpty()
                && subject.find()
                && Lexicon.list("finite").is(subject.group(2))
                && isName(Lexicon.normal(subject.group(1)), subject.group(2))
                && Terms.of(subject.group(1)).shared(known) == 0
                && identity.isOtherPerson(Lexicon.normal(subject.group(1)));
    }

    /** Whether two words with capitals are a name; in German they may be an article or an adjective with its noun. */
    private static boolean isName(String words, String verb) {
        String first = words.substring(0, words.indexOf(' '));
        boolean owned = Lexicon.list("possessive").is(first)
                || Lexicon.list("ownPossessive").is(first);
        boolean adjective = Lexicon.list("finiteAfterNoun").is(verb)
                && (ADJECTIVE.matcher(first).matches() || Lexicon.number(first) != null);
        return !owned && !adjective && PersonNames.isPerson(words);
    }
}
