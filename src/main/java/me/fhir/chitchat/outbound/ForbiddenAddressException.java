package me.fhir.chitchat.outbound;

import java.net.UnknownHostException;

/** No address of a host may be connected to; the message is a whole sentence. */
final class ForbiddenAddressException extends UnknownHostException {
    ForbiddenAddressException(String sentence) {
        super(sentence);
    }
}
