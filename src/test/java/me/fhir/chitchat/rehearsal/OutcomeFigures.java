package me.fhir.chitchat.rehearsal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.rehearsal.UnseenScenarios.Unseen;

/**
 * Prints how often the unseen scenarios end rightly, by kind of play, and the transcripts of those that do not.
 * Arguments: beginnings of scenario ids, or nothing for all; absolute paths of {@code .yml} files measure the scenarios
 * in them instead of the stored ones; {@code -t} prints every transcript.
 */
final class OutcomeFigures {
    private static final List<String> KINDS = List.of("rehearsed", "rehearsed twin", "cooperative", "cooperative twin");

    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final boolean all;

    private OutcomeFigures(boolean all) {
        this.all = all;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        OutcomeFigures figures = new OutcomeFigures(wanted.contains("-t"));
        List<Unseen> scenarios = wanted.stream()
                .filter(OutcomeFigures::isFile)
                .flatMap(file -> UnseenScenarios.in(Path.of(file)).stream())
                .toList();
        List<String> ids =
                wanted.stream().filter(id -> !id.equals("-t") && !isFile(id)).toList();
        for (Unseen unseen : scenarios.isEmpty() ? UnseenScenarios.all() : scenarios) {
            if (ids.isEmpty() || ids.stream().anyMatch(unseen.id()::startsWith)) {
                figures.measure(unseen);
            }
        }
        figures.print();
    }

    private static boolean isFile(String argument) {
        return argument.endsWith(".yml") && Path.of(argument).isAbsolute();
    }

    private void measure(Unseen unseen) throws Exception {
        Play play = new Play(unseen.scenario());
        note(unseen, "rehearsed", play.together("asker"), true);
        note(unseen, "rehearsed twin", new Play(unseen.twinScenario()).together("asker"), false);
        note(unseen, "cooperative", play.against(new CooperativePeer(unseen.opens(), unseen.facts())), true);
        note(unseen, "cooperative twin", play.against(new CooperativePeer(unseen.opens(), unseen.twinned())), false);
        String both = String.join(" ", unseen.facts()) + " "
                + String.join(" ", unseen.twinFacts().values());
        List<String> said = List.of(Play.says(unseen.opens() + " " + both), Play.says(both));
        note(unseen, "contradicting itself", play.against(said), false);
        for (Map.Entry<String, List<String>> peer :
                Peers.without(unseen.opens()).entrySet()) {
            note(unseen, peer.getKey(), play.against(peer.getValue()), false);
        }
    }

    private void note(Unseen unseen, String peer, Play.Result result, boolean positive) throws Exception {
        boolean success = result.status().equals("success");
        boolean fits = result.completed() && success == positive;
        tallies.computeIfAbsent(KINDS.contains(peer) ? peer : "the rest", kind -> new Tally())
                .count(fits, success && !positive);
        List<String> wrong = new ArrayList<>();
        if (!fits) {
            wrong.add("ends with " + result.status());
        }
        Repetition.by("decider", result).forEach(text -> wrong.add("repeats: " + text));
        Traceability.untraceable(result, unseen.scenario()).forEach(text -> wrong.add("untraceable: " + text));
        if (result.messages().toString().contains("CANARY")) {
            wrong.add("tells a canary");
        }
        if (!wrong.isEmpty() || all) {
            faults.add("=== " + unseen.id() + ", " + peer + ": " + wrong + "\n" + result.transcript());
        }
    }

    private void print() {
        faults.forEach(System.out::println);
        Tally sum = new Tally();
        tallies.forEach((kind, tally) -> {
            System.out.printf("%-17s %s%n", kind, tally);
            sum.add(tally);
        });
        System.out.println(sum);
    }

    private static final class Tally {
        private int played;
        private int right;
        private int wronglyPositive;

        void count(boolean fits, boolean isWronglyPositive) {
            played++;
            right += fits ? 1 : 0;
            wronglyPositive += isWronglyPositive ? 1 : 0;
        }

        void add(Tally other) {
            played += other.played;
            right += other.right;
            wronglyPositive += other.wronglyPositive;
        }

        @Override
        public String toString() {
            return "%d conversations, %d with the right ending, %d wrongly positive"
                    .formatted(played, right, wronglyPositive);
        }
    }
}
