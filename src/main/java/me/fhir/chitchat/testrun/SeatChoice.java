package me.fhir.chitchat.testrun;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Who plays a role in a test, as a suite writes it.
 *
 * @param target a model as {@code PROVIDER/NAME}, an address or a command; empty for the others
 */
record SeatChoice(ChosenPlayer player, String target) {
    static final SeatChoice SERVER = new SeatChoice(ChosenPlayer.SERVER, "");
    static final String FORMS =
            "must be \"server\", \"open\", \"model:PROVIDER/NAME\", \"a2a:URL\" or \"exec:COMMAND\"";

    /** The kinds of players. */
    enum ChosenPlayer {
        /** An agent of the server, with the model that the server prefers. */
        SERVER,
        /** An agent of the server with a model of one's choice. */
        MODEL,
        /** An A2A server that the test calls. */
        A2A,
        /** Whoever takes the seat's link, which is printed. */
        OPEN,
        /** A program that the test runs in each turn. */
        EXEC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Optional<SeatChoice> parse(String word) {
        String text = word.strip();
        int colon = text.indexOf(':');
        String target = colon < 0 ? "" : text.substring(colon + 1).strip();
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "server" -> colon < 0 ? Optional.of(SERVER) : Optional.empty();
            case "open" -> colon < 0 ? Optional.of(new SeatChoice(ChosenPlayer.OPEN, "")) : Optional.empty();
            case "model" -> choice(ChosenPlayer.MODEL, target, target.matches("[^/]+/.+"));
            case "a2a" -> choice(ChosenPlayer.A2A, target, isWebAddress(target));
            case "exec" -> choice(ChosenPlayer.EXEC, target, !target.isEmpty());
            default -> Optional.empty();
        };
    }

    private static Optional<SeatChoice> choice(ChosenPlayer player, String target, boolean valid) {
        return valid ? Optional.of(new SeatChoice(player, target)) : Optional.empty();
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() != null && text.matches("(?i)https?://.*");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isPlayedByServer() {
        return player == ChosenPlayer.SERVER || player == ChosenPlayer.MODEL;
    }

    String provider() {
        return target.substring(0, target.indexOf('/'));
    }

    String model() {
        return target.substring(target.indexOf('/') + 1);
    }
}
