package me.fhir.chitchat.evidence;

import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code verify FILE}: checks an evidence file. Exit code 0 when everything fits, 1 when something does not, 2 when the file
 * cannot be read.
 */
public final class VerifyCommand extends Command {
    private static final int CHANGED = 1;
    private static final int UNREADABLE = 2;

    public VerifyCommand() {
        super("verify", "Checks an evidence file, and names the first event that does not fit");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("evidence").help("a file from /api/conversations/{id}/evidence.zip");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) {
        int code = verify(Path.of(namespace.getString("evidence")), System.out);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Prints what a check finds, and returns the exit code. */
    static int verify(Path file, PrintStream out) {
        try {
            EvidenceCheck check = EvidenceVerification.of(file);
            out.println(check.summary());
            check.findings()
                    .forEach(finding -> out.println(
                            (finding.seq() == 0 ? "" : "seq " + finding.seq() + ": ") + finding.sentence()));
            out.println(check.fits() ? "Everything fits." : "It was changed.");
            return check.fits() ? 0 : CHANGED;
        } catch (EvidenceException e) {
            out.println(e.sentence());
            return CHANGED;
        } catch (IOException e) {
            out.println(file + " cannot be read: " + e);
            return UNREADABLE;
        }
    }
}
