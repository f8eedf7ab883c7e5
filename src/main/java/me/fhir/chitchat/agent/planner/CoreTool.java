package me.fhir.chitchat.agent.planner;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tools that every scenario agent has. */
public enum CoreTool {
    SEND("sendMessageToRemoteAgent"),
    READ("readAttachment"),
    DONE("done");

    public static final Set<String> NAMES =
            Arrays.stream(values()).map(CoreTool::word).collect(Collectors.toUnmodifiableSet());

    private final String word;

    CoreTool(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Optional<CoreTool> of(String word) {
        return Arrays.stream(values()).filter(tool -> tool.word.equals(word)).findFirst();
    }
}
