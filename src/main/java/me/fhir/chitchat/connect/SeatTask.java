package me.fhir.chitchat.connect;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Plays one seat with an agent that this machine reaches, as the command {@code connect} does. For one thread. */
public final class SeatTask {
    private final SeatPlay play;

    private SeatTask(String seat, LocalAgent agent, boolean begins, PrintStream log) {
        SeatLink link = SeatLink.parse(seat).orElseThrow(() -> new IllegalArgumentException("not a seat's address"));
        this.play = new SeatPlay(link, agent, begins, log);
    }

    /**
     * A seat that a program plays.
     *
     * @param seat the seat's address
     * @param begins whether to speak first
     * @param log for a line about each thing that happens; no line holds the seat's code
     */
    public static SeatTask program(String seat, String command, boolean begins, PrintStream log) {
        return new SeatTask(seat, new ProgramAgent(command), begins, log);
    }

    /**
     * A seat that an A2A server plays.
     *
     * @param address of the server, such as {@code http://localhost:9999}
     * @param headers sent to that server with every request
     */
    public static SeatTask a2a(
            String seat, String address, Map<String, String> headers, boolean begins, PrintStream log) {
        return new SeatTask(seat, new A2aAgent(address, headers), begins, log);
    }

    /**
     * Plays until the conversation has ended.
     *
     * @return why the seat was given up before that; empty when it was not
     */
    public Optional<String> play() throws InterruptedException {
        return play.play() == SeatPlay.PlayEnding.CONVERSATION_ENDED ? Optional.empty() : Optional.of(play.lastLine());
    }
}
