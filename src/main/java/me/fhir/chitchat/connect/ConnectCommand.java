package me.fhir.chitchat.connect;

import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.util.Objects;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code connect SEAT_URL --exec PROGRAM | --a2a URL [--begin]}: plays a seat with an agent of this machine over one outbound
 * WebSocket. Exit code 0 at the end of the conversation, 1 when the agent failed, 2 when the seat is gone.
 */
public final class ConnectCommand extends Command {
    public ConnectCommand() {
        super("connect", "Plays a seat of a conversation with a program or an A2A server of this machine");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("seat").help("the address of the seat, such as https://host/s/7F3K-9QWD-2MXA");
        MutuallyExclusiveGroup agent =
                subparser.addMutuallyExclusiveGroup("agent").required(true);
        agent.addArgument("--exec")
                .help(
                        "a program that is run in each turn: it gets the state as JSON on standard input, and what it writes"
                                + " to standard output is said, plain words or JSON {text, attachments?, end?}");
        agent.addArgument("--a2a").help("the address of an A2A server, 0.3 or 1.0, such as http://localhost:9999");
        subparser
                .addArgument("--begin")
                .action(Arguments.storeTrue())
                .help("speak first when the scenario does not say who begins");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        int status = run(
                namespace.getString("seat"),
                namespace.getString("exec"),
                namespace.getString("a2a"),
                Boolean.TRUE.equals(namespace.getBoolean("begin")));
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(String seat, @Nullable String exec, @Nullable String a2a, boolean begins)
            throws InterruptedException {
        var link = SeatLink.parse(seat);
        if (link.isEmpty()) {
            System.err.println("This is not the address of a seat; it looks like https://host/s/7F3K-9QWD-2MXA.");
            return SeatPlay.PlayEnding.SEAT_GONE.exitCode();
        }
        LocalAgent agent = exec != null ? new ProgramAgent(exec) : new A2aAgent(Objects.requireNonNull(a2a));
        return new SeatPlay(link.get(), agent, begins, System.err).play().exitCode();
    }
}
