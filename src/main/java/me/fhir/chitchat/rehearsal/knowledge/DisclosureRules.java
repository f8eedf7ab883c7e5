package me.fhir.chitchat.rehearsal.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import me.fhir.chitchat.agent.planner.AgentRole.DisclosureMark;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * Decides what an agent may disclose of its own knowledge.
 *
 * @param forbidden the topics that the author's words forbid
 * @param secrets the values that are marked {@code never}, normalised; no text that holds one may be disclosed
 */
public record DisclosureRules(List<DisclosureMark> marks, List<Terms> forbidden, List<String> secrets) {
    /** Whether a fact may be disclosed. */
    public enum Policy {
        FREE,
        IF_ASKED,
        NEVER
    }

    /**
     * The rules where no value is known.
     *
     * @param instructions the author's words, in which "never reveal X" forbids X
     */
    public static DisclosureRules of(List<DisclosureMark> marks, String instructions) {
        List<Terms> forbidden = new ArrayList<>();
        for (String sentence : Sentences.of(instructions)) {
            String normal = Lexicon.normal(sentence);
            Matcher order = Lexicon.list("neverReveal").matcher(normal);
            if (order.find()) {
                String rest = normal.substring(order.end()).strip();
                String topic = rest.isBlank() || rest.equals(".") ? normal.substring(0, order.start()) : rest;
                Terms terms = Terms.of(topic);
                if (!topic.startsWith("more") && !terms.isEmpty()) {
                    forbidden.add(terms);
                }
            }
        }
        return new DisclosureRules(List.copyOf(marks), List.copyOf(forbidden), List.of());
    }

    public Policy of(String pointer, List<String> names, String value, boolean rule) {
        Policy marked = marked(pointer, value);
        if (marked != Policy.FREE) {
            return marked;
        }
        boolean secretName = names.stream().anyMatch(name -> {
            String spaced = Lexicon.normal(TextFormat.spaced(name));
            return Lexicon.list("secretPrefix").starts(spaced)
                    || (!rule && Lexicon.list("secretKey").is(spaced.replace(" ", "")));
        });
        return secretName || isSecret(value) || holdsSecret(value) || forbids(String.join(" ", names))
                ? Policy.NEVER
                : Policy.FREE;
    }

    /** What the author's marks say of a value. */
    Policy marked(String pointer, String value) {
        Policy strictest = Policy.FREE;
        for (DisclosureMark mark : marks) {
            boolean named =
                    !mark.path().isEmpty() && (pointer.equals(mark.path()) || pointer.startsWith(mark.path() + "/"));
            String canary = mark.canary();
            boolean marked = canary != null && !canary.isBlank() && value.contains(canary);
            if (named || marked) {
                Policy policy = mark.policy().equals("never")
                        ? Policy.NEVER
                        : mark.policy().equals("if-asked") ? Policy.IF_ASKED : Policy.FREE;
                strictest = policy.compareTo(strictest) > 0 ? policy : strictest;
            }
        }
        return strictest;
    }

    /** Whether a text says itself that it is not meant for the other side. */
    static boolean isSecret(String text) {
        return Lexicon.list("secretText").isIn(Lexicon.normal(text));
    }

    private boolean holdsSecret(String text) {
        String normal = Lexicon.normal(text);
        return secrets.stream().anyMatch(normal::contains);
    }

    /** Whether the instructions forbid disclosing what these words name. */
    boolean forbids(String words) {
        Terms terms = Terms.of(words);
        return forbidden.stream().anyMatch(topic -> topic.coveredBy(terms) >= 0.5);
    }

    /** Whether a sentence of the agent's situation may be disclosed: no secrets, no limits. */
    public boolean mayTell(String sentence) {
        String normal = Lexicon.normal(sentence);
        return !isSecret(sentence)
                && !holdsSecret(sentence)
                && !Lexicon.list("limitWords").isIn(normal)
                && !forbids(sentence);
    }
}
