package me.fhir.chitchat.bridge;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.security.SecureRandom;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.runtime.files.KeptSecret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that handles are sealed with, in a file beside the data or where several servers have it in common. Made at
 * the first start, and written again when the volume was wiped under the running server.
 */
public final class HandleKey implements Managed, LossListener {
    private static final Logger LOG = LoggerFactory.getLogger(HandleKey.class);
    private static final int BYTES = 32;

    private final KeptSecret kept;
    private volatile byte[] bytes = new byte[0];

    public HandleKey(KeptSecret kept) {
        this.kept = kept;
    }

    byte[] bytes() {
        byte[] known = bytes;
        if (known.length != BYTES) {
            throw new IllegalStateException("the key is read when the server starts");
        }
        return known;
    }

    @Override
    public void start() {
        byte[] stored = stored();
        if (stored.length == BYTES) {
            bytes = stored;
            return;
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        bytes = fresh;
        write(fresh);
    }

    @Override
    public void storeReady() {
        byte[] known = bytes;
        if (known.length == BYTES && stored().length != BYTES) {
            write(known);
        }
    }

    private byte[] stored() {
        try {
            return kept.read();
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); handles of bridges are made anew", kept.place(), e.toString());
            return new byte[0];
        }
    }

    private void write(byte[] key) {
        try {
            kept.write(key);
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); handles of bridges end with this process", kept.place(), e.toString());
        }
    }
}
