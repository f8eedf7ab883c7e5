package me.fhir.chitchat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.migrations.DbCommand;
import me.fhir.chitchat.db.engine.StorageKinds;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.runtime.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/** The command {@code db}: Liquibase's, on the storage; one that cannot be used is reported in one sentence. */
final class DatabaseCommand extends DbCommand<ChitchatConfiguration> {
    DatabaseCommand() {
        super(
                "db",
                configuration -> StorageKinds.migrations(configuration.storage),
                ChitchatConfiguration.class,
                Migrations.CHANGELOG);
    }

    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
