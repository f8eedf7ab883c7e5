package me.fhir.chitchat.resources;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Refuses bodies above {@value #MAX_BYTES} bytes, whether they announce their length or not. */
public final class BodyLimit implements ContainerRequestFilter {
    static final int MAX_BYTES = 16 << 20;
    static final String SENTENCE = "The body is too large; at most 16 MiB are taken.";
    private static final String BRIDGES = "bridge/";
    /** A client that is still sending sees its answer only when somebody listens: so much more is read and dropped. */
    private static final long MAX_DROPPED = 4L * MAX_BYTES;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (request.getUriInfo().getPath().startsWith(BRIDGES)) {
            // They have the same limit, and say so in the words of their protocols.
            return;
        }
        InputStream body = request.getEntityStream();
        if (announced(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > MAX_BYTES) {
            // Whoever asks first has sent nothing yet, and reading would tell it to go on.
            if (request.getHeaderString("Expect") == null) {
                drop(body);
            }
            throw new ApiException(413, SENTENCE);
        }
        request.setEntityStream(new Limited(body));
    }

    private static long announced(@Nullable String contentLength) {
        if (contentLength == null) {
            return 0;
        }
        try {
            return Long.parseLong(contentLength.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void drop(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long dropped = 0;
        while (dropped < MAX_DROPPED) {
            int read = body.read(buffer);
            if (read < 0) {
                return;
            }
            dropped += read;
        }
    }

    private static final class Limited extends FilterInputStream {
        private long left = MAX_BYTES;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count(1);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                drop(in);
                throw new ApiException(413, SENTENCE);
            }
        }
    }
}
