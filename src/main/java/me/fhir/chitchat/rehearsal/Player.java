package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonText;

/** Decides what an agent does next: opens, looks things up, answers, and comes to an end in good time. */
final class Player {
    private Player() {}

    /** The answer to a planner prompt. */
    static String answer(PlannerStep step) {
        Scene scene = Scene.of(step);
        RoleTool decision = step.turn().decision();
        if (decision != null) {
            return say("The decision is made; I explain it and close.", Speech.decision(scene, decision), scene);
        }
        if (step.messages().isEmpty() && !scene.lastChance()) {
            return say("I open the conversation with our request.", Speech.opening(scene), scene);
        }
        Optional<RoleTool> lookup = Lookup.next(scene);
        if (lookup.isPresent()
                && scene.timeToDecide()
                && !scene.lastChance()
                && scene.usedNow().isEmpty()) {
            return use(
                    "Before the decision I look at the "
                            + Words.lowered(Words.subject(lookup.get().name())) + ".",
                    lookup.get(),
                    scene);
        }
        if (scene.timeToDecide()) {
            Optional<RoleTool> terminal = Verdict.choose(scene);
            if (terminal.isPresent()) {
                return use(Verdict.reasoning(scene, terminal.get()), terminal.get(), scene);
            }
        }
        if (scene.timeToEnd()) {
            return end(scene);
        }
        if (lookup.isPresent()) {
            return use(Lookup.reasoning(scene, lookup.get()), lookup.get(), scene);
        }
        return say(Speech.reasoning(scene), Speech.reply(scene), scene);
    }

    private static String use(String reasoning, RoleTool tool, Scene scene) {
        String arguments = Arguments.of(tool, scene.material(tool));
        return "{\"reasoning\":" + JsonText.quote(reasoning) + ",\"action\":{\"tool\":" + JsonText.quote(tool.name())
                + ",\"args\":" + arguments + "}}";
    }

    private static String say(String reasoning, String text, Scene scene) {
        return message(reasoning, text, scene, "turn");
    }

    private static String end(Scene scene) {
        return message(
                "Nobody here has a final decision to make and everything is said, so I close politely.",
                Speech.farewell(scene),
                scene,
                "conversation");
    }

    private static String message(String reasoning, String text, Scene scene, String finality) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("text", text);
        List<Map<String, String>> attachments = scene.step().turn().unsent().stream()
                .map(name -> Map.of("name", name))
                .toList();
        if (!attachments.isEmpty()) {
            args.put("attachments", attachments);
        }
        args.put("finality", finality);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("reasoning", reasoning);
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("tool", "sendMessageToRemoteAgent");
        action.put("args", args);
        answer.put("action", action);
        return JsonText.write(answer);
    }
}
