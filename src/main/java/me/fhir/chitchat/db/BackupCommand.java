package me.fhir.chitchat.db;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import me.fhir.chitchat.db.file.BackupFolder;
import me.fhir.chitchat.db.file.Snapshot;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code backup <file or folder> [--keep n] [config.yml]}: a copy of the data file as it is at this moment, also while a
 * server writes. Never overwrites, and leaves no half-written file behind.
 */
public final class BackupCommand<C extends Configuration> extends DataFileCommand<C> {
    private final PrintStream out;

    public BackupCommand(Class<C> configurationClass, Function<C, Path> dataFile) {
        this(configurationClass, dataFile, System.out);
    }

    BackupCommand(Class<C> configurationClass, Function<C, Path> dataFile, PrintStream out) {
        super("backup", "Copies the database to one file while the server runs", configurationClass, dataFile);
        this.out = out;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser
                .addArgument("target")
                .help("the file to write, which must not exist; or a folder: then the file is named by the time");
        subparser
                .addArgument("--keep")
                .type(Integer.class)
                .setDefault(0)
                .help("with a folder: delete all but this many of the newest backups in it; 0 keeps all");
        super.configure(subparser);
    }

    @Override
    protected void run(Bootstrap<C> bootstrap, Namespace namespace, C configuration) throws IOException {
        Path named = Path.of(namespace.getString("target")).toAbsolutePath();
        int keep = namespace.getInt("keep");
        boolean folder = Files.isDirectory(named);
        if (keep < 0 || (keep > 0 && !folder)) {
            throw new IOException("--keep takes a number above 0 and needs a folder as target.");
        }
        Path parent = named.getParent();
        if (!folder && (parent == null || !Files.isDirectory(parent))) {
            throw new IOException("There is no folder " + parent + " to write the backup to.");
        }
        Path target = folder ? new BackupFolder(named).next(Instant.now()) : named;
        Snapshot.take(dataFile(configuration), target);
        out.println("Backup of " + dataFile(configuration) + " written and checked: " + target + " ("
                + Files.size(target) + " bytes)");
        if (keep > 0) {
            new BackupFolder(named).prune(keep).forEach(old -> out.println("Deleted " + old));
        }
    }
}
