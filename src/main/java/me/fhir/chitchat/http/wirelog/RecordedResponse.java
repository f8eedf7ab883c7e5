package me.fhir.chitchat.http.wirelog;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response that notes what is written to it. */
final class RecordedResponse extends HttpServletResponseWrapper {
    private final Recording recording;
    private @Nullable ServletOutputStream output;

    RecordedResponse(HttpServletResponse response, Recording recording) {
        super(response);
        this.recording = recording;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream known = output;
        if (known == null) {
            known = new NotedOutput(super.getOutputStream());
            output = known;
        }
        return known;
    }

    private final class NotedOutput extends ServletOutputStream {
        private final ServletOutputStream target;

        NotedOutput(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            recording.addResponseBytes(bytes, offset, length);
            target.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
