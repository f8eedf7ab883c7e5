package me.fhir.chitchat.runtime.settings;

import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** Explains why a server cannot listen on an address. */
public final class BindFailure {
    private BindFailure() {}

    /** Names the setting of an address that cannot be listened on; any other failure stays as it is. */
    public static Exception explained(Server server, Exception failure) {
        Throwable cause = Futures.rootCause(failure);
        NetworkConnector failed = failedConnector(server);
        if (failed == null || !(cause instanceof BindException || cause instanceof UnresolvedAddressException)) {
            return failure;
        }
        String host = failed.getHost();
        if (host != null && (cause instanceof UnresolvedAddressException || !isOfThisMachine(host))) {
            String setting = isAdmin(failed)
                    ? "ADMIN_HOST (server.adminConnectors.0.bindHost)"
                    : "server.applicationConnectors.0.bindHost";
            return new SettingException(setting + " is \"" + host
                    + "\", which is not an address of this machine; name one, or 0.0.0.0 for all.");
        }
        long alike = connectors(server)
                .filter(other -> other.getPort() == failed.getPort())
                .count();
        if (failed.getPort() > 0 && alike > 1) {
            return new SettingException(
                    "PORT (server.applicationConnectors) and ADMIN_PORT (server.adminConnectors) are" + " both "
                            + failed.getPort() + "; set them to different ports, 0 for any free one.");
        }
        String setting =
                isAdmin(failed) ? "ADMIN_PORT (server.adminConnectors)" : "PORT (server.applicationConnectors)";
        return new SettingException(setting + " is " + failed.getPort() + ", which cannot be listened on ("
                + cause.getMessage() + "); set it to a free port, 0 for any.");
    }

    private static Stream<NetworkConnector> connectors(Server server) {
        return Stream.of(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast);
    }

    /** Jetty opens every connector before it reports the first one that it could not open. */
    private static @Nullable NetworkConnector failedConnector(Server server) {
        return connectors(server)
                .filter(connector -> !connector.isOpen())
                .findFirst()
                .orElse(null);
    }

    private static boolean isOfThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    // An interface names one of its loopback addresses only.
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException e) {
            return false;
        } catch (SocketException e) {
            // Unknown; then the reason that the sentence quotes has to do.
            return true;
        }
    }

    private static boolean isAdmin(NetworkConnector connector) {
        return "admin".equals(connector.getName());
    }
}
