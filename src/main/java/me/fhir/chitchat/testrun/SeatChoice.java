package me.fhir.chitchat.testrun;

import java.net.URI;
import java.util.Optional;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.WireName;
import org.jspecify.annotations.Nullable;

/**
 * Who plays a role in a test, as a suite writes it.
 *
 * @param target a model as {@code PROVIDER/NAME}, an address or a command; empty for the others
 * @param manner how an agent of the server behaves, or null for what the scenario says
 */
record SeatChoice(
        ChosenPlayer player, String target, @Nullable Manner manner) {
    static final SeatChoice SERVER = new SeatChoice(ChosenPlayer.SERVER, "");
    static final String FORMS =
            "must be \"server\", \"server:MANNER\", \"open\", \"model:PROVIDER/NAME\", \"model:PROVIDER/NAME#MANNER\","
                    + " \"a2a:URL\" or \"exec:COMMAND\"; manners are " + Manner.WORDS;

    /** The kinds of players. */
    enum ChosenPlayer implements WireName {
        /** An agent of the server, with the model that the server prefers. */
        SERVER,
        /** An agent of the server with a model of one's choice. */
        MODEL,
        /** An A2A server that the test calls. */
        A2A,
        /** The first to open the seat's link, which is printed. */
        OPEN,
        /** A program that the test runs in each turn. */
        EXEC;
    }

    SeatChoice(ChosenPlayer player, String target) {
        this(player, target, null);
    }

    static Optional<SeatChoice> parse(String word) {
        String text = word.strip();
        int colon = text.indexOf(':');
        String target = colon < 0 ? "" : text.substring(colon + 1).strip();
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "server" -> colon < 0 ? Optional.of(SERVER) : served(ChosenPlayer.SERVER, "", target);
            case "open" -> colon < 0 ? Optional.of(new SeatChoice(ChosenPlayer.OPEN, "")) : Optional.empty();
            case "model" -> model(target);
            case "a2a" -> choice(ChosenPlayer.A2A, target, isWebAddress(target));
            case "exec" -> choice(ChosenPlayer.EXEC, target, !target.isEmpty());
            default -> Optional.empty();
        };
    }

    private static Optional<SeatChoice> choice(ChosenPlayer player, String target, boolean valid) {
        return valid ? Optional.of(new SeatChoice(player, target)) : Optional.empty();
    }

    /** A model's name, and after a number sign its manner. */
    private static Optional<SeatChoice> model(String target) {
        int sign = target.lastIndexOf('#');
        String name = sign < 0 ? target : target.substring(0, sign);
        if (!name.matches("[^/]+/.+")) {
            return Optional.empty();
        }
        return sign < 0
                ? choice(ChosenPlayer.MODEL, name, true)
                : served(ChosenPlayer.MODEL, name, target.substring(sign + 1));
    }

    private static Optional<SeatChoice> served(ChosenPlayer player, String target, String manner) {
        return WireName.find(Manner.class, manner).map(known -> new SeatChoice(player, target, known));
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() != null && text.matches("(?i)https?://.*");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** As a suite writes it. */
    String word() {
        if (player == ChosenPlayer.SERVER) {
            return manner == null ? player.wireName() : player.wireName() + ":" + manner.wireName();
        }
        String word = target.isEmpty() ? player.wireName() : player.wireName() + ":" + target;
        return manner == null ? word : word + "#" + manner.wireName();
    }

    /** The part of an agent's entry in a Meta that says how the server plays it; nothing when that is left to the server. */
    void writeConfig(JsonWriter agent) {
        if (player == ChosenPlayer.MODEL || manner != null) {
            agent.object("config", config -> {
                if (player == ChosenPlayer.MODEL) {
                    config.text("provider", provider()).text("model", model());
                }
                config.optionalText("manner", manner == null ? null : manner.wireName());
            });
        }
    }

    boolean isPlayedByServer() {
        return player == ChosenPlayer.SERVER || player == ChosenPlayer.MODEL;
    }

    /** Whether its agent is meant to make it hard for the others. */
    boolean isDifficult() {
        return manner != null && manner != Manner.COOPERATIVE;
    }

    String provider() {
        return target.substring(0, target.indexOf('/'));
    }

    String model() {
        return target.substring(target.indexOf('/') + 1);
    }
}
