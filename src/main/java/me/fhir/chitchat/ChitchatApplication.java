package me.fhir.chitchat;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;

/** Composition root: wires everything together; nobody imports it. */
public final class ChitchatApplication extends Application<ChitchatConfiguration> {
    public static void main(String... args) throws Exception {
        new ChitchatApplication().run(args);
    }

    @Override
    public void run(ChitchatConfiguration configuration, Environment environment) {}
}
