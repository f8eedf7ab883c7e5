package me.fhir.chitchat.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host name. */
@FunctionalInterface
public interface NameLookup {
    /** All addresses, in the order in which they are to be tried. */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
