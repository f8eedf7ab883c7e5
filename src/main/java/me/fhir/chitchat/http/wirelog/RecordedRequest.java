package me.fhir.chitchat.http.wirelog;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that notes what is read of it. */
final class RecordedRequest extends HttpServletRequestWrapper {
    private final Recording recording;
    private final HttpServletResponse response;
    private @Nullable ServletInputStream input;

    /** @param response with which the request goes on when it is answered later */
    RecordedRequest(HttpServletRequest request, HttpServletResponse response, Recording recording) {
        super(request);
        this.recording = recording;
        this.response = response;
    }

    /** Who answers later shall write to the recorded response as well. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = input;
        if (known == null) {
            known = new NotedInput(super.getInputStream());
            input = known;
        }
        return known;
    }

    private final class NotedInput extends ServletInputStream {
        private final ServletInputStream source;

        NotedInput(ServletInputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = source.read(bytes, offset, length);
            if (read > 0) {
                recording.addRequestBytes(bytes, offset, read);
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return source.available();
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
