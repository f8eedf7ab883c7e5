package me.fhir.chitchat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import me.fhir.chitchat.db.DataMigration;
import me.fhir.chitchat.runtime.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** {@code migrate-data to-postgresql|to-sqlite [config.yml]}: all data from the SQLite file to PostgreSQL, or back. */
final class MigrateDataCommand extends ConfiguredCommand<ChitchatConfiguration> {
    private static final String TO_POSTGRESQL = "to-postgresql";

    MigrateDataCommand() {
        super("migrate-data", "Copies all data from the SQLite file to the PostgreSQL database, or back");
    }

    @Override
    protected Class<ChitchatConfiguration> getConfigurationClass() {
        return ChitchatConfiguration.class;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser
                .addArgument("direction")
                .choices(TO_POSTGRESQL, "to-sqlite")
                .help(
                        "from the file that DB_PATH names to the database that DATABASE_URL names, or back; stop the server"
                                + " before. The target must have no data");
        super.configure(subparser);
    }

    @Override
    protected void run(
            Bootstrap<ChitchatConfiguration> bootstrap, Namespace namespace, ChitchatConfiguration configuration) {
        new DataMigration(System.out::println)
                .run(configuration.storage, namespace.getString("direction").equals(TO_POSTGRESQL));
        System.out.println("Copied and compared.");
    }

    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
