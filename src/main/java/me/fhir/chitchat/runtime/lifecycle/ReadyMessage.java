package me.fhir.chitchat.runtime.lifecycle;

import io.dropwizard.core.setup.Environment;

/** Prints the server's addresses once it accepts connections. */
public final class ReadyMessage {
    private ReadyMessage() {}

    @SuppressWarnings("SystemOut") // For the user at the terminal, at any log level.
    public static void printWhenListening(Environment environment) {
        ServerLifecycle.whenListening(environment, (port, admin) -> {
            String address = "http://localhost:" + port;
            System.out.println(
                    admin ? "Admin (metrics, health checks) is at " + address : "Chitchat is ready at " + address);
        });
    }
}
