package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.AgentRole.Partner;
import me.fhir.chitchat.agent.planner.AgentRole.Person;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/** Puts into plain sentences what an agent has found, needs and decides. */
final class Speech {
    private static final int LONGEST_QUOTE = 160;
    /** A shorter question says nothing by itself. */
    private static final int SHORTEST_QUOTE = 30;

    private Speech() {}

    static String opening(Scene scene) {
        Person person = scene.step().role().person();
        if (!person.opening().isBlank()) {
            return person.opening();
        }
        StringBuilder text = new StringBuilder("Hello, this is " + person.name() + ". I am writing about: ");
        text.append(Words.sentence(scene.step().role().plot().title()));
        if (!person.situation().isBlank() && person.situation().length() < 400) {
            text.append(' ').append(Words.sentence(person.situation()));
        }
        wish(scene).ifPresent(goal -> text.append(" Our aim: ").append(Words.sentence(Words.lowered(goal))));
        return text.append(" Can you help us with this?").toString();
    }

    static String reply(Scene scene) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(acknowledgement(scene));
        String findings = findings(scene);
        if (!findings.isEmpty()) {
            paragraphs.add(findings);
        }
        paragraphs.add(next(scene));
        return String.join("\n\n", paragraphs);
    }

    /** Why the reply is what it is, as a thought. */
    static String reasoning(Scene scene) {
        List<ToolUse> found = scene.found();
        String base = found.isEmpty()
                ? "I have nothing more to look up and answer with what I know."
                : "I send what I found: " + Words.fileTitles(files(found)) + ".";
        Review review = Review.of(scene);
        if (scene.terminalTools().isEmpty() || review.open().isEmpty()) {
            return base;
        }
        return base + " For a decision these points are still open: " + Words.sentence(Review.heads(review.open()));
    }

    private static String acknowledgement(Scene scene) {
        String name = scene.speaker().map(Partner::name).orElse("everybody");
        List<String> documents = scene.newDocuments();
        if (!documents.isEmpty()) {
            return "Thank you, " + name + ", for " + Words.fileTitles(documents) + ".";
        }
        String thanks = "Thank you for your message, " + name + ".";
        if (!scene.found().isEmpty()) {
            return thanks;
        }
        // With nothing to show, at least the question is taken up.
        String situation = scene.step().role().person().situation();
        String position = situation.isBlank() ? "" : " " + Words.sentence(Words.cut(situation, 240));
        return thanks
                + question(scene).map(asked -> " You ask: \"" + asked + "\"").orElse("")
                + position;
    }

    private static List<String> files(List<ToolUse> found) {
        return found.stream().map(ToolUse::file).map(String::valueOf).distinct().toList();
    }

    private static Optional<String> question(Scene scene) {
        return Words.sentences(scene.newsText()).stream()
                .filter(sentence -> sentence.endsWith("?")
                        && sentence.length() <= LONGEST_QUOTE
                        && sentence.length() >= SHORTEST_QUOTE)
                .reduce((first, second) -> second);
    }

    private static String findings(Scene scene) {
        List<ToolUse> found = scene.found();
        if (found.isEmpty()) {
            return "";
        }
        List<String> sentences = found.stream().map(Speech::finding).toList();
        if (sentences.size() == 1) {
            return lead(scene) + " " + sentences.get(0) + " " + attached(found);
        }
        return lead(scene) + "\n- " + String.join("\n- ", sentences) + "\n" + attached(found);
    }

    private static String lead(Scene scene) {
        return scene.step().toolUses().size() == scene.usedNow().size()
                ? "Here is what we have on this."
                : "We have looked further into this.";
    }

    private static String attached(List<ToolUse> found) {
        return "I attach " + Words.enumeration(files(found)) + ".";
    }

    /** What a document says in a sentence or two. */
    private static String finding(ToolUse use) {
        String summary = field(use.result(), "summary");
        String subject = Words.subject(use.name());
        return subject + ": " + (summary.isEmpty() ? "see " + use.file() + "." : Words.sentence(summary));
    }

    private static String field(String json, String name) {
        try {
            return JsonText.toValue(json) instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : "";
        } catch (JsonSyntaxException e) {
            return "";
        }
    }

    /** What should happen next: open points of the one who decides, wishes of everybody else. */
    private static String next(Scene scene) {
        if (!scene.terminalTools().isEmpty()) {
            return demands(scene);
        }
        Optional<Partner> decider =
                scene.step().role().partners().stream().filter(Partner::decides).findFirst();
        if (decider.isPresent()) {
            return Lookup.exhausted(scene)
                    ? "With this you have everything that we can contribute; we look forward to your decision."
                    : "Please tell us whether this settles your points or what is still missing for your decision.";
        }
        return wish(scene)
                .map(goal -> "What matters most to us: " + Words.sentence(Words.lowered(goal)) + " How do you see it?")
                .orElse("How do you see it?");
    }

    private static String demands(Scene scene) {
        Review review = Review.of(scene);
        if (review.open().isEmpty()) {
            return wish(scene)
                    .map(goal -> "Our task is this: " + Words.sentence(Words.lowered(goal))
                            + " Is there anything else on your side that we should take into account?")
                    .orElse("Is there anything else that we should take into account before we decide?");
        }
        if (review.met().isEmpty()) {
            return "To decide, we need documentation of these points:\n" + numbered(review.open())
                    + "\nCan you send us your records on them?";
        }
        return "That documents " + Review.heads(review.met()) + ". Still open:\n" + numbered(review.open())
                + "\nCan you send us a record of this as well?";
    }

    private static String numbered(List<String> points) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            out.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(Words.sentence(points.get(i)));
        }
        return out.toString();
    }

    static String decision(Scene scene, RoleTool tool) {
        List<ToolUse> found = scene.found();
        String summary =
                found.isEmpty() ? "" : field(found.get(found.size() - 1).result(), "summary");
        String name = scene.speaker().map(Partner::name).orElse("everybody");
        String outcome =
                switch (String.valueOf(tool.endStatus())) {
                    case "success" -> "We are glad to give you a positive answer. ";
                    case "failure" -> "We are sorry that we cannot agree to this. ";
                    default -> "Here is our result. ";
                };
        return "Thank you, " + name + ". " + outcome + Verdict.grounds(scene, tool)
                + (summary.isEmpty() ? "" : "\n\n" + Words.sentence(summary))
                + "\n\nThe document is attached; with it we close this conversation.";
    }

    static String farewell(Scene scene) {
        String thanks = scene.speaker()
                .map(partner -> "Thank you, " + partner.name() + ".")
                .orElse("This is " + scene.step().role().person().name() + ".");
        String findings = findings(scene);
        return thanks + (findings.isEmpty() ? "" : "\n\n" + findings) + "\n\n"
                + wish(scene)
                        .map(goal -> "This brings us further with our aim: " + Words.sentence(Words.lowered(goal)))
                        .orElse("With this we have what we need for now.")
                + " We close the conversation here.";
    }

    private static Optional<String> wish(Scene scene) {
        return scene.step().role().person().goals().stream()
                .filter(goal -> !goal.isBlank())
                .findFirst();
    }
}
