package me.fhir.chitchat.db;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;
import me.fhir.chitchat.db.file.Restoration;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code restore <file> [config.yml]}: puts a backup in the place of the data file. Refuses while a server has the data
 * file open, refuses a damaged backup, and keeps the former data file beside the new one.
 */
public final class RestoreCommand<C extends Configuration> extends DataFileCommand<C> {
    private final PrintStream out;

    public RestoreCommand(Class<C> configurationClass, Function<C, Path> dataFile) {
        this(configurationClass, dataFile, System.out);
    }

    RestoreCommand(Class<C> configurationClass, Function<C, Path> dataFile, PrintStream out) {
        super(
                "restore",
                "Puts a backup in the place of the database; the server must be down",
                configurationClass,
                dataFile);
        this.out = out;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("backup").help("a file that the backup command wrote");
        super.configure(subparser);
    }

    @Override
    protected void run(Bootstrap<C> bootstrap, Namespace namespace, C configuration) throws IOException {
        Path dataFile = dataFile(configuration);
        Path backup = Path.of(namespace.getString("backup")).toAbsolutePath();
        Path former = Restoration.restore(backup, dataFile);
        out.println("Restored " + dataFile + " from " + backup
                + (former.equals(dataFile) ? "" : "; what was there is now " + former));
    }
}
